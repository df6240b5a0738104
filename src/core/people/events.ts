/** Life events: reported by one, confirmed by another; only then do they change a fact and reach the benefits. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, insertMany, newIds, rows, widely, write } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import { type Event, events } from '#define/events'
import type { Day } from '#define/time'
import { applyConsequences } from './consequences.ts'
import { changeFacts } from './event-facts.ts'
import { refuseKnown, sortByKnown } from './known.ts'
import type { LifeEvent } from './life-event.ts'
import { replaceKnown } from './undo-events.ts'

export interface EventInput {
  readonly by: Actor
  readonly event: Event
  readonly personId?: number
  readonly householdId?: number
  readonly on: Day
  /** Who says so: 公安、入户、本人报告、办件. */
  readonly source: string
  readonly detail?: Readonly<Record<string, unknown>>
}
/** Reports events; nothing follows yet. */
export const recordEvents = async (trx: Db, inputs: readonly EventInput[], today: Day): Promise<number[]> => {
  for (const i of inputs) {
    if (!(i.event in events)) throw new Refusal('没有这种事件，请刷新页面', { status: 400 })
    if (i.on > today) throw new Refusal(`${events[i.event]}的日期${i.on}在今天之后，请核对`, { status: 400 })
    if (!i.personId && !i.householdId) throw new Refusal('请选择是谁或哪一户的事', { status: 400 })
  }
  const known = inputs[0] ? await refuseKnown(trx, inputs[0].by.countyId, inputs.map(statedBy)) : new Map()
  const ids = await newIds(trx, inputs.length)
  await insertMany(
    trx,
    'life_event',
    inputs.map((i, n) => ({
      ...{
        county_id: i.by.countyId,
        id: ids[n],
        event: i.event,
        person_id: i.personId ?? null,
        household_id: i.householdId ?? null,
      },
      ...{ happened_on: i.on, source: i.source, recorded_by: i.by.personId },
      detail: { ...i.detail, ...(i.event === 'person.died' && i.personId && known.get(i.personId)) },
    })),
  )
  const first = inputs[0]
  if (first)
    await audit(trx, first.by, {
      action: 'event.reported',
      subject: `event:${ids[0]}`,
      detail: { event: first.event, count: inputs.length },
    })
  return ids
}

const statedBy = (i: EventInput) => ({ event: i.event, person_id: i.personId ?? null, happened_on: i.on })

/**
 * Confirms reported events: facts change, and each benefit does what its rule says of such an event. A death that is known by now has no second
 * effect; one of another day replaces what was known, since two people have said so.
 */
export const confirmEvents = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  ids: readonly number[],
  today: Day,
): Promise<void> => {
  const found = await openEvents(trx, by.countyId, ids)
  if (found.some(e => e.recorded_by === by.personId))
    throw new Refusal('报告事件的人不能自己确认，请由另一人确认', { status: 403 })
  const { fresh, same, differing } = await sortByKnown(trx, by.countyId, found)
  await replaceKnown(trx, engine, by, differing, today)
  const repeating = JSON.stringify(same.map(({ said, known }) => ({ id: said.id, known: known.id })))
  await write(
    trx,
    sql`update life_event e set confirmed_by = ${by.personId}, confirmed_on = ${today}::date,
      repeats_id = (select r.known from jsonb_to_recordset(${repeating}::jsonb) as r(id bigint, known bigint) where r.id = e.id)
    where county_id = ${by.countyId} and id = any(${ids}::bigint[])`,
  )
  await takeEffect(trx, engine, by, [...fresh, ...differing.map(d => d.said)], today)
  await audit(trx, by, { action: 'event.confirmed', subject: `event:${ids[0]}`, detail: { count: ids.length } })
}

/**
 * What has been found by an office in due form needs no second confirmation: the case has had its own. It reaches every business that the
 * person is in, whoever pressed the button.
 */
export const takeEffect = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  all: readonly LifeEvent[],
  today: Day,
): Promise<void> => {
  if (!all.length) return
  await widely(trx, by, async () => {
    for (const [event, same] of grouped(all, e => e.event)) {
      await changeFacts(trx, by.countyId, event, same)
      await applyConsequences(trx, engine, by, event, same, today)
    }
  })
}

export const refuseEvent = async (trx: Db, by: Actor, id: number, why: string): Promise<void> => {
  await openEvents(trx, by.countyId, [id])
  await write(
    trx,
    sql`update life_event set refused_by = ${by.personId}, detail = detail || jsonb_build_object('refused', ${why}::text) where county_id = ${by.countyId} and id = ${id}`,
  )
  await audit(trx, by, { action: 'event.refused', subject: `event:${id}` })
}

const openEvents = async (trx: Db, countyId: number, ids: readonly number[]) => {
  const found = await rows(
    trx,
    sql<LifeEvent>`select * from life_event where county_id = ${countyId} and id = any(${ids}::bigint[])
      and confirmed_by is null and refused_by is null order by id for update`,
  )
  if (found.length < new Set(ids).size) throw new Refusal('有的事件已被确认或驳回，请刷新后再办', { status: 409 })
  return found
}
