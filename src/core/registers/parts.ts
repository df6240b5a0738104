/** The rows below a row (incomes, property, findings): filled by a case, in force from a day on. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

/** What a case has filled becomes the row's own from a day on; what was there before ends. */
export const ownParts = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly { rowId: number; caseId: number; from: Day; filled?: readonly string[] }[],
) => {
  const names = Object.keys(r.told.parts ?? {})
  if (!all.length || !names.length) return
  const told = all.map(a => ({ row_id: a.rowId, case_id: a.caseId, from_day: a.from, filled: a.filled ?? names }))
  const changes = names.flatMap((name, i) => {
    const table = sql.table(`${engine.catalogue.tableOf(r)}_${snake(name)}`)
    const filled = sql`a.filled @> ${JSON.stringify([name])}::jsonb`
    return [
      sql`${sql.ref(`ended_${i}`)} as (update ${table} p
        set held = case when lower(p.held) >= a.from_day then 'empty'::daterange else daterange(lower(p.held), a.from_day) end
        from a where p.county_id = ${countyId} and p.row_id = a.row_id and ${filled} and (upper(p.held) is null or upper(p.held) > a.from_day) and not isempty(p.held))`,
      sql`${sql.ref(`taken_${i}`)} as (update ${table} p set row_id = a.row_id, held = daterange(a.from_day, null)
        from a where p.county_id = ${countyId} and p.case_id = a.case_id and ${filled} and p.held is null)`,
    ]
  })
  await sql`with a as materialized (select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as a(row_id bigint, case_id bigint, from_day date, filled jsonb)), ${sql.join(changes)} select 1`.execute(trx)
}
