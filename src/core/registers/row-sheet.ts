/** This month of one row, line by line, by the rules as they run every month. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import { type Day, monthOf } from '#define/time'
import { rolesOf, subjectColumn } from './columns.ts'
import { evaluate, type SheetLine, worthOf } from './evaluate.ts'
import { gather } from './given.ts'
import { timelineOf } from './timeline.ts'

/** What this month's sum is made of, by the rules as they run every month; none where the day lies outside every standard. */
export const sheetOf = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  rowId: number,
  on: Day,
): Promise<readonly SheetLine[]> => {
  const table = engine.catalogue.tableOf(r)
  const subjects = sql.join(rolesOf(r).map(([role]) => sql.ref(`t.${subjectColumn(role)}`)))
  const [state] = await rows(
    db,
    sql<Columns>`select s.*, ${subjects} from ${sql.table(table)} t cross join lateral (select * from ${sql.table(`${table}_state`)} s
        where s.county_id = t.county_id and s.row_id = t.id and s.starts <= ${on}::date order by s.version desc limit 1) s
      where t.county_id = ${actor.countyId} and t.id = ${rowId} and t.held @> ${on}::date`,
  )
  if (!state) return []
  try {
    const given = (
      await gather(db, engine, actor.countyId, r, [{ key: rowId, rowId, columns: { ...state, filled: [] } }], on)
    ).get(rowId)!
    const standards = await timelineOf(db, engine, actor.countyId, r).on(on, state.division_id as number)
    const found = evaluate(r, { ...given, standards })
    const sheet = [...found.sheet]
    for (const b of engine.catalogue.benefitsOf(r))
      worthOf(b, { row: given.row, measured: found.measured, standards, past: given.past }, monthOf(on), sheet)
    return sheet
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}
