/** 撤销: an event that was wrong is undone in one act; the fact is restored, and what followed is worked out again from the same day. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { Day } from '#define/time'
import { applyConsequences } from './consequences.ts'
import { correctionOf } from './correction.ts'
import { restoreFacts } from './event-facts.ts'
import type { Known } from './known.ts'
import type { LifeEvent } from './life-event.ts'

/** By another person than the one who reported it. What is a record of our own is undone by correcting the record. @throws Refusal */
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
    sql<
      LifeEvent & { procedure: string | null }
    >`select e.*, (select c.procedure from case_file c where c.county_id = e.county_id and c.id = e.case_id) as procedure
      from life_event e where e.county_id = ${by.countyId} and e.id = ${id} and e.confirmed_by is not null and e.undone_by is null for update of e`,
  )
  if (!event) throw new Refusal('没有可撤销的已确认事件，可能已被撤销，请刷新', { status: 409 })
  if (event.recorded_by === by.personId) throw new Refusal('报告事件的人不能自己撤销，请由另一人办理', { status: 403 })
  const correction = correctionOf(engine.catalogue, event.procedure)
  if (correction)
    throw new Refusal(`这一事件来自「${event.source}」的登记，登记有误的请办理「${correction.title}」，事件随之撤销`, {
      status: 409,
    })
  const [again] = event.repeats_id ? [] : await repeating(trx, by.countyId, [event.id])
  if (again)
    throw new Refusal(`「${again.source}」也证明了这件事（${again.happened_on}），请先更正那一登记，再撤销这一事件`, {
      status: 409,
    })
  await mark(trx, by, [event.id], why)
  if (!event.repeats_id) await undoEffects(trx, engine, by, [event], today)
  await audit(trx, by, { action: 'event.undone', subject: `event:${id}`, detail: { why } })
}

/**
 * The records of these cases were wrong: what they made known is undone. A death that somebody else has stated too stays; theirs is then the
 * statement on which it rests.
 */
export const undoOfCases = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  caseIds: readonly number[],
  why: string,
  today: Day,
): Promise<void> => {
  const { countyId } = by
  await widely(trx, by, async () => {
    const said = await rows(
      trx,
      sql<LifeEvent>`select * from life_event where county_id = ${countyId} and case_id = any(${caseIds}::bigint[])
        and undone_by is null and refused_by is null order by id for update`,
    )
    const waiting = said.filter(e => !e.confirmed_by).map(e => e.id)
    await sql`update life_event set refused_by = ${by.personId}, detail = detail || jsonb_build_object('refused', ${why}::text)
      where county_id = ${countyId} and id = any(${waiting}::bigint[])`.execute(trx)
    const standing = said.filter(e => e.confirmed_by)
    await mark(
      trx,
      by,
      standing.map(e => e.id),
      why,
    )
    const resting = standing.filter(e => !e.repeats_id)
    const heirs = new Map<number, number>()
    for (const a of await repeating(
      trx,
      countyId,
      resting.map(e => e.id),
    ))
      if (!heirs.has(a.repeats_id!)) heirs.set(a.repeats_id!, a.id)
    for (const [gone, heir] of heirs)
      await sql`update life_event set repeats_id = case when id = ${heir} then null else ${heir}::bigint end
        where county_id = ${countyId} and repeats_id = ${gone} and undone_by is null`.execute(trx)
    await undoEffects(
      trx,
      engine,
      by,
      resting.filter(e => !heirs.has(e.id)),
      today,
    )
    if (standing[0])
      await audit(trx, by, {
        action: 'event.undone',
        subject: `event:${standing[0].id}`,
        detail: { why, count: standing.length },
      })
  })
}

/** Another day of what was known: the earlier statement is undone before the new one takes effect. @throws Refusal where a record of ours says so */
export const replaceKnown = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  all: readonly { readonly said: { readonly happened_on: Day }; readonly known: Known }[],
  today: Day,
) => {
  const ours = all.find(d => d.known.case_id)
  if (ours)
    throw new Refusal(
      `「${ours.known.source}」登记的日期是${ours.known.happened_on}；那一登记有误的，请先办理它的更正，否则请驳回这一报告`,
      { status: 409 },
    )
  const ids = all.flatMap(d => d.known.id ?? [])
  if (!ids.length) return
  const old = await rows(
    trx,
    sql<LifeEvent>`select * from life_event where county_id = ${by.countyId} and id = any(${ids}::bigint[]) for update`,
  )
  await mark(trx, by, ids, `日期更正为${all[0]!.said.happened_on}`)
  await undoEffects(trx, engine, by, old, today)
}

const repeating = (trx: Db, countyId: number, ids: readonly number[]) =>
  rows(
    trx,
    sql<LifeEvent>`select * from life_event where county_id = ${countyId} and repeats_id = any(${ids}::bigint[])
      and confirmed_by is not null and undone_by is null order by id for update`,
  )
const mark = (trx: Db, by: Actor, ids: readonly number[], why: string) =>
  sql`update life_event set undone_by = ${by.personId}, detail = detail || jsonb_build_object('undone', ${why}::text)
    where county_id = ${by.countyId} and id = any(${ids}::bigint[])`.execute(trx)

const undoEffects = (trx: Db, engine: Engine, by: Actor, all: readonly LifeEvent[], today: Day) =>
  widely(trx, by, async () => {
    for (const e of all) await restoreFacts(trx, by.countyId, e)
    for (const [event, same] of grouped(all, e => e.event))
      await applyConsequences(trx, engine, by, event, same, today, true)
  })
