/** 最后一次结算: a provider that has closed is settled once more, whenever something is still owed to it: a late row, a dispute that has ended. */
import { sql } from 'kysely'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows, widely } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { toSettleQuery } from '#core/registers/to-settle'
import type { AnyRegister } from '#define/register'
import { type Day, monthOf } from '#define/time'

export interface Closed extends Columns {
  row_id: number
  division_id: number
}
/**
 * Rows of providers that no longer live, to whom more has come up to this month than was settled. Less than nothing is not asked for here: there is
 * no next statement to set it off against, it is claimed.
 * @param among the register of the providers; @param month the first day of the month that a statement would be of
 */
export const closedAndOwed = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  among: AnyRegister,
  month: Day,
): Promise<Closed[]> => {
  const monthField = Object.entries<{ type: string }>(p.register.told.fields).find(([, f]) => f.type === 'month')?.[0]
  if (!engine.catalogue.settledBy(p.register).length || !monthField) return []
  const [whose, subject] = [among, p.register].map(r => subjectColumn(rolesOf(r)[0]![0])) as [string, string]
  const closed = await rows(
    trx,
    sql<Closed>`select distinct on (${sql.ref(`t.${whose}`)}) t.*, t.id as row_id from ${sql.table(engine.catalogue.tableOf(among))} t
      where t.county_id = ${countyId} and not isempty(t.held) and upper(t.held) <= ${month}::date
        and not exists (select from ${sql.table(engine.catalogue.tableOf(among))} n where n.county_id = t.county_id
          and ${sql.ref(`n.${whose}`)} = ${sql.ref(`t.${whose}`)} and not isempty(n.held) and (upper_inf(n.held) or upper(n.held) > ${month}::date))
        and not exists (select from case_file c where c.county_id = t.county_id and c.procedure = ${engine.catalogue.idOf(p)}
          and c.place_id = ${sql.ref(`t.${whose}`)} and (c.stands = 'open' or c.applied_on >= ${month}::date + interval '1 month'))
      order by ${sql.ref(`t.${whose}`)}, upper(t.held) desc`,
  )
  if (!closed.length) return []
  const asked = closed.map(c => ({
    ...{ key: c.row_id, columns: { [subject]: c[whose], [monthField]: monthOf(month), filled: [] } },
  }))
  const query = toSettleQuery(engine, countyId, p.register, asked as never)
  const owed = await widely(trx, { countyId }, () => rows(trx, query))
  const owing = new Set(owed.filter(o => o.money > 0).map(o => o.key))
  return closed.filter(c => owing.has(c.row_id))
}
