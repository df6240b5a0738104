/** Money as a figure counts it: what the bank has paid, on the day on which it paid (cash basis, rulebook 14.2). */
import { type RawBuilder, sql } from 'kysely'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import { ifKnown } from './known.ts'
import type { Scope } from './scope.ts'

/**
 * (row_id: the payment line, of_row: the row it was paid for, subject_id: the payee, day: of payment, fen, month, benefit, division_id: where it was paid).
 * `columns`: of the state for which a line was paid; only of one benefit.
 * A returned line counts on the day when its repetition is paid; what is claimed back is income of its own and not taken off here.
 */
export const paymentSet = (
  catalogue: Catalogue,
  scope: Scope,
  benefits: readonly AnyBenefit[],
  columns: readonly string[],
): RawBuilder<unknown> => {
  const stated = columns.length ? sql`, ${sql.join(columns.map(c => sql.ref(`s.${c}`)))}` : sql``
  const state = columns.length
    ? sql`cross join lateral (select ${sql.join(columns.map(c => sql.ref(c)))} from ${sql.table(`${catalogue.tableOf(benefits[0]!.worth.of)}_state`)} s
        where s.county_id = ${scope.county} and s.row_id = l.row_id and s.starts <= l.for_month ${ifKnown(scope, 's.known_from')}
        order by s.version desc limit 1) s`
    : sql``
  return sql`(select l.id as row_id, l.row_id as of_row, l.payee_id as subject_id, o.on_day as day, null::daterange as held,
      l.amount as fen, to_char(l.for_month, 'YYYY-MM') as month, l.benefit, l.division_id ${stated}
    from payment_outcome o
    join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
    join payment_line l on l.county_id = o.county_id and l.run_id = b.run_id and l.file_line = o.file_line ${state}
    where o.county_id = ${scope.county} and o.outcome = 'paid' and l.benefit = any (${benefits.map(b => catalogue.idOf(b))}::text[])
      and o.on_day between ${scope.period.from}::date and ${scope.period.to}::date ${ifKnown(scope, 'o.known_from')})`
}

/** The same money by transfer (n, fen, benefit), for sums that ask neither where nor of whom: added up for each batch before anything is joined. */
export const transferSet = (catalogue: Catalogue, scope: Scope, benefits: readonly AnyBenefit[]): RawBuilder<unknown> =>
  sql`(select o.n, o.fen, u.benefit
    from (select o.county_id, o.batch_id, count(*) as n, sum(o.amount) as fen from payment_outcome o
      where o.county_id = ${scope.county} and o.outcome = 'paid'
        and o.on_day between ${scope.period.from}::date and ${scope.period.to}::date ${ifKnown(scope, 'o.known_from')} group by 1, 2) o
    join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
    join payment_run u on u.county_id = b.county_id and u.id = b.run_id
    where u.benefit = any (${benefits.map(b => catalogue.idOf(b))}::text[]))`
