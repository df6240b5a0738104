/** Where a standard is otherwise from a day on: everywhere, in a town that has standards of its own, or where a town has begun or ended. */
import { sql } from 'kysely'
import { grouped } from '#core/grouped'
import { townOn } from '#core/standards/towns'
import type { Day } from '#define/time'
import type { Timeline } from './timeline.ts'

export interface Place {
  /** Of towns with standards of their own, now or the day before; none: everywhere else. */
  readonly divisions: readonly number[]
  /** The quantities that are otherwise there. */
  readonly changed: readonly string[]
  readonly standards: Readonly<Record<string, unknown>>
}

/** The places of towns of their own, those alike together, and last the rest of the county. */
export const placesOf = async (timeline: Timeline, starts: Day): Promise<Place[]> => {
  const eve = dayBefore(starts)
  const at = async (divisions: readonly number[]): Promise<Place> => {
    const [now, before] = [await timeline.on(starts, divisions[0]), await timeline.on(eve, divisions[0])]
    const changed = Object.keys(now).filter(k => String(now[k]) !== String(before[k]))
    return { divisions, changed, standards: now }
  }
  const own = [...(await timeline.own())].map(([place, towns]) => ({
    ...{ place, now: townOn(towns, starts), before: townOn(towns, eve) },
  }))
  const alike = grouped(
    own.filter(p => p.now ?? p.before),
    p => `${p.before} ${p.now}`,
  )
  const places = [...alike.values()].map(some => at(some.map(p => p.place)))
  return [...(await Promise.all(places)), await at([])]
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
