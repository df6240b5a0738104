/** What somebody has had before: money that the bank has paid, months in which a row was live, the last month that was paid. */
import { type RawBuilder, sql } from 'kysely'
import type { Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'

/** Of a subject: fen, months, or the last month in months. */
type Query = RawBuilder<{ readonly id: number; readonly n: number }>
type Sql = RawBuilder<unknown>

/**
 * Paid by the bank after `since` and until `on`, in fen: what came back and was not paid again has not been received, what is claimed back has.
 * Or the last month for which something was paid, in months since the year nought. Of every benefit where no business is named.
 */
export const moneyQuestion = (
  engine: Engine,
  countyId: number,
  whose: string,
  q: Question,
  ids: readonly number[],
  since: Day,
  on: Day,
): Query[] => {
  const { catalogue } = engine
  const benefits = catalogue.benefits.filter(b => !q.of.length || q.of.includes(catalogue.businessOf(b) as never))
  const asked = [...new Set(benefits.map(b => b.worth.of))].flatMap(r => rowsOf(engine, countyId, r, whose, ids))
  const n =
    q.asks === 'paid through'
      ? sql`max(extract(year from l.for_month) * 12 + extract(month from l.for_month) - 1)::int`
      : sql`sum(l.amount)`
  const paid = sql`from payment_line l join payment_batch b on b.county_id = l.county_id and b.run_id = l.run_id
    join payment_outcome o on o.county_id = b.county_id and o.batch_id = b.id and o.file_line = l.file_line and o.outcome = 'paid'`
  return asked.map(
    rows => sql`select w.subject as id, ${n} as n from (${rows}) w
      cross join lateral (select l.amount, l.for_month ${paid} where l.county_id = ${countyId} and l.row_id = w.row_id
        and l.benefit = any(${benefits.map(b => catalogue.idOf(b))}::text[]) and o.on_day > ${since}::date and o.on_day <= ${on}::date) l
      group by 1`,
  )
}

/** Months on whose first day a row was live, after `since` and until `on`. */
export const monthsQuestion = (
  engine: Engine,
  countyId: number,
  whose: string,
  q: Question,
  ids: readonly number[],
  since: Day,
  on: Day,
): Query[] =>
  Object.values(engine.catalogue.business(q.of[0]!)?.registers ?? {})
    .filter(hasStates)
    .flatMap(r => rowsOf(engine, countyId, r, whose, ids))
    .map(
      rows => sql`select w.subject as id, count(distinct m.day)::int as n from (${rows}) w
        join lateral (select day::date from generate_series(date_trunc('month', greatest(lower(w.held), ${since}::date)), ${on}::date, interval '1 month') day) m
          on w.held @> m.day and m.day > ${since}::date
        group by 1`,
    )

/** The rows (subject, row_id, held) of these subjects: their own, or, of a person, those of the household that covers them by name. */
const rowsOf = (engine: Engine, countyId: number, r: AnyRegister, whose: string, ids: readonly number[]): Sql[] => {
  const [role, kind] = rolesOf(r)[0]!
  const held = hasStates(r) ? sql`t.held` : sql`null::daterange`
  if (kind === whose) {
    const subject = sql.ref(`t.${subjectColumn(role)}`)
    return [
      sql`select ${subject} as subject, t.id as row_id, ${held} as held from ${sql.table(engine.catalogue.tableOf(r))} t
        where t.county_id = ${countyId} and ${subject} = any(${ids}::bigint[])`,
    ]
  }
  if (whose !== 'person' || !hasStates(r)) return []
  return [
    sql`select k.person_id as subject, k.row_id, range_agg(k.held) as held from covered_person k where k.county_id = ${countyId}
      and k.register = ${engine.catalogue.idOf(r)} and k.person_id = any(${ids}::bigint[]) group by 1, 2`,
  ]
}
