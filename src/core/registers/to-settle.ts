/** 应结算: what a provider's facts come to up to a statement's month, less what statements have settled of each month: late rows and corrections, of either sign, come with the next one. */
import { type RawBuilder, sql } from 'kysely'
import { type Catalogue, snake } from '#core/catalogue'
import { type Db, insertMany, rows, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { settlementOf } from '#core/payments/payable-settled'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import type { Asked } from './asked.ts'
import { amountColumn } from './tables.ts'

/** What is still to be settled of a month: the statement's own, or what has changed of one that is closed. */
export interface MonthToSettle {
  readonly month: Day
  readonly rows: number
  /** Fen; less than nothing where more was settled than stands now. */
  readonly money: number
}
export interface ToSettle {
  readonly key: number
  readonly rows: number
  /** Fen. */
  readonly money: number
  /** Fen, of months before the statement's own. */
  readonly earlier: number
  readonly disputed: number
  readonly months: readonly MonthToSettle[] | null
}
/** Of each statement or its case. Reads one line a month of each provider, however many facts there are, and the facts about which a matter is open. */
export const toSettleQuery = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Asked[],
): RawBuilder<ToSettle> => {
  const none = sql<ToSettle>`select null::bigint as key, 0 as rows, 0::bigint as money where false`
  const [benefit] = engine.catalogue.settledBy(r)
  if (!benefit) return none
  const { provider, month, subject, tables } = settlementOf(engine.catalogue, benefit)
  const told = all.flatMap(a => {
    const upTo = a.columns[snake(month)]
    return upTo ? [{ key: a.key, id: a.columns[subject], up_to: `${upTo}-01`, row_id: a.rowId ?? 0 }] : []
  })
  if (!told.length) return none
  const id = engine.catalogue.idOf(benefit)
  const facts = sql.table(engine.catalogue.tableOf(benefit.worth.of))
  const of = sql`county_id = ${countyId} and benefit = ${id} and provider_id = any(${told.map(t => t.id)}::bigint[])`
  const at = sql.ref(`m.${snake(provider)}`)
  return sql<ToSettle>`with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as a(key bigint, id bigint, up_to date, row_id bigint)),
    waiting as materialized (
      select distinct on (m.id) ${at} as id, date_trunc('month', m.on_day)::date as month, ${sql.ref(`m.${amountColumn(engine.catalogue, benefit)}`)} as money
      from case_file c join ${facts} m on m.county_id = c.county_id and m.id = c.row_id
      where c.county_id = ${countyId} and c.stands = 'open' and c.business = ${engine.catalogue.businessOf(benefit)} and m.annulled_on is null
        and ${at} in (select id from asked)),
    part as materialized (
      select provider_id as id, month, rows, money, 0 as disputed, null::bigint as statement_id from provided_month where ${of}
      union all select id, month, -1, -money, 1, null from waiting
      union all select l.provider_id, l.month, -l.rows, -l.money, 0, l.statement_id from statement_month l
        where ${of} and exists (select from ${sql.table(tables.statements)} s where s.county_id = l.county_id and s.id = l.statement_id and s.annulled_on is null))
    select a.key, coalesce(sum(m.rows), 0)::int as rows, coalesce(sum(m.money), 0)::bigint as money, coalesce(sum(m.disputed), 0)::int as disputed,
      coalesce(sum(m.money) filter (where m.month < a.up_to), 0)::bigint as earlier,
      jsonb_agg(jsonb_build_object('month', m.month, 'rows', m.rows, 'money', m.money)) filter (where m.rows <> 0 or m.money <> 0) as months
    from asked a left join lateral (select x.month, sum(x.rows) as rows, sum(x.money) as money, sum(x.disputed) as disputed from part x
      where x.id = a.id and x.month <= a.up_to and x.statement_id is distinct from a.row_id group by 1) m on true group by a.key`
}

/** What new statements close: the months that they settle, each as it stood. @param all the row of each statement, its provider, and its months */
export const closeMonths = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly { readonly rowId: number; readonly columns: object; readonly months: readonly MonthToSettle[] }[],
): Promise<void> => {
  const [benefit] = engine.catalogue.settledBy(r)
  if (!benefit) return
  const { subject } = settlementOf(engine.catalogue, benefit)
  const closed = all.flatMap(s =>
    s.months.map(m => ({
      ...{ county_id: countyId, benefit: engine.catalogue.idOf(benefit), statement_id: s.rowId, ...m },
      provider_id: (s.columns as Record<string, unknown>)[subject],
    })),
  )
  await widely(trx, { countyId }, () => insertMany(trx, 'statement_month', closed))
}

/** Providers and months whose kept sum is not that of their facts; none, or somebody has written into the ledger by hand. */
export const wrongSums = async (db: Db, catalogue: Catalogue, countyId: number): Promise<string[]> => {
  const problems: string[] = []
  for (const benefit of catalogue.benefits.filter(b => typeof b.worth.to === 'object')) {
    const { provider } = settlementOf(catalogue, benefit)
    const facts = sql.table(catalogue.tableOf(benefit.worth.of))
    const at = sql.ref(snake(provider))
    const found = await rows(
      db,
      sql<{ name: string; month: string }>`select p.name, to_char(month, 'YYYY-MM') as month from (
          select ${at} as who, date_trunc('month', on_day)::date as month, count(*) as n, sum(${sql.ref(amountColumn(catalogue, benefit))}) as money
          from ${facts} where county_id = ${countyId} and annulled_on is null and ${at} is not null group by 1, 2) f
        full join (select provider_id as who, month, rows, money from provided_month
          where county_id = ${countyId} and benefit = ${catalogue.idOf(benefit)}) x using (who, month)
        join place p on p.county_id = ${countyId} and p.id = who
        where (coalesce(f.n, 0), coalesce(f.money, 0)) is distinct from (coalesce(x.rows, 0), coalesce(x.money, 0)) order by 1, 2 limit 20`,
    )
    for (const f of found) problems.push(`${benefit.title}：${f.name}${f.month}的累计与明细不符`)
  }
  return problems
}
