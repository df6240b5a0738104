/** The rules of several registers by their titles, and what may be found of each (rulebook 17). */
import type { Event } from './events.ts'
import type { AnyRegister, Warning } from './register.ts'

export interface Rules {
  readonly of: (title: string) => Warning<any> | undefined
  /** All that may be found, as options of a choice. */
  readonly findings: Readonly<Record<string, string>>
  /** Whether the rule lists this finding. */
  readonly lists: (title: string, finding: string | undefined) => boolean
  /** What a finding changes; nothing where it clears the person. */
  readonly event: (title: string, finding: string | undefined) => Event | undefined
}
export const rulesOf = (...registers: readonly AnyRegister[]): Rules => {
  const all = registers.flatMap(r => Object.values(r.warnings))
  const byTitle = new Map(all.map(w => [w.title, w]))
  const found = (title: string, finding: string | undefined) => byTitle.get(title)?.found[finding ?? '']
  return {
    of: title => byTitle.get(title),
    findings: Object.fromEntries(all.flatMap(w => Object.keys(w.found)).map(f => [f, f])),
    lists: (title, finding) => found(title, finding) !== undefined,
    event: (title, finding) => {
      const event = found(title, finding)
      return event === 'nothing' ? undefined : event
    },
  }
}
