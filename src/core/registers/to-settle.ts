/** 应结算: facts of a provider up to a statement's month that no statement has settled yet: what is due in all less what has been settled. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import type { Engine } from '#core/engine'
import { settlementOf } from '#core/payments/payable-settled'
import type { AnyRegister } from '#define/register'
import type { Asked } from './given.ts'
import { amountColumn, countColumn } from './tables.ts'

export interface ToSettle {
  readonly key: number
  readonly rows: number
  /** Fen. */
  readonly money: number
  readonly disputed: number
}
/** Of each statement or its case; so late facts, ended disputes and corrections come with the next statement, and are settled once. */
export const toSettleQuery = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Asked[],
): RawBuilder<ToSettle> => {
  const none = sql<ToSettle>`select null::bigint as key, 0 as rows, 0::bigint as money, 0 as disputed where false`
  const [benefit] = engine.catalogue.settledBy(r)
  if (!benefit) return none
  const { provider, month, subject, tables } = settlementOf(engine.catalogue, benefit)
  const told = all.flatMap(a => {
    const upTo = a.columns[snake(month)]
    return upTo ? [{ key: a.key, id: a.columns[subject], up_to: `${upTo}-01`, row_id: a.rowId ?? 0 }] : []
  })
  if (!told.length) return none
  // 争议未清: a row about which a matter is open waits.
  const isReady = sql`not exists (select from case_file c where c.county_id = m.county_id and c.row_id = m.id and c.stands = 'open'
    and c.business = ${engine.catalogue.businessOf(benefit)})`
  const amount = sql.ref(amountColumn(engine.catalogue, benefit))
  return sql<ToSettle>`select a.key, (due.rows - coalesce(done.rows, 0))::int as rows, (due.money - coalesce(done.money, 0))::bigint as money, due.disputed::int as disputed
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as a(key bigint, id bigint, up_to date, row_id bigint)
      cross join lateral (select count(*) filter (where ${isReady}) as rows, coalesce(sum(${amount}) filter (where ${isReady}), 0) as money,
          count(*) filter (where not ${isReady}) as disputed
        from ${sql.table(engine.catalogue.tableOf(benefit.worth.of))} m where m.county_id = ${countyId} and ${sql.ref(`m.${snake(provider)}`)} = a.id
          and m.on_day < a.up_to + interval '1 month' and m.annulled_on is null) due
      cross join lateral (select sum(${sql.ref(countColumn(engine.catalogue, benefit))}) as rows, sum(${amount}) as money
        from ${sql.table(tables.statements)} s where s.county_id = ${countyId} and ${sql.ref(`s.${subject}`)} = a.id and s.annulled_on is null and s.id <> a.row_id) done`
}
