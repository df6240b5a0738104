/** 一次性发放: each row of a day register is a sum of its own, due in the month of its day and in no other. */
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import type { AnyRegister } from '#define/register'
import type { Payable, Sql } from './payable-shape.ts'

/** Entered after its month was run, it is paid with the next run as arrears of that month; a row is its own only state, under its own number. */
export const overDays = (
  catalogue: Catalogue,
  register: AnyRegister,
): Pick<
  Payable,
  | 'row'
  | 'rowEarlier'
  | 'state'
  | 'locked'
  | 'accountStates'
  | 'inMonth'
  | 'beside'
  | 'touchedBeside'
  | 'isPlain'
  | 'payeeName'
> => {
  const table = catalogue.tableOf(register)
  const state = stated(sql.table(table), sql`date_trunc('month', t.on_day)::date`)
  return {
    row: monthly(sql.table(table), sql`t.on_day`),
    rowEarlier: monthly(sql.table(`history.${table}`), sql`t.on_day`),
    ...{ state, accountStates: state, locked: [table], payeeName: undefined },
    ...{ inMonth: () => sql``, beside: amount => amount, touchedBeside: () => [], isPlain: false },
  }
}
/** The row as one that holds for the month of a day. */
export const monthly = (table: Sql, day: Sql) =>
  sql`(select t.*, daterange(date_trunc('month', ${day})::date, (date_trunc('month', ${day}) + interval '1 month')::date) as held,
    null::text as end_reason from ${table} t)`
export const stated = (table: Sql, starts: Sql) =>
  sql`(select t.*, t.id as row_id, t.id as version, ${starts} as starts, t.annulled_on is not null as suspended, case when t.annulled_on is not null then '撤销登记' end as because from ${table} t)`
