/** 到龄: whoever reaches an age this month may be counted otherwise; their rows are worked out again from the month after. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, type Month, monthAfter } from '#define/time'
import { hasStates } from './columns.ts'
import { changeRows } from './rows.ts'

/** Works out again every live row with somebody whose birthday falls in the month; states are written only where the worth or the people change. */
export const turnAges = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  month: Month,
): Promise<number> => {
  if (!hasStates(r) || !Object.values<any>(r.measures).some(m => m.isOfTheDay)) return 0
  const starts = firstDay(monthAfter(month))
  const found = await rows(
    trx,
    sql<{ row_id: number }>`select distinct t.id as row_id from ${sql.table(engine.catalogue.tableOf(r))} t
      join covered_person k on k.county_id = t.county_id and k.row_id = t.id and k.register = ${engine.catalogue.idOf(r)} and k.held @> ${starts}::date
      join person p on p.county_id = k.county_id and p.id = k.person_id
      where t.county_id = ${countyId} and t.held @> ${starts}::date and extract(month from p.born) = ${Number(month.slice(5))}
        and extract(year from p.born) < ${Number(month.slice(0, 4))}
        and not exists (select from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} s where s.county_id = t.county_id and s.row_id = t.id and s.starts = ${starts}::date and s.because = '到龄')`,
  )
  await changeRows(
    trx,
    engine,
    countyId,
    r,
    found.map(f => ({ rowId: f.row_id, starts: starts as Day, columns: {}, because: '到龄', isQuiet: true })),
  )
  return found.length
}
