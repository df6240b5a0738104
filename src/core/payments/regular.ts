/** 当月发放: one statement from the states to the lines, whatever their number. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'
import type { Month } from '#define/time'
import { type Came, nothing, type RunId } from './opened-run.ts'
import { dateOf, stateColumns } from './payable.ts'
import type { Payable, Sql } from './payable-shape.ts'

/** Days for which a changed account is held back, unless a second person has checked it. */
export const holdDays = 7

/** The accounts and payees as known on the day of the run; held back lines are written too, out of the file, so that nobody is lost. */
export const insertRegular = async (
  trx: Db,
  of: Payable,
  { county, run, month: paidIn }: RunId,
  month: Month = paidIn,
): Promise<Came> => {
  // Everybody is read: hash joins need neither order nor a million index look-ups, whatever the planner expects of `held`.
  await hashing(trx, true)
  const due = of.beside(sql`then_.amount`, dateOf(month))
  const came = await one(
    trx,
    sql<Pick<Came, 'regular' | 'held' | 'total'>>`
    with ${latest(of, county, month)}, ${freshAccounts(of, county)},
    made as (insert into payment_line (county_id, month, run_id, benefit, kind, for_month, row_id, division_id, town_id,
      payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, known_from, file_line)
    select ${county}, ${dateOf(paidIn)}, ${run}, ${of.id}, 'regular', ${dateOf(month)}, row_id, division_id, town_id,
      payee_id, payee_name, sealed, account, masked, amount, held_back, (select ledger_now()),
      ${month === paidIn ? byRow : besideLaterMonths(county, run, paidIn)}
    from (
      select r.id as row_id, r.division_id, r.town_id, p.id as payee_id, p.name as payee_name, now.sealed, now.account, now.masked, ${due} as amount,
        ${heldBack} as held_back
      from then_ join ${of.row} r on r.county_id = ${county} and r.id = then_.row_id
        left join late on late.row_id = then_.row_id and late.version > then_.version
        cross join lateral (select coalesce(late.payee, then_.payee) as payee, coalesce(late.payee_name, then_.payee_name) as payee_name,
          coalesce(late.sealed, then_.sealed) as sealed, coalesce(late.account, then_.account) as account, coalesce(late.masked, then_.masked) as masked) now
        ${of.payee}
        left join fresh on fresh.row_id = then_.row_id
      where r.held @> ${dateOf(month)} and not then_.suspended and ${due} > 0 ${of.inMonth(dateOf(month))}
    ) due returning amount, held_back is not null as held)
    select count(*) filter (where not held) as regular, count(*) filter (where held) as held,
      coalesce(sum(amount) filter (where not held), 0)::bigint as total from made`,
  )
  await hashing(trx, false)
  return { ...nothing, ...came }
}

/** Whether anything is due to anybody in a month that has no run. */
export const isAnyDue = async (trx: Db, of: Payable, county: number, month: Month): Promise<boolean> => {
  const { found } = await one(
    trx,
    sql<{
      found: boolean
    }>`with ${latest(of, county, month)} select exists (select from then_ join ${of.row} r on r.county_id = ${county} and r.id = then_.row_id
      where r.held @> ${dateOf(month)} and not then_.suspended and ${of.beside(sql`then_.amount`, dateOf(month))} > 0 ${of.inMonth(dateOf(month))}) as found`,
  )
  return found
}

const byRow = sql`case when held_back is null then count(*) filter (where held_back is null) over (order by row_id rows unbounded preceding) end`
/** Several months in one run share a transfer: its number where the row has one already, else the next. */
const besideLaterMonths = (county: number, run: number, paidIn: Month) => {
  const mine = sql`l.county_id = ${county} and l.month = ${dateOf(paidIn)} and l.run_id = ${run}`
  const known = sql`(select min(l.file_line) from payment_line l where ${mine} and l.row_id = due.row_id)`
  return sql`case when held_back is null then coalesce(${known}, (select coalesce(max(l.file_line), 0) from payment_line l where ${mine})
    + count(*) filter (where held_back is null and ${known} is null) over (order by row_id rows unbounded preceding)) end`
}

const hashing = (trx: Db, only: boolean) =>
  sql`select set_config('work_mem', '256MB', true), set_config('enable_mergejoin', ${only ? 'off' : 'on'}, true),
    set_config('enable_nestloop', ${only ? 'off' : 'on'}, true)`.execute(trx)

/**
 * `then_`: in force on the month's first day, the last version of those that had started; `late`: said of a later day of the month, which has come:
 * it tells the account. The last version is sought among numbers alone: what is paid is carried along once.
 */
const latest = (of: Payable, county: number, month: Month) => sql`
  last_ as (select row_id, max(version) as version from ${of.state} s where county_id = ${county} and starts <= ${dateOf(month)} group by row_id),
  then_ as (select ${stateColumns(of)} from ${of.state} s join last_ using (row_id, version) where county_id = ${county} and starts <= ${dateOf(month)}),
  late as (select distinct on (row_id) ${stateColumns(of)} from ${of.state}
    where county_id = ${county} and starts > ${dateOf(month)} and starts <= (select ledger_day(${county}::smallint))
    order by row_id, version desc)`

/** Rows whose account is another one since less than seven days (and not checked by a second person); of all, or `among` the few that are asked about. */
export const freshAccounts = (of: Payable, county: number, among?: Sql) => sql`
  fresh as (select distinct s.row_id from ${of.accountStates} s
    cross join lateral (select b.${of.account.index} as account from ${of.accountStates} b
      where b.county_id = s.county_id and b.row_id = s.row_id and b.version < s.version order by b.version desc limit 1) before
    where s.county_id = ${county} and s.known_from > (select ledger_now() - make_interval(days => ${holdDays}))
      ${among ?? sql``} and before.account is distinct from s.${of.account.index}
      and not exists (select from payment_account_check c where c.county_id = s.county_id and c.row_id = s.row_id
        and c.benefit = ${of.id} and c.account_index = s.${of.account.index}))`

/** Over `p`, `now` and `fresh`: why a line waits. */
export const heldBack = sql`case when p.name is null then 'no payee' when now.sealed is null then 'no account'
  when p.died_on is not null then 'payee died' when fresh.row_id is not null then 'account changed' end`
