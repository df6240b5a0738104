/** 资金月报: opening, what came and went, closing, of each account of a fund, to the fen. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Fund } from '#define/benefit'
import type { Month } from '#define/time'
import type { FundAccount } from './post.ts'

export interface StatementLine {
  readonly account: FundAccount
  readonly opening: number
  readonly allocated: number
  readonly released: number
  readonly settled: number
  readonly recovered: number
  readonly closing: number
}
export interface Movement {
  readonly id: number
  readonly day: string
  readonly kind: string
  readonly document_no: string | null
  readonly batch_number: string | null
  /** Fen, of the available money. */
  readonly amount: number
}

/** Fen. The closings of all accounts sum to zero. */
export const fundStatement = (db: Db, countyId: number, fund: Fund, month: Month): Promise<StatementLine[]> =>
  rows(
    db,
    sql<StatementLine>`
      with entry as (
        select e.account, e.amount, t.kind, t.on_day < ${`${month}-01`}::date as before
        from fund_entry e join fund_transaction t on t.county_id = e.county_id and t.id = e.transaction_id
        where e.county_id = ${countyId} and e.fund = ${fund} and t.on_day < ${`${month}-01`}::date + interval '1 month')
      select account, coalesce(sum(amount) filter (where before), 0)::bigint as opening,
        ${sql.join(
          (['allocated', 'released', 'settled', 'recovered'] as const).map(
            k => sql`coalesce(sum(amount) filter (where not before and kind = ${k}), 0)::bigint as ${sql.ref(k)}`,
          ),
        )}, sum(amount)::bigint as closing
      from entry group by account order by account`,
  )

export const fundBalance = async (
  db: Db,
  countyId: number,
  fund: Fund,
): Promise<Partial<Record<FundAccount, number>>> =>
  Object.fromEntries(
    (
      await rows(
        db,
        sql<{ account: FundAccount; balance: number }>`select account, balance from fund_account
          where county_id = ${countyId} and fund = ${fund} order by account`,
      )
    ).map(a => [a.account, a.balance]),
  )

/** What moved the available money in a month, the newest first. */
export const fundMovements = (db: Db, countyId: number, fund: Fund, month: Month): Promise<Movement[]> =>
  rows(
    db,
    sql<Movement>`select t.id, t.on_day as day, t.kind, t.document_no, b.number as batch_number, coalesce(e.amount, 0)::bigint as amount
      from fund_transaction t
        left join fund_entry e on e.county_id = t.county_id and e.transaction_id = t.id and e.account = 'available' and e.fund = ${fund}
        left join payment_return r on r.county_id = t.county_id and r.id = t.return_id
        left join payment_batch b on b.county_id = t.county_id and b.id = coalesce(t.batch_id, r.batch_id)
      where t.county_id = ${countyId} and (t.fund = ${fund} or e.fund is not null) and t.on_day >= ${`${month}-01`}::date
        and t.on_day < ${`${month}-01`}::date + interval '1 month' order by t.id desc`,
  )
