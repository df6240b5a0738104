/** 已知的事: nobody dies twice. A second statement of the same is kept and has no second effect; one that differs waits for somebody to decide. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { Event } from '#define/events'
import type { Day } from '#define/time'

/** What the ledger has as a fact, from whichever statement came first and stands. */
export interface Known {
  readonly person_id: number
  /** The life event; null where the person was entered so. */
  readonly id: number | null
  readonly happened_on: Day
  readonly source: string | null
  readonly case_id: number | null
}
export interface Stated {
  readonly event: Event
  readonly person_id: number | null
  readonly happened_on: Day
}
export interface Sorted<E> {
  readonly fresh: E[]
  /** Known already, of the same day. */
  readonly same: { readonly said: E; readonly known: Known }[]
  /** Known already, of another day. */
  readonly differing: { readonly said: E; readonly known: Known }[]
}

export const sortByKnown = async <E extends Stated>(
  trx: Db,
  countyId: number,
  all: readonly E[],
): Promise<Sorted<E>> => {
  const ids = all.flatMap(e => (e.event === 'person.died' && e.person_id) || [])
  const known = await deathsKnown(trx, countyId, ids)
  const sorted: Sorted<E> = { fresh: [], same: [], differing: [] }
  for (const said of all) {
    const before = said.event === 'person.died' && said.person_id ? known.get(said.person_id) : undefined
    if (!before) sorted.fresh.push(said)
    else (before.happened_on === said.happened_on ? sorted.same : sorted.differing).push({ said, known: before })
  }
  return sorted
}

const deathsKnown = async (trx: Db, countyId: number, ids: readonly number[]): Promise<Map<number, Known>> => {
  if (!ids.length) return new Map()
  const found = await rows(
    trx,
    sql<Known>`select p.id as person_id, e.id, coalesce(e.happened_on, p.died_on) as happened_on, e.source, e.case_id from person p
      left join lateral (select x.id, x.happened_on, x.source, x.case_id from life_event x where x.county_id = p.county_id and x.person_id = p.id
        and x.event = 'person.died' and x.confirmed_by is not null and x.undone_by is null and x.repeats_id is null order by x.id desc limit 1) e on true
      where p.county_id = ${countyId} and p.id = any(${ids}::bigint[]) and p.died_on is not null`,
  )
  return new Map(found.map(f => [f.person_id, f]))
}

/** A report of what is known, or is reported and waits, helps nobody. Person → the other day that is known of them. @throws Refusal */
export const refuseKnown = async (trx: Db, countyId: number, all: readonly Stated[]) => {
  const { same, differing } = await sortByKnown(trx, countyId, all)
  const [first] = same
  if (first)
    throw new Refusal(
      `此人已于${first.known.happened_on}登记死亡${first.known.source ? `（${first.known.source}）` : ''}，不必重复报告`,
      { status: 409 },
    )
  const deaths = all.flatMap(e => (e.event === 'person.died' && e.person_id) || [])
  const others = new Map(
    differing.map(d => [d.said.person_id!, { knownOn: d.known.happened_on, knownFrom: d.known.source }]),
  )
  if (!deaths.length) return others
  const [waiting] = await rows(
    trx,
    sql<{
      happened_on: Day
      source: string
    }>`select happened_on, source from life_event where county_id = ${countyId} and event = 'person.died'
      and person_id = any(${deaths}::bigint[]) and confirmed_by is null and refused_by is null limit 1`,
  )
  if (waiting || new Set(deaths).size < deaths.length)
    throw new Refusal(
      waiting
        ? `此人的死亡（${waiting.happened_on}，${waiting.source}）已有人报告，等待另一人确认，不必重复报告`
        : '同一人的死亡在这一批里报告了两次，请核对后只留一次',
      { status: 409 },
    )
  return others
}
