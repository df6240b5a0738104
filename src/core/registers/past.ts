/** What a rule asks of the past, answered for many rows at once. */
import { sql } from 'kysely'
import { plusDays, plusMonths } from '#core/calendar/days'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'

/** `subjects`: key → the number of its first role. `worth`: key → what its row is worth now, in fen. */
export const answersFor = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  subjects: ReadonlyMap<number, number>,
  worth: ReadonlyMap<number, number>,
  on: Day,
): Promise<Map<number, Record<string, unknown>>> => {
  const answers = new Map<number, Record<string, unknown>>([...subjects.keys()].map(k => [k, {}]))
  for (const [name, q] of Object.entries<Question<any>>(r.told.past ?? {})) {
    if (q.asks === 'worth now') {
      for (const [key, a] of answers) a[name] = (worth.get(key) ?? 0) * 12
      continue
    }
    const counts = await counted(db, engine, countyId, r, q, [...new Set(subjects.values())], on)
    for (const [key, a] of answers)
      a[name] = q.asks === 'holds' ? (counts.get(subjects.get(key)!) ?? 0) > 0 : (counts.get(subjects.get(key)!) ?? 0)
  }
  return answers
}

const counted = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  q: Question,
  ids: number[],
  on: Day,
) => {
  const subject = sql.ref(subjectColumn(rolesOf(r)[0]![0]))
  const business = engine.catalogue.business(q.of[0]!)
  const totals = new Map<number, number>()
  const add = async (query: ReturnType<typeof sql<{ id: number; n: number }>>) => {
    for (const found of await rows(db, query)) totals.set(found.id, (totals.get(found.id) ?? 0) + found.n)
  }
  const asked = sql`county_id = ${countyId} and ${subject} = any(${ids}::bigint[])`
  if (q.asks === 'times begun') {
    await add(sql`select ${subject} as id, count(*)::int as n from case_file
      where ${asked} and business = ${q.of[0]!} and applied_on > ${since(q, on)}::date group by 1`)
    return totals
  }
  for (const register of Object.values(business?.registers ?? {})) {
    const table = sql.table(engine.catalogue.tableOf(register))
    const begun = hasStates(register) ? sql`lower(held)` : sql`on_day`
    if (q.asks === 'holds')
      await add(
        sql`select ${subject} as id, count(*)::int as n from ${table} where ${asked} and held @> ${on}::date group by 1`,
      )
    else if (q.asks === 'times granted')
      await add(
        sql`select ${subject} as id, count(*)::int as n from ${table} where ${asked} and ${begun} > ${since(q, on)}::date and ${begun} <= ${on}::date group by 1`,
      )
    else throw new Error(`the question «${q.asks}» has no answer yet`)
  }
  return totals
}
/** The day after which something counts as lately. */
const since = (q: Question, on: Day): Day =>
  q.during === 'this month'
    ? plusDays(`${on.slice(0, 7)}-01` as Day, -1)
    : q.during === 'this year'
      ? `${Number(on.slice(0, 4)) - 1}-12-31`
      : q.during
        ? plusMonths(on, -12)
        : '0001-01-01'
