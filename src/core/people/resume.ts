/** 恢复并补发: what was suspended is owed after all. */
import { sql } from 'kysely'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { reworkRows } from '#core/registers/rework'
import { events } from '#define/events'
import type { Day } from '#define/time'
import { stillSuspended } from './suspension.ts'
import type { Touched } from './touched.ts'

/**
 * The months of the suspension are owed after all; the arrears follow from the states. Who was not suspended has nothing to resume, and who is
 * suspended for another reason as well waits until that has ended too.
 */
export const resume = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  all: readonly Touched[],
) => {
  const r = benefit.worth.of
  const waiting = await stillSuspended(trx, engine, countyId, benefit, all)
  const touched = all.filter(t => !waiting.has(t.rowId))
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
