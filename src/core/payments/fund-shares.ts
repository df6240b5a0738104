/** 资金分级: where a benefit's money comes from depends on who decided, each line of a run belongs to the town's fund or the county's. */
import { sql } from 'kysely'
import { type Db, one, widely } from '#core/db'
import type { Sql } from './payable-shape.ts'

/** A town has granted this row. */
export const grantedByTown = (county: Sql, row: Sql): Sql =>
  sql`exists (select from case_file c join case_act a on a.county_id = c.county_id and a.case_id = c.id and a.act = 'done' and a.outcome = 'grant'
    join account x on x.county_id = a.county_id and x.id = a.account_id and x.post = 'town' where c.county_id = ${county} and c.row_id = ${row})`

/** Fen of the town's fund in these transfers `o` (file_line, outcome); whoever looks after the money need not see the cases. */
export const ofTheTown = async (
  db: Db,
  county: number,
  run: number,
  transfers: Sql = sql`select distinct file_line, 'sent' as outcome from payment_line where county_id = ${county} and run_id = ${run} and file_line is not null`,
): Promise<{ readonly sent: number; readonly paid: number; readonly cameBack: number }> =>
  widely(db, { countyId: county }, () =>
    one(
      db,
      sql<{ sent: number; paid: number; cameBack: number }>`select coalesce(sum(l.amount), 0)::bigint as sent,
          coalesce(sum(l.amount) filter (where o.outcome = 'paid'), 0)::bigint as paid,
          coalesce(sum(l.amount) filter (where o.outcome = 'returned'), 0)::bigint as "cameBack"
        from (${transfers}) o join payment_line l on l.county_id = ${county} and l.run_id = ${run} and l.file_line = o.file_line
        where ${grantedByTown(sql`l.county_id`, sql`l.row_id`)}`,
    ),
  )
