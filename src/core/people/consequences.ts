/** What a life event does to running benefits: each benefit's own sentence, carried out on the rows of whom it concerns. */
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { reworkRows } from '#core/registers/rework'
import { leaveRows } from '#core/registers/rows'
import { settingOn } from '#core/standards/settings'
import { type Consequence, type Event, events } from '#define/events'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import { handOver } from './hand-over.ts'
import type { LifeEvent } from './life-event.ts'
import { lookAgain, reviewOf } from './look-again.ts'
import { endingSince, reopenEnded } from './reopen.ts'
import { resume } from './resume.ts'
import { stillSuspended } from './suspension.ts'
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
    if (!isUndone) continue
    // What would have ended the row meanwhile, ends it now.
    const ending = await touchedRows(
      trx,
      engine,
      by.countyId,
      benefit,
      await endingSince(trx, by.countyId, benefit, all),
    )
    if (ending.length)
      await carryOut({ trx, engine, by, benefit, says: 'stops', today, isNextMonth, isUndone: false }, ending)
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
  const workOut = async (starts: (t: Touched) => Day, more = (_: Touched): { suspended?: boolean } => ({})) => {
    const told = touched.map(t => ({
      rowId: t.rowId,
      starts: starts(t),
      because: because(t),
      eventId: t.event.id,
      ...more(t),
    }))
    const worths = await reworkRows(trx, engine, countyId, r, told)
    const empty = worths.filter(w => w.persons === 0)
    const ending = empty.map(({ starts, ...w }) => ({ ...w, from: starts, caseId: null, eventId: w.eventId ?? null }))
    await leaveRows(trx, engine, countyId, r, firsts(ending))
  }
  const leaving = (t: Touched, from: Day) => ({ rowId: t.rowId, from, because: because(t), eventId: t.event.id })
  if (d.isUndone && (d.says === 'is suspended' || d.says === 'is resumed')) {
    const waiting = await stillSuspended(trx, engine, countyId, benefit, touched)
    // What was resumed wrongly waits again from the next month on: what has been paid meanwhile stays paid.
    const again = (t: Touched) => d.says === 'is resumed' && waiting.has(t.rowId)
    return workOut(
      t => (again(t) ? next : after(t)),
      t => (again(t) ? { suspended: true } : waiting.has(t.rowId) ? {} : { suspended: false }),
    )
  }
  if (d.isUndone) return workOut(after)
  switch (d.says) {
    case 'member leaves':
    case 'is worked out again':
    case 'share is cut':
      return workOut(after)
    case 'member joins':
      return workOut(() => next)
    case 'is suspended':
      return workOut(
        () => next,
        () => ({ suspended: true }),
      )
    case 'is resumed':
      return resume(trx, engine, countyId, benefit, firsts(touched))
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
