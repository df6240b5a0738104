/** 应结算: facts of a provider up to a statement's month that no statement has settled yet: what is due in all less what has been settled. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import type { Engine } from '#core/engine'
import { settlementOf } from '#core/payments/payable-settled'
import type { AnyRegister } from '#define/register'
import type { Asked } from './asked.ts'
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
  const amount = sql.ref(amountColumn(engine.catalogue, benefit))
  const facts = sql.table(engine.catalogue.tableOf(benefit.worth.of))
  const ids = sql`${told.map(t => t.id)}::bigint[]`
  const at = sql.ref(`m.${snake(provider)}`)
  // One pass over the facts for all that are asked about. 争议未清: a row about which a matter is open waits.
  return sql<ToSettle>`with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as a(key bigint, id bigint, up_to date, row_id bigint)),
    due as materialized (
      select u.up_to, ${at} as id, count(*) as n, sum(${amount}) as money from (select distinct up_to from asked) u
        join ${facts} m on m.county_id = ${countyId} and m.on_day < u.up_to + interval '1 month' and m.annulled_on is null and ${at} = any(${ids}) group by 1, 2),
    waiting as materialized (
      select distinct on (m.id) ${at} as id, m.on_day, ${amount} as money from case_file c join ${facts} m on m.county_id = c.county_id and m.id = c.row_id
      where c.county_id = ${countyId} and c.stands = 'open' and c.business = ${engine.catalogue.businessOf(benefit)} and m.annulled_on is null and ${at} = any(${ids})),
    done as materialized (
      select ${sql.ref(`s.${subject}`)} as id, s.id as row_id, ${sql.ref(countColumn(engine.catalogue, benefit))} as n, ${amount} as money
      from ${sql.table(tables.statements)} s where s.county_id = ${countyId} and s.annulled_on is null and ${sql.ref(`s.${subject}`)} = any(${ids}))
    select a.key, (coalesce(due.n, 0) - w.n - d.n)::int as rows, (coalesce(due.money, 0) - w.money - d.money)::bigint as money, w.n::int as disputed
    from asked a left join due on due.up_to = a.up_to and due.id = a.id
      cross join lateral (select count(*) as n, coalesce(sum(money), 0) as money from waiting x where x.id = a.id and x.on_day < a.up_to + interval '1 month') w
      cross join lateral (select coalesce(sum(n), 0) as n, coalesce(sum(money), 0) as money from done x where x.id = a.id and x.row_id <> a.row_id) d`
}
