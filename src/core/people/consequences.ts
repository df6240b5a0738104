/** What a life event does to running benefits: each benefit's own sentence, carried out on the rows of whom it concerns. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import { changeRows, leaveRows, reopenRows } from '#core/registers/rows'
import { settingOn } from '#core/standards/settings'
import { type Consequence, type Event, events } from '#define/events'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { LifeEvent } from './life-event.ts'
import { lookAgain, reviewOf } from './look-again.ts'
import { type Touched, touchedRows } from './touched.ts'

/** `isUndone`: the event was wrong; the rows it reached are worked out again from the same day, so arrears follow. */
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
    const isNextMonth =
      (await settingOn(trx, by.countyId, 'stops-from', today, engine.catalogue.businessOf(benefit))) === 'next-month'
    const touched = await touchedRows(trx, engine, by.countyId, benefit, all, isUndone)
    if (touched.length)
      await carryOut(
        trx,
        engine,
        by,
        benefit,
        isUndone ? 'is worked out again' : says,
        touched,
        today,
        isNextMonth,
        isUndone,
      )
  }
}

const carryOut = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  benefit: AnyBenefit,
  says: Consequence,
  touched: readonly Touched[],
  today: Day,
  isNextMonth: boolean,
  isUndone: boolean,
) => {
  const r = benefit.worth.of
  const { countyId } = by
  const next = firstDay(monthAfter(monthOf(today)))
  /** 次月起: from the month after the event, also when it becomes known late; what was paid meanwhile is claimed. */
  const after = (t: Touched) =>
    firstDay(isNextMonth ? monthAfter(monthOf(t.event.happened_on)) : monthOf(t.event.happened_on))
  const because = (t: Touched) => events[t.event.event]
  const workOut = async (starts: (t: Touched) => Day, more: object = {}) => {
    if (isUndone)
      await reopenRows(
        trx,
        engine,
        countyId,
        r,
        touched.map(t => t.rowId),
        '0001-01-01',
      )
    const worths = await changeRows(
      trx,
      engine,
      countyId,
      r,
      touched.map(t => ({
        ...{
          rowId: t.rowId,
          starts: starts(t),
          columns: {},
          because: isUndone ? `撤销${because(t)}` : because(t),
          eventId: t.event.id,
          ...more,
        },
      })),
    )
    const empty = worths.filter(w => w.persons === 0)
    const byRow = new Map(touched.map(t => [t.rowId, t]))
    await leaveRows(
      trx,
      engine,
      countyId,
      r,
      empty.map(w => leaving(byRow.get(w.rowId)!, starts(byRow.get(w.rowId)!))),
    )
  }
  const leaving = (t: Touched, from: Day) => ({ rowId: t.rowId, from, because: because(t), eventId: t.event.id })
  switch (says) {
    case 'member leaves':
    case 'is worked out again':
    case 'share is cut':
      return workOut(after)
    case 'member joins':
      return workOut(() => next)
    case 'is suspended':
      return workOut(() => next, { suspended: true })
    case 'is resumed':
      return resume(trx, engine, countyId, r, touched, next)
    case 'stops':
    case 'stops and is claimed back':
      return leaveRows(
        trx,
        engine,
        countyId,
        r,
        touched.map(t => leaving(t, after(t))),
      )
    case 'is handed over':
      return handOver(trx, engine, by, benefit, touched, today, workOut, after)
    case 'is looked at again':
    case 'tapers off':
      return lookAgain(trx, engine, by, reviewOf(engine, benefit), touched, today)
  }
}

/** 恢复并补发: the months of the suspension are owed after all; the arrears follow from the states. */
const resume = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyBenefit['worth']['of'],
  touched: readonly Touched[],
  next: Day,
) => {
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const since = await rows(
    trx,
    sql<{
      row_id: number
      starts: Day
    }>`select row_id, min(starts) as starts from ${table} s where county_id = ${countyId}
      and row_id = any(${touched.map(t => t.rowId)}::bigint[]) and suspended
      and version > coalesce((select max(version) from ${table} x where x.county_id = s.county_id and x.row_id = s.row_id and not x.suspended), 0) group by 1`,
  )
  const byRow = new Map(since.map(s => [s.row_id, s.starts]))
  await changeRows(
    trx,
    engine,
    countyId,
    r,
    touched.map(t => ({
      ...{
        rowId: t.rowId,
        starts: byRow.get(t.rowId) ?? next,
        columns: {},
        because: events[t.event.event],
        eventId: t.event.id,
        suspended: false,
      },
    })),
  )
}

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
    away.map(t => ({ rowId: t.rowId, from: after(t), because: '户籍迁出，移交', eventId: t.event.id })),
  )
  if (touched.length > whole.length) await workOut(after)
}
