/** 转出移交: whoever moves is not left without a month. */
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import { leaveRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import type { Touched } from './touched.ts'

/** Why a row ended that another county goes on with: its letter goes there. */
export const handedOver = '户籍迁出，移交'

/** Within the county a transfer begins; to another county the row ends with the month; a member alone only leaves. */
export const handOver = async (
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
