/** How often within so many years up to a day (`past.timesWithin`): 三年内两次, the anniversary included (《民法典》第二百零二条). */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import type { Columns, Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'
import type { Counted } from './past.ts'

/** By the key of what is asked about: each case names a day of its own. */
export const withinYearsQuery = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  q: Question,
  asked: readonly { readonly key: number; readonly columns: Columns }[],
  on: Day,
): RawBuilder<Counted> => {
  const { years, day, until, where = {} } = q.within!
  const subject = subjectColumn(rolesOf(r)[0]![0])
  const kind = rolesOf(r)[0]![1]
  const told = asked.map(a => ({
    ...{ key: a.key, subject: a.columns[subject], day: until ? (a.columns[snake(until)] ?? null) : on },
  }))
  const mine = sql.ref(`t.${day ? snake(day) : 'on_day'}`)
  const registers = Object.values(engine.catalogue.business(q.of[0]!)?.registers ?? {}).filter(
    of => !hasStates(of) && of.told.over === 'day' && rolesOf(of)[0]![1] === kind,
  )
  const found = registers.map(of => {
    const is = Object.entries(where).map(([k, v]) => sql`and ${sql.ref(`t.${snake(k)}`)} = ${v}`)
    return sql`select a.key from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as a(key bigint, subject bigint, day date)
      join ${sql.table(engine.catalogue.tableOf(of))} t on t.county_id = ${countyId} and ${sql.ref(`t.${subjectColumn(rolesOf(of)[0]![0])}`)} = a.subject
      where t.annulled_on is null and ${mine} <= a.day and ${mine} + ${sql.lit(`${years} years`)}::interval >= a.day ${sql.join(is, sql` `)}`
  })
  return sql`select key as id, count(*)::int as n from (${sql.join(found, sql` union all `)}) f group by 1`
}
