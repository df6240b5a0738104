/** Where a standard is otherwise from a day on: everywhere, or in a town that has standards of its own. */
import { sql } from 'kysely'
import { grouped } from '#core/grouped'
import type { Day } from '#define/time'
import type { Timeline } from './timeline.ts'

export interface Place {
  /** A town with standards of its own; undefined: everywhere else. */
  readonly town: number | undefined
  readonly divisions: readonly number[]
  /** The quantities that are otherwise there. */
  readonly changed: readonly string[]
  readonly standards: Readonly<Record<string, unknown>>
}

/** The towns of their own, and last the rest of the county. */
export const placesOf = async (timeline: Timeline, starts: Day): Promise<Place[]> => {
  const at = async (town: number | undefined, divisions: readonly number[]): Promise<Place> => {
    const [now, before] = [await timeline.on(starts, town), await timeline.on(dayBefore(starts), town)]
    const changed = Object.keys(now).filter(k => String(now[k]) !== String(before[k]))
    return { town, divisions, changed, standards: now }
  }
  const towns = grouped([...(await timeline.own())], ([, town]) => town)
  const own = [...towns].map(([town, places]) =>
    at(
      town,
      places.map(([place]) => place),
    ),
  )
  return [...(await Promise.all(own)), await at(undefined, [])]
}
const dayBefore = (day: Day) => new Date(Date.parse(`${day}T00:00:00Z`) - 864e5).toISOString().slice(0, 10) as Day

/** In the ledger: what has changed where a state lives. */
export const changedAt = (places: readonly Place[]) => {
  const [rest, ...own] = [...places].reverse()
  if (!own.length) return sql`${rest!.changed}::text[]`
  const cases = own.map(p => sql`when s.division_id = any(${p.divisions}::bigint[]) then ${p.changed}::text[]`)
  return sql`case ${sql.join(cases, sql` `)} else ${rest!.changed}::text[] end`
}
/** Of a row that lives there. */
export const placeAt = (places: readonly Place[]) => {
  const own = new Map(places.flatMap(p => p.divisions.map(d => [d, p] as const)))
  return (division: number) => own.get(division) ?? places.at(-1)!
}
