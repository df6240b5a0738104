/** 补发、退票重发、冲销: what closes the gaps of earlier months, each as a line of its own. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import type { RunId } from './opened-run.ts'
import { dateOf, stateColumns } from './payable.ts'
import type { Payable, Sql } from './payable-shape.ts'
import { freshAccounts, heldBack } from './regular.ts'

/** A returned line whose month is no longer worth what it said is reversed; a returned deduction too, and the claim stands again. */
export const reverseReturned = async (trx: Db, of: Payable, { county, run, month }: RunId, actor: Actor) => {
  await sql`
    with gone as (select b.* from came_back b where b.kind = 'deduction'
        or exists (select from gap g where g.row_id = b.row_id and g.month = b.for_month and g.reverses)),
    made as (
      insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id,
        payee_id, payee_name, account_sealed, account_index, account_masked, amount)
      select ${county}, ${dateOf(month)}, ${run}, ${of.id}, 'reversal', l.for_month, l.id, l.row_id, l.division_id, l.town_id,
        l.payee_id, l.payee_name, l.account_sealed, l.account_index, l.account_masked, -l.amount
      from gone join payment_line l on l.county_id = ${county} and l.month = gone.month and l.id = gone.id
      returning month, id, again, amount),
    undone as (
      insert into payment_claim_entry (county_id, claim_id, kind, amount, on_day, proposed_by, proposed_person, why, month, line_id)
      select ${county}, e.claim_id, 'offset', -e.amount, ledger_day(${county}::smallint), ${actor.accountId}, ${actor.personId}, '退票，抵扣未成', made.month, made.id
      from made join gone on gone.id = made.again and gone.kind = 'deduction'
        join payment_claim_entry e on e.county_id = ${county} and e.month = gone.month and e.line_id = gone.id)
    insert into payment_follower (county_id, of_month, of_line_id, kind, month, line_id, why, made_person)
    select ${county}, gone.month, gone.id, 'reversal', made.month, made.id, '退票后应发金额已变更', ${actor.personId}
    from made join gone on gone.id = made.again`.execute(trx)
  await sql`delete from came_back b using payment_follower f
    where f.county_id = ${county} and f.of_month = b.month and f.of_line_id = b.id`.execute(trx)
}

/** A correction of a correction: first the claim is lowered, as far as nobody has paid it back yet; only the rest is paid. */
export const lowerClaims = (trx: Db, of: Payable, { county, run }: RunId) =>
  sql`
    with wanted as (
      select g.row_id, g.month, c.id, least(g.gap, c.net) as want, b.outstanding
      from gap g cross join lateral (
        select c.id, sum(m.amount) as net from payment_claim c
          join payment_claim_month m on m.county_id = c.county_id and m.claim_id = c.id and m.month = g.month
        where c.county_id = ${county} and c.row_id = g.row_id and c.benefit = ${of.id} and c.of_line_id is null
        group by c.id having sum(m.amount) > 0 order by c.id desc limit 1) c
        join payment_claim_balance b on b.county_id = ${county} and b.id = c.id
      where g.gap > 0),
    cut as (
      select row_id, month, id, least(want, greatest(0, outstanding - (sum(want) over (partition by id order by month) - want))) as less from wanted),
    told as (
      insert into payment_claim_month (county_id, claim_id, month, run_id, amount)
      select ${county}, id, month, ${run}, -less from cut where less > 0)
    update gap g set gap = g.gap - cut.less from cut where cut.row_id = g.row_id and cut.month = g.month`.execute(trx)

/** Over `again` (row_id …) and who is `fresh`: `told`, each with where the row is, its payee and its account of today, and why it waits. */
export const told = (of: Payable, { county, month }: Pick<RunId, 'county' | 'month'>, fresh: Sql) => sql`
    told as (
      select a.*, r.division_id, r.town_id, p.id as payee_id, p.name as payee_name, now.sealed, now.account, now.masked, ${heldBack} as held_back
      from again a join ${of.row} r on r.county_id = ${county} and r.id = a.row_id
        left join lateral (select ${stateColumns(of)} from ${of.state} x
          where x.county_id = ${county} and x.row_id = a.row_id and x.starts <= greatest((select ledger_day(${county}::smallint)), ${dateOf(month)})
          order by x.version desc limit 1) now on true
        ${of.payee}
        left join ${fresh} on fresh.row_id = a.row_id)`

/** Arrears, and returned lines once more after the account was corrected or checked. They share the transfer of their household in this run. */
export const payGaps = (trx: Db, of: Payable, { county, run, month }: RunId, actor: Actor) =>
  sql`
    with again as (
      select row_id, month as for_month, 'arrears' as kind, ${run}::bigint as again, gap as amount, null::date as of_month,
        null::bytea as old_account, null::bigint as return_id from gap where gap > 0
      union all
      select row_id, for_month, 'repay', id, amount, month, account_index, return_id from came_back),
    ${freshAccounts(of, county, sql`and s.row_id in (select row_id from again)`)},
    ${told(of, { county, month }, sql`fresh`)},
    due as (
      select * from told where kind = 'arrears' or held_back is null and (account is distinct from old_account
        or exists (select from payment_account_check c where c.county_id = ${county} and c.row_id = told.row_id
          and c.benefit = ${of.id} and c.account_index = told.account and c.id > told.return_id))),
    numbered as (
      select due.*, case when due.held_back is null then coalesce(l.file_line, (select coalesce(max(file_line), 0) from payment_line
            where county_id = ${county} and month = ${dateOf(month)} and run_id = ${run})
          + dense_rank() over (partition by due.held_back is null and l.file_line is null order by due.row_id)) end as file_line
      from due left join payment_line l on l.county_id = ${county} and l.month = ${dateOf(month)} and l.run_id = ${run}
        and l.kind = 'regular' and l.row_id = due.row_id and l.benefit = ${of.id} and l.for_month = ${dateOf(month)}),
    made as (
      insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id,
        payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, known_from, file_line)
      select ${county}, ${dateOf(month)}, ${run}, ${of.id}, kind, for_month, again, row_id, division_id, town_id,
        payee_id, payee_name, sealed, account, masked, amount, held_back, (select ledger_now()), file_line from numbered order by row_id, for_month
      returning month, id, kind, again)
    insert into payment_follower (county_id, of_month, of_line_id, kind, month, line_id, why, made_person)
    select ${county}, n.of_month, n.again, 'repay', made.month, made.id, '退票后账号已更正', ${actor.personId}
    from made join numbered n on n.kind = 'repay' and n.again = made.again where made.kind = 'repay'`.execute(trx)
