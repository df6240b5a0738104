/** What a life event does to running benefits: each benefit's own sentence, carried out on the rows of whom it concerns. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import { reworkRows } from '#core/registers/rework'
import { changeRows, leaveRows } from '#core/registers/rows'
import { settingOn } from '#core/standards/settings'
import { type Consequence, type Event, events } from '#define/events'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { LifeEvent } from './life-event.ts'
import { lookAgain, reviewOf } from './look-again.ts'
import { type Touched, touchedRows } from './touched.ts'

/** `isUndone`: the events were wrong; the rows they reached are worked out again from the same day, so arrears follow. */
export const applyConsequences = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  event: Event,
  all: readonly LifeEvent[],
  today: Day,
  isUndone = false,
): Promise<void> => {
  for (const benefit of engine.catalogue.benefits) {
    const says = benefit.worth.changes?.[event]
    if (!says) continue
    const business = engine.catalogue.businessOf(benefit)
    const isNextMonth = (await settingOn(trx, by.countyId, 'stops-from', today, business)) === 'next-month'
    if (isUndone) await reopenEnded(trx, engine, by.countyId, benefit, all)
    const touched = await touchedRows(trx, engine, by.countyId, benefit, all)
    if (touched.length) await carryOut({ trx, engine, by, benefit, says, today, isNextMonth, isUndone }, touched)
    if (isUndone) await endedOtherwise({ trx, engine, by, benefit, says, today, isNextMonth, isUndone: false }, all)
  }
}
interface Doing {
  readonly trx: Db
  readonly engine: Engine
  readonly by: Actor
  readonly benefit: AnyBenefit
  readonly says: Consequence
  readonly today: Day
  readonly isNextMonth: boolean
  readonly isUndone: boolean
}

const carryOut = async (d: Doing, touched: readonly Touched[]) => {
  const { trx, engine, by, benefit, today } = d
  const r = benefit.worth.of
  const { countyId } = by
  const next = firstDay(monthAfter(monthOf(today)))
  /** 次月起: from the month after the event, also when it becomes known late; what was paid meanwhile is claimed. */
  const after = (t: Touched) =>
    firstDay(d.isNextMonth ? monthAfter(monthOf(t.event.happened_on)) : monthOf(t.event.happened_on))
  const because = (t: Touched) => `${d.isUndone ? '撤销' : ''}${events[t.event.event]}`
  const workOut = async (starts: (t: Touched) => Day, more: { suspended?: boolean } = {}) => {
    const told = touched.map(t => ({
      rowId: t.rowId,
      starts: starts(t),
      because: because(t),
      eventId: t.event.id,
      ...more,
    }))
    const worths = await reworkRows(trx, engine, countyId, r, told)
    const empty = worths.filter(w => w.persons === 0)
    const ending = empty.map(({ starts, ...w }) => ({ ...w, from: starts, caseId: null, eventId: w.eventId ?? null }))
    await leaveRows(trx, engine, countyId, r, firsts(ending))
  }
  const leaving = (t: Touched, from: Day) => ({ rowId: t.rowId, from, because: because(t), eventId: t.event.id })
  if (d.isUndone) return workOut(after, d.says === 'is suspended' ? { suspended: false } : {})
  switch (d.says) {
    case 'member leaves':
    case 'is worked out again':
    case 'share is cut':
      return workOut(after)
    case 'member joins':
      return workOut(() => next)
    case 'is suspended':
      return workOut(() => next, { suspended: true })
    case 'is resumed':
      return resume(trx, engine, countyId, r, firsts(touched))
    case 'stops':
    case 'stops and is claimed back':
      return leaveRows(trx, engine, countyId, r, firsts(touched.map(t => leaving(t, after(t)))))
    case 'is handed over':
      return handOver(trx, engine, by, benefit, firsts(touched), today, workOut, after)
    case 'is looked at again':
    case 'tapers off':
      return lookAgain(trx, engine, by, reviewOf(engine, benefit), touched, today)
  }
}
/** Of several things that befall one row the earliest ends it. */
const firsts = <T extends { readonly rowId: number }>(all: readonly T[]): T[] => [
  ...new Map([...all].reverse().map(x => [x.rowId, x])).values(),
]

