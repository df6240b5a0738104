/** A part that is a register of its own (hazards of an inspection): its lines become rows there, each with its own day to be put right. */
import { sql } from 'kysely'
import { calendarOn } from '#core/calendar/load'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { partsOf, rolesOf, subjectColumn } from './columns.ts'
import { enterRows } from './rows.ts'

export interface EnteredPart {
  readonly register: AnyRegister
  readonly rowIds: readonly number[]
}
/** After the rows of `r` have been made: those of its parts that somebody will work on one by one. */
export const enterPartRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  rowIds: readonly number[],
  on: Day,
): Promise<EnteredPart[]> => {
  const entered: EnteredPart[] = []
  for (const [name, part] of partsOf(r)) {
    if (!rowIds.length || !engine.catalogue.registers.includes(part)) continue
    const table = engine.catalogue.tableOf(r)
    const subjects = sql.join(rolesOf(part).map(([role]) => sql.ref(`t.${subjectColumn(role)}`)))
    const lines = await rows(
      trx,
      sql<Columns & { division_id: number; town_id: number | null }>`select x.*, t.division_id, t.town_id, ${subjects}
        from ${sql.table(`${table}_${snake(name)}`)} x join ${sql.table(table)} t on t.county_id = x.county_id and t.id = x.row_id
        where x.county_id = ${countyId} and x.row_id = any(${rowIds}::bigint[]) and not isempty(x.held) order by x.id`,
    )
    if (!lines.length) continue
    const due = await dueFrom(trx, countyId, part, on)
    const ids = await enterRows(
      trx,
      engine,
      countyId,
      part,
      lines.map(({ id: _, row_id: __, case_id: caseId, held: ___, ...line }) => ({
        ...{
          divisionId: line.division_id as number,
          townId: line.town_id as number | null,
          from: on,
          caseId: caseId as number,
        },
        ...{ because: `${r.title}发现`, columns: { ...line, ...due(line) } },
      })),
    )
    entered.push({ register: part, rowIds: ids })
  }
  return entered
}
/** 整改期限: so long as the item gives, counted from the day it is ordered; a day that was written stays. */
const dueFrom = async (trx: Db, countyId: number, part: AnyRegister, on: Day) => {
  const fields = Object.entries<Field<any>>(part.told.fields).filter(([, f]) => f.dueFor)
  if (!fields.length) return () => ({})
  const calendar = await calendarOn(trx, countyId)
  return (line: Columns): Columns =>
    Object.fromEntries(
      fields.map(([k, f]) => {
        const item = part.told.fields[f.dueFor!]!.items![String(line[snake(f.dueFor!)])]!
        return [snake(k), line[snake(k)] ?? calendar.lastDay(on, item.putRightWithin).day]
      }),
    )
}
