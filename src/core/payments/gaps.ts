/** 应发与已发之差: what is due by today's knowledge for months already paid, less what was paid for them; of those rows only that something has touched. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'
import { firstDay, type Month, monthAfter, monthsApart } from '#define/time'
import type { RunId } from './opened-run.ts'
import { dateOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'

export interface Earlier {
  /** The run before this one, of any kind: whatever was written after it has not been looked at. */
  readonly lastRun: number
  readonly first: Month
  /** A day before the run before this one. */
  readonly knownSince: string
  /** The last month to be looked at. */
  readonly upTo: Month
  /** Runs whose batch was withdrawn: their lines have paid nothing. */
  readonly withdrawn: readonly number[]
}
export interface Gaps {
  readonly less: number
  readonly more: number
  /** Returned lines that nothing has followed yet. */
  readonly returned: number
  /** Months with something still to be paid of which something was claimed before. */
  readonly owing: boolean
}

/**
 * Fills three tables of this transaction: `touched`, the rows to look at, each from a day on; `came_back`, the returned lines that nothing has
 * followed yet; `gap`, rows and months with fen still to be paid (positive) or paid too much (negative),
 * whether returned lines no longer say what is due, and whether something of the month was claimed before.
 */
export const findGaps = async (trx: Db, of: Payable, at: RunId, earlier: Earlier): Promise<Gaps> => {
  await sql`drop table if exists pg_temp.touched, pg_temp.came_back, pg_temp.gap`.execute(trx)
  await sql`create temp table came_back on commit drop as ${cameBack(of, at, earlier)}`.execute(trx)
  await sql`create temp table touched on commit drop as ${touched(of, at, earlier)}`.execute(trx)
  const { rows } = await one(trx, sql<{ rows: number }>`select count(*) as rows from touched`)
  if (rows === 0) return { less: 0, more: 0, returned: 0, owing: false }
  await sql`analyze pg_temp.touched, pg_temp.came_back`.execute(trx) // few rows are looked up, many are joined: the planner must know which
  await sql`create temp table gap on commit drop as ${gaps(of, at, earlier)}`.execute(trx)
  await sql`analyze pg_temp.gap`.execute(trx)
  return one(
    trx,
    sql<Gaps>`select count(*) filter (where gap < 0) as less, count(*) filter (where gap > 0) as more,
      (select count(*) from came_back) as returned, coalesce(bool_or(owes and gap > 0), false) as owing from gap`,
  )
}

/** Over `came_back`. Looking twice does no harm: a gap that is closed is none. */
export const touched = (of: Payable, at: RunId, earlier: Earlier) => {
  const { county } = at
  const { lastRun, knownSince, first, withdrawn } = earlier
  const line = linesOf(of, at, earlier)
  return sql`
    select row_id, date_trunc('month', greatest(min(since), ${dateOf(first)}))::date as since from (
      select row_id, starts as since from ${of.state} where county_id = ${county} and version > ${lastRun}
      union all select id, ${dateOf(first)} from ${of.row} where county_id = ${county} and known_from >= ${knownSince}::timestamptz
      union all select l.row_id, l.for_month from payment_line l where ${line} and l.run_id = ${lastRun} and l.held_back is not null
      union all select row_id, for_month from came_back
      ${withdrawn.length ? sql`union all select l.row_id, l.for_month from payment_line l where ${line} and l.run_id = any(${withdrawn})` : sql``}
      union all select l.row_id, l.for_month from payment_follower f
        join payment_line l on l.county_id = f.county_id and l.month = f.month and l.id = f.line_id
        where ${line} and f.county_id = ${county} and f.kind = 'reversal' and f.line_id > ${lastRun}
      ${sql.join(
        of.touchedBeside(county, lastRun).map(t => sql`union all ${t}`),
        sql` `,
      )}
    ) any_of group by row_id`
}

const linesOf = (of: Payable, { county, month }: RunId, { first }: Earlier) =>
  sql`l.county_id = ${county} and l.benefit = ${of.id} and l.month between ${dateOf(first)} and ${dateOf(month)}`

/** Of a withdrawn batch the repayments count as returned: nobody has them. Where none was withdrawn, none is looked for. */
export const cameBack = (of: Payable, at: RunId, earlier: Earlier) => {
  const line = sql`l.month, l.id, l.row_id, l.for_month, l.kind, l.amount`
  const isOpen = sql`${linesOf(of, at, earlier)}
    and not exists (select from payment_follower f where f.county_id = l.county_id and f.of_month = l.month and f.of_line_id = l.id)`
  return sql`
    select ${line}, case when b.withdrawn_on is null then l.account_index end as account_index, o.return_id
    from payment_outcome o join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
      join payment_line l on l.county_id = b.county_id and l.run_id = b.run_id and l.file_line = o.file_line
    where o.county_id = ${at.county} and o.outcome = 'returned' and ${isOpen}
    ${
      earlier.withdrawn.length
        ? sql`union all
    select ${line}, null, b.id
    from payment_batch b join payment_line l on l.county_id = b.county_id and l.run_id = b.run_id and l.kind = 'repay'
    where b.county_id = ${at.county} and b.run_id = any(${earlier.withdrawn}) and ${isOpen}`
        : sql``
    }`
}

export const monthsOf = ({ first, upTo }: Earlier) =>
  Array.from({ length: Math.max(0, monthsApart(first, upTo) + 1) }, (_, i) => firstDay(monthAfter(first, i)))

export const gaps = (of: Payable, at: RunId, earlier: Earlier) => sql`
  with lined as (
    select l.row_id, l.for_month, sum(l.amount) as amount
    from touched t join payment_line l on l.row_id = t.row_id and l.month >= t.since and l.for_month >= t.since
    where ${linesOf(of, at, earlier)} and l.held_back is null
      and (l.kind = 'reversal' and l.amount < 0 or l.kind in ('regular', 'arrears') and l.run_id <> all(${earlier.withdrawn}::bigint[]))
    group by 1, 2),
  claimed as (
    select c.row_id, m.month, sum(m.amount) as amount
    from touched t join payment_claim c on c.county_id = ${at.county} and c.row_id = t.row_id and c.benefit = ${of.id} and c.of_line_id is null
      join payment_claim_month m on m.county_id = c.county_id and m.claim_id = c.id
    group by 1, 2),
  back as (select row_id, for_month, sum(amount) as amount from came_back where kind <> 'deduction' group by 1, 2),
  seen as (
    select t.row_id, m.month, r.division_id, r.town_id, coalesce(back.amount, 0) as back,
      case when r.held @> m.month and not s.suspended ${of.inMonth(sql.ref('m.month'))} then ${of.beside(sql`s.amount`, sql`m.month`)} else 0 end as due,
      coalesce(lined.amount, 0) - coalesce(claimed.amount, 0) as settled, claimed.amount is not null as owes
    from touched t join ${of.row} r on r.county_id = ${at.county} and r.id = t.row_id
      join unnest(${monthsOf(earlier)}::date[]) m (month) on m.month >= t.since
      left join lateral (select x.${of.amount} as amount, x.suspended from ${of.state} x
        where x.county_id = ${at.county} and x.row_id = t.row_id and x.starts <= m.month order by x.version desc limit 1) s on true
      left join lined on lined.row_id = t.row_id and lined.for_month = m.month
      left join claimed on claimed.row_id = t.row_id and claimed.month = m.month
      left join back on back.row_id = t.row_id and back.for_month = m.month)
  select row_id, month, division_id, town_id, back > 0 and due <> settled as reverses, owes,
    (due - settled + case when due <> settled then back else 0 end)::bigint as gap
  from seen where due <> settled`