/** Rows that these events ended, or that ended because nobody was left, go on from where they were; who is still gone is found anew. */
const reopenEnded = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  all: readonly LifeEvent[],
) => {
  const touched = await touchedRows(trx, engine, countyId, benefit, all, true)
  const table = engine.catalogue.tableOf(benefit.worth.of)
  const told = JSON.stringify(touched.map(t => ({ row_id: t.rowId, event_id: t.event.id })))
  const leaving = Object.entries(benefit.worth.changes ?? {}).flatMap(([e, says]) =>
    says === 'member leaves' ? [e] : [],
  )
  await sql`update ${sql.table(table)} t set end_reason = null,
      held = daterange(coalesce(lower(t.held), (select min(starts) from ${sql.table(`${table}_state`)} f where f.county_id = t.county_id and f.row_id = t.id)), null)
    from jsonb_to_recordset(${told}::jsonb) as u(row_id bigint, event_id bigint)
    where t.county_id = ${countyId} and t.id = u.row_id and t.end_reason is not null and exists (
      select from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id
        and (s.event_id = u.event_id or exists (select from life_event e where e.county_id = s.county_id and e.id = s.event_id and e.event = any(${leaving}::text[])))
        and s.because = t.end_reason and (isempty(t.held) or s.starts = upper(t.held)))`.execute(trx)
}

/** What else has happened to the same people and households since, and would have ended the row: it ends it now. */
const endedOtherwise = async (d: Doing, undone: readonly LifeEvent[]) => {
  const ending = Object.entries(d.benefit.worth.changes ?? {}).flatMap(([e, says]) =>
    says.startsWith('stops') ? [e] : [],
  )
  if (!ending.length) return
  const told = JSON.stringify(undone)
  const standing = await rows(
    d.trx,
    sql<LifeEvent>`select distinct e.* from jsonb_to_recordset(${told}::jsonb) as u(id bigint, person_id bigint, household_id bigint, happened_on date)
      join life_event e on e.county_id = ${d.by.countyId} and (e.person_id = u.person_id or e.household_id = u.household_id
        or e.household_id in (select m.household_id from household_member m where m.county_id = e.county_id and m.person_id = u.person_id))
      where e.event = any(${ending}::text[]) and e.confirmed_by is not null and e.undone_by is null and e.repeats_id is null
        and e.id <> u.id and e.happened_on >= u.happened_on order by e.happened_on`,
  )
  if (!standing.length) return
  await carryOut({ ...d, says: 'stops' }, await touchedRows(d.trx, d.engine, d.by.countyId, d.benefit, standing))
}

/** 恢复并补发: the months of the suspension are owed after all; the arrears follow from the states. Who was not suspended has nothing to resume. */
const resume = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyBenefit['worth']['of'],
  touched: readonly Touched[],
) => {
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const since = await rows(
    trx,
    sql<{
      row_id: number
      starts: Day
    }>`select distinct row_id, starts from ${table} s where county_id = ${countyId}
      and row_id = any(${touched.map(t => t.rowId)}::bigint[]) and suspended and because <> '标准调整或到期'
      and version > coalesce((select max(version) from ${table} x where x.county_id = s.county_id and x.row_id = s.row_id and not x.suspended), 0) order by 1, 2`,
  )
  const byRow = new Map(touched.map(t => [t.rowId, t.event]))
  await reworkRows(
    trx,
    engine,
    countyId,
    r,
    since.map(s => {
      const event = byRow.get(s.row_id)!
      return { rowId: s.row_id, starts: s.starts, because: events[event.event], eventId: event.id, suspended: false }
    }),
  )
}

/** Why a row ended that another county goes on with: its letter goes there. */
export const handedOver = '户籍迁出，移交'

/** 转出移交: within the county a transfer begins; to another county the row ends with the month; a member alone only leaves. */
const handOver = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  benefit: AnyBenefit,
  touched: readonly Touched[],
  today: Day,
  workOut: (starts: (t: Touched) => Day) => Promise<void>,
  after: (t: Touched) => Day,
) => {
  const r = benefit.worth.of
  const whole = touched.filter(t => t.isHead)
  const transfer = engine.catalogue.proceduresOf(r).find(p => p.head.moves)
  const within = whole.filter(t => t.event.detail.toDivisionId)
  if (transfer && within.length)
    await openCases(
      trx,
      engine,
      transfer,
      within.map(t => ({
        ...{ by, on: today, divisionId: t.divisionId, rowId: t.rowId, source: 'event' as const },
        ...(t.householdId && { householdId: t.householdId }),
        fields: { [String(transfer.head.moves)]: String(t.event.detail.toDivisionId) },
      })),
    )
  const away = whole.filter(t => !within.includes(t))
  await leaveRows(
    trx,
    engine,
    by.countyId,
    r,
    away.map(t => ({ rowId: t.rowId, from: after(t), because: handedOver, eventId: t.event.id })),
  )
  if (touched.length > whole.length) await workOut(after)
}
