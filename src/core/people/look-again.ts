/** 派发复核: the matter that looks at a row again is opened, once. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { AnyBenefit, SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import type { Touched } from './touched.ts'

/** Opens the review of rows that have none open. */
export const lookAgain = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  review: SomeProcedure | undefined,
  touched: readonly Pick<Touched, 'rowId' | 'divisionId' | 'householdId' | 'personId'>[],
  on: Day,
  source: 'event' | 'schedule' | 'clue' = 'event',
) => {
  if (!review) return []
  const busy = new Set(
    (
      await rows(
        trx,
        sql<{ row_id: number }>`select row_id from case_file where county_id = ${by.countyId} and stands = 'open'
      and procedure = ${engine.catalogue.idOf(review)} and row_id = any(${touched.map(t => t.rowId)}::bigint[])`,
      )
    ).map(f => f.row_id),
  )
  const fresh = touched.filter((t, i) => !busy.has(t.rowId) && touched.findIndex(x => x.rowId === t.rowId) === i)
  return openCases(
    trx,
    engine,
    review,
    fresh.map(t => ({
      ...{ by, on, divisionId: t.divisionId, rowId: t.rowId, source },
      ...(t.householdId && { householdId: t.householdId }),
      ...(t.personId && { personId: t.personId }),
    })),
  )
}
/** The matter that looks at a row again: the one that comes round by time. */
export const reviewOf = (engine: Engine, benefit: AnyBenefit) =>
  engine.catalogue
    .proceduresOf(benefit.worth.of)
    .find(p => !p.isNew && p.head.starts.some(s => typeof s === 'object' && 'every' in s))
