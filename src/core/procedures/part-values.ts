/** The parts of a case as they travel: what the case has filled, else what is in force on its row. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { partsOf } from '#core/registers/columns'
import { toValues } from '#core/registers/values'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { Loaded } from './load.ts'

export const partValues = async (
  db: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  one: Loaded,
  on: Day,
): Promise<Record<string, Record<string, unknown>[]>> => {
  const filled = (one.columns.filled as string[] | null) ?? []
  const values: Record<string, Record<string, unknown>[]> = {}
  for (const [name, part] of partsOf(p.register)) {
    const table = sql.table(`${engine.catalogue.tableOf(p.register)}_${snake(name)}`)
    const mine =
      filled.includes(name) || p.isNew
        ? sql`case_id = ${one.id} and (held is null or not isempty(held))`
        : sql`row_id = ${one.header.row_id} and held @> ${firstDay(monthAfter(monthOf(on)))}::date`
    const found = await rows(
      db,
      sql<Columns>`select * from ${table} where county_id = ${countyId} and ${mine} order by id`,
    )
    values[name] = found.map(f => ({ id: String(f.id), ...toValues(part.told.fields, f) }))
  }
  return values
}
