/** 预警规则: where somebody has to look, and what may be found there (rulebook 17). */
import type { Event } from './events.ts'
import type { Post } from './posts.ts'
import type { Span } from './time.ts'

/** A rule that opens a clue. Somebody goes and looks; what is found, and only that, may be an event. */
export interface Warning<C> {
  readonly title: string
  readonly finds: '错保' | '漏保' | '风险'
  readonly level: '红' | '黄' | '蓝'
  readonly goesTo: Post
  readonly within: Span
  readonly when: (c: C) => boolean
  readonly found: Readonly<Record<string, Event | 'nothing'>>
  /** After «nothing» the same rule is silent about the same subject for so long, unless the data change. */
  readonly silentFor?: Span
}

interface Warned {
  readonly warnings: Readonly<Record<string, Warning<any>>>
}
/** The rules of several registers, by their titles. */
export interface Rules {
  readonly of: (title: string) => Warning<any> | undefined
  /** All that may be found, as options of a choice. */
  readonly findings: Readonly<Record<string, string>>
  /** Those of one rule. */
  readonly findingsOf: (title: string) => readonly string[]
  /** Whether the rule lists this finding. */
  readonly lists: (title: string, finding: string | undefined) => boolean
  /** What a finding changes; nothing where it clears the person. */
  readonly event: (title: string, finding: string | undefined) => Event | undefined
}
export const rulesOf = (...registers: readonly Warned[]): Rules => {
  const all = registers.flatMap(r => Object.values(r.warnings))
  const byTitle = new Map(all.map(w => [w.title, w]))
  const found = (title: string, finding: string | undefined) => byTitle.get(title)?.found[finding ?? '']
  return {
    of: title => byTitle.get(title),
    findings: Object.fromEntries(all.flatMap(w => Object.keys(w.found)).map(f => [f, f])),
    findingsOf: title => Object.keys(byTitle.get(title)?.found ?? {}),
    lists: (title, finding) => found(title, finding) !== undefined,
    event: (title, finding) => {
      const event = found(title, finding)
      return event === 'nothing' ? undefined : event
    },
  }
}
