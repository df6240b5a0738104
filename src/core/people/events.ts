/** Life events: reported by one, confirmed by another; only then do they change a fact and reach the benefits. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, insertMany, newIds, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import { type Event, events } from '#define/events'
import type { Day } from '#define/time'
import { applyConsequences } from './consequences.ts'
import { changeFacts, restoreFacts } from './event-facts.ts'
import type { LifeEvent } from './life-event.ts'

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
      ...{ happened_on: i.on, source: i.source, detail: i.detail ?? {}, recorded_by: i.by.personId },
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

/** Confirms reported events: facts change, and each benefit does what its rule says of such an event. */
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
  await sql`update life_event set confirmed_by = ${by.personId}, confirmed_on = ${today}::date
    where county_id = ${by.countyId} and id = any(${ids}::bigint[])`.execute(trx)
  await takeEffect(trx, engine, by, found, today)
  await audit(trx, by, { action: 'event.confirmed', subject: `event:${ids[0]}`, detail: { count: ids.length } })
}

/** What has been found by an office in due form needs no second confirmation: the case has had its own. */
export const takeEffect = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  all: readonly LifeEvent[],
  today: Day,
): Promise<void> => {
  for (const [event, same] of grouped(all, e => e.event)) {
    await changeFacts(trx, by.countyId, event, same)
    await applyConsequences(trx, engine, by, event, same, today)
  }
}

export const refuseEvent = async (trx: Db, by: Actor, id: number, why: string): Promise<void> => {
  await openEvents(trx, by.countyId, [id])
  await sql`update life_event set refused_by = ${by.personId}, detail = detail || jsonb_build_object('refused', ${why}::text) where county_id = ${by.countyId} and id = ${id}`.execute(
    trx,
  )
  await audit(trx, by, { action: 'event.refused', subject: `event:${id}` })
}

/** A confirmed event that was wrong is undone in one act: the fact is restored, and what followed from it is worked out again from the same day. */
export const undoEvent = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  id: number,
  why: string,
  today: Day,
): Promise<void> => {
  const [event] = await rows(
    trx,
    sql<LifeEvent>`select * from life_event where county_id = ${by.countyId} and id = ${id} and confirmed_by is not null and undone_by is null for update`,
  )
  if (!event) throw new Refusal('没有可撤销的已确认事件，可能已被撤销，请刷新', { status: 409 })
  if (event.recorded_by === by.personId) throw new Refusal('报告事件的人不能自己撤销，请由另一人办理', { status: 403 })
  await sql`update life_event set undone_by = ${by.personId}, detail = detail || jsonb_build_object('undone', ${why}::text) where county_id = ${by.countyId} and id = ${id}`.execute(
    trx,
  )
  await restoreFacts(trx, by.countyId, event)
  await applyConsequences(trx, engine, by, event.event, [event], today, true)
  await audit(trx, by, { action: 'event.undone', subject: `event:${id}`, detail: { why } })
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
