/** What a rule asks of the past, answered for many rows at once. */
import { type RawBuilder, sql } from 'kysely'
import { plusDays, plusMonths } from '#core/calendar/days'
import type { Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import { type Day, type Month, monthAfter } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'
import { moneyQuestion, monthsQuestion } from './past-received.ts'
import type { ToSettle } from './to-settle.ts'

/** The questions that are counted, each as a statement of subject (`id`) and count (`n`). */
export const questionsOf = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  ids: readonly number[],
  on: Day,
): [name: string, query: RawBuilder<Counted>][] =>
  Object.entries<Question<any>>(r.told.past ?? {}).flatMap(([name, q]): [string, RawBuilder<Counted>][] => {
    const all = notCounted.includes(q.asks) || q.asks in settleAsks ? [] : counting(engine, countyId, r, q, ids, on)
    const folded = q.asks === 'paid through' ? sql`max(n)::int` : sql`sum(n)::float8`
    return all.length
      ? [[name, sql`select id, ${folded} as n from (${sql.join(all, sql` union all `)}) q group by id`]]
      : []
  })
export interface Counted {
  readonly id: number
  readonly n: number
}

/** `subjects`: key → the number of its first role. `worth`: key → what its row is worth now, in fen. `counted`: question → what was found. */
export const answersFrom = (
  r: AnyRegister,
  subjects: ReadonlyMap<number, number>,
  worth: ReadonlyMap<number, number>,
  counted: Readonly<Record<string, readonly Counted[] | null>>,
  toSettle: readonly ToSettle[] = [],
): Map<number, Record<string, unknown>> => {
  const answers = new Map<number, Record<string, unknown>>([...subjects.keys()].map(k => [k, {}]))
  const settling = new Map(toSettle.map(s => [s.key, s]))
  for (const [name, q] of Object.entries<Question<any>>(r.told.past ?? {})) {
    const part = settleAsks[q.asks]
    if (part)
      for (const [key, a] of answers) a[name] = (settling.get(key)?.[part] ?? 0) * (inFen.includes(part) ? 12 : 1)
    if (part) continue
    const counts = new Map((counted[name] ?? []).map(c => [c.id, c.n]))
    for (const [key, a] of answers) {
      const n = counts.get(askedByKey.includes(q.asks) ? key : subjects.get(key)!) ?? 0
      a[name] = q.asks === 'worth now' ? (worth.get(key) ?? 0) * 12 : answerOf(q.asks, n)
    }
  }
  return answers
}

/** Money in twelfths of a fen; a month, counted in months, as it is written. */
const answerOf = (asks: string, n: number) =>
  asks === 'holds on the day'
    ? n > 0
    : asks === 'money received'
      ? n * 12
      : asks === 'paid through'
        ? n
          ? monthAfter('0000-01' as Month, n)
          : undefined
        : n

const settleAsks: Readonly<Record<string, 'rows' | 'money' | 'earlier' | 'disputed'>> = {
  ...{ 'rows to settle': 'rows', 'money to settle': 'money', 'rows disputed': 'disputed' },
  'money of earlier months': 'earlier',
}
const inFen = ['money', 'earlier']
/** Answered from what the row or the case says, and so by its own number. */
const askedByKey = ['others with', 'times within']
const notCounted = ['worth now', ...askedByKey]
const counting = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  q: Question,
  ids: readonly number[],
  on: Day,
): RawBuilder<Counted>[] => {
  const subject = sql.ref(subjectColumn(rolesOf(r)[0]![0]))
  const asked = sql`county_id = ${countyId} and ${subject} = any(${ids}::bigint[])`
  const counted = (table: string, where: RawBuilder<unknown>): RawBuilder<Counted> =>
    sql`select ${subject} as id, count(*)::int as n from ${sql.table(table)} where ${asked} and ${where} group by 1`
  if (q.asks === 'times begun')
    return [counted('case_file', sql`business = ${q.of[0]!} and applied_on > ${since(q, on)}::date`)]
  const whose = rolesOf(r)[0]![1]
  if (q.asks === 'money received' || q.asks === 'paid through')
    return moneyQuestion(engine, countyId, whose, q, ids, since(q, on), on)
  if (q.asks === 'months in') return monthsQuestion(engine, countyId, whose, q, ids, since(q, on), on)
  return Object.values(engine.catalogue.business(q.of[0]!)?.registers ?? {}).map(register => {
    const begun = hasStates(register) ? sql`lower(held)` : sql`on_day`
    const table = engine.catalogue.tableOf(register)
    if (q.asks === 'holds on the day')
      return rolesOf(register)[0]![1] === rolesOf(r)[0]![1]
        ? counted(table, sql`held @> ${on}::date`)
        : coveredBy(engine, countyId, register, ids, on)
    if (q.asks !== 'times granted') throw new Error(`the question «${q.asks}» has no answer yet`)
    const was = hasStates(register) ? sql`not isempty(held)` : sql`annulled_on is null`
    return counted(table, sql`${was} and ${begun} > ${since(q, on)}::date and ${begun} <= ${on}::date`)
  })
}
/** A person of a household that is in: whom the row covers by name. */
const coveredBy = (engine: Engine, countyId: number, register: AnyRegister, ids: readonly number[], on: Day) =>
  sql<Counted>`select person_id as id, count(*)::int as n from covered_person where county_id = ${countyId}
    and register = ${engine.catalogue.idOf(register)} and person_id = any(${ids}::bigint[]) and held @> ${on}::date group by 1`
/** The day after which something counts as lately. */
const since = (q: Question, on: Day): Day =>
  q.during === 'this month'
    ? plusDays(`${on.slice(0, 7)}-01` as Day, -1)
    : q.during === 'this year'
      ? `${Number(on.slice(0, 4)) - 1}-12-31`
      : q.during
        ? plusMonths(on, -12)
        : '0001-01-01'
