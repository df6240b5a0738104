/** What the bank has answered and what the funds say, compared with the lines. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'

export type Say = (what: string) => void
export const returns = async (db: Db, countyId: number) =>
  (
    await rows(
      db,
      sql<{ number: string; why: string }>`
        with said as (
          select b.id, b.number, b.run_id, count(o.*) filter (where o.outcome <> 'unknown') as final, count(distinct o.file_line) as any_of, b.transfers,
            count(o.*) filter (where o.file_line > b.transfers or o.file_line < 1) as strange
          from payment_batch b join payment_outcome o on o.county_id = b.county_id and o.batch_id = b.id
          where b.county_id = ${countyId} group by b.county_id, b.id)
        select number, case when strange > 0 then '银行结果里有批次没有的序号' else '银行结果没有覆盖全部发放行' end as why
          from said where strange > 0 or any_of <> transfers
        union all
        select b.number, '结果文件的金额与逐笔结果不一致' from payment_return r join payment_batch b on b.county_id = r.county_id and b.id = r.batch_id
          where r.county_id = ${countyId} and (r.paid, r.came_back, r.unknown) <> (
            select coalesce(sum(l.amount) filter (where o.outcome = 'paid'), 0)::bigint, coalesce(sum(l.amount) filter (where o.outcome = 'returned'), 0)::bigint,
              coalesce(sum(l.amount) filter (where o.outcome = 'unknown'), 0)::bigint
            from payment_outcome o join payment_line l on l.county_id = o.county_id and l.run_id = b.run_id and l.file_line = o.file_line
            where o.county_id = r.county_id and o.return_id = r.id)
        union all
        select b.number, '第 ' || o.file_line || ' 笔结果的金额与所发的行不一致' from payment_outcome o
          join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
          join lateral (select sum(l.amount) as amount from payment_line l
            where l.county_id = o.county_id and l.run_id = b.run_id and l.file_line = o.file_line) l on l.amount <> o.amount
          where o.county_id = ${countyId}`,
    )
  ).map(r => `批次 ${r.number}：${r.why}`)

export const funds = async (db: Db, countyId: number) =>
  (
    await rows(
      db,
      sql<{ why: string }>`
        select '资金往来 ' || transaction_id || ' 的分录之和不为零' as why from fund_entry where county_id = ${countyId}
          group by transaction_id having sum(amount) <> 0
        union all
        select '资金 ' || coalesce(a.fund, e.fund) || ' 的余额与分录不一致' from fund_account a
          full join (select county_id, fund, account, sum(amount) as amount from fund_entry where county_id = ${countyId} group by 1, 2, 3) e
            on e.county_id = a.county_id and e.fund = a.fund and e.account = a.account
          where coalesce(a.county_id, e.county_id) = ${countyId} and a.balance is distinct from e.amount
        union all
        select '批次 ' || b.number || '：放行的金额与资金账不一致' from payment_batch b where b.county_id = ${countyId} and b.released_on is not null
          and b.total is distinct from (select sum(e.amount)::bigint from fund_transaction t join fund_entry e on e.county_id = t.county_id and e.transaction_id = t.id
            where t.county_id = b.county_id and t.batch_id = b.id and e.account = 'transit')
        union all
        select '批次 ' || b.number || '：银行结果与资金账不一致' from payment_return r join payment_batch b on b.county_id = r.county_id and b.id = r.batch_id
          where r.county_id = ${countyId} and r.paid + r.came_back is distinct from coalesce((select -sum(e.amount)::bigint from fund_transaction t
            join fund_entry e on e.county_id = t.county_id and e.transaction_id = t.id
            where t.county_id = r.county_id and t.return_id = r.id and e.account = 'transit'), 0)`,
    )
  ).map(r => r.why)
