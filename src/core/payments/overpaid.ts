/** 多发: what was paid too much becomes a claim on the household, never a silent minus; it is set off only where the county has said so. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import type { Day } from '#define/time'
import type { RunId } from './opened-run.ts'
import { dateOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'

/** Paid too much: fen less than nothing. */
export interface Less {
  readonly row_id: number
  readonly month: Day
  readonly division_id: number
  readonly town_id: number | null
  readonly gap: number
}
/**
 * One claim a row and run, with its months (社会救助暂行办法第六十八条; rulebook 1.6). In two statements: a month belongs to a claim that whoever
 * works in some businesses only must see first. `less`: what would otherwise be in the table `gap`.
 */
export const openClaims = async (trx: Db, of: Payable, { county, run, month }: RunId, less?: readonly Less[]) => {
  const given = less
    ? sql`with gap as (select * from json_to_recordset(${JSON.stringify(less)}::json)
        as told (row_id bigint, month date, division_id bigint, town_id bigint, gap bigint))`
    : sql``
  await sql`
      ${given} insert into payment_claim (county_id, benefit, row_id, division_id, town_id, person_id, run_id, cause, opened_on)
      select ${county}, ${of.id}, g.row_id, g.division_id, g.town_id, p.id, ${run}, coalesce(r.end_reason, now.because, '重新核算'), ledger_day(${county}::smallint)
      from (select row_id, division_id, town_id from gap where gap < 0 group by 1, 2, 3) g
        join ${of.row} r on r.county_id = ${county} and r.id = g.row_id
        left join lateral (select ${of.payeeColumn ?? sql`null::bigint`} as payee,
            ${of.payeeName ?? sql`null::text`} as payee_name, because from ${of.state} x
          where x.county_id = ${county} and x.row_id = g.row_id and x.starts <= greatest(ledger_day(${county}::smallint), ${dateOf(month)})
          order by x.version desc limit 1) now on true
        ${of.payee}`.execute(trx)
  await sql`${given} insert into payment_claim_month (county_id, claim_id, month, run_id, amount)
    select ${county}, c.id, g.month, ${run}, -g.gap from gap g
      join payment_claim c on c.county_id = ${county} and c.row_id = g.row_id and c.run_id = ${run} and c.benefit = ${of.id}
    where g.gap < 0`.execute(trx)
}

/** `share`: per cent of a household's transfer, so that something always remains; the oldest open claim first. */
export const setOff = (trx: Db, of: Payable, { county, run, month }: RunId, share: number, actor: Actor) =>
  sql`
    with owing as (
      select distinct on (b.row_id) b.row_id, b.id, b.outstanding,
        (select min(m.month) from payment_claim_month m where m.county_id = b.county_id and m.claim_id = b.id) as for_month
      from payment_claim_balance b where b.county_id = ${county} and b.benefit = ${of.id} and b.outstanding > 0 order by b.row_id, b.id),
    transfer as (
      select l.row_id, min(l.file_line) as file_line, sum(l.amount) as amount, min(l.id) as id
      from owing join payment_line l on l.county_id = ${county} and l.row_id = owing.row_id and l.benefit = ${of.id}
        and l.month = ${dateOf(month)} and l.run_id = ${run} and l.file_line is not null
      group by l.row_id),
    made as (
      insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id,
        payee_id, payee_name, account_sealed, account_index, account_masked, amount, file_line)
      select ${county}, ${dateOf(month)}, ${run}, ${of.id}, 'deduction', owing.for_month, owing.id, l.row_id, l.division_id, l.town_id,
        l.payee_id, l.payee_name, l.account_sealed, l.account_index, l.account_masked,
        -least(owing.outstanding, floor(t.amount * ${share}::int / 100)::bigint), t.file_line
      from transfer t join owing on owing.row_id = t.row_id
        join payment_line l on l.county_id = ${county} and l.month = ${dateOf(month)} and l.id = t.id
      where least(owing.outstanding, floor(t.amount * ${share}::int / 100)::bigint) > 0
      returning month, id, again, amount)
    insert into payment_claim_entry (county_id, claim_id, kind, amount, on_day, proposed_by, proposed_person, why, month, line_id)
    select ${county}, again, 'offset', -amount, ledger_day(${county}::smallint), ${actor.accountId}, ${actor.personId}, '从当月待遇中抵扣', month, id
    from made`.execute(trx)
