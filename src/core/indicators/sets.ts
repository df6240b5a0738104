/**
 * What a figure counts, as one set of (row_id, subject_id, day, division_id, columns): the figure counts it, the drill-down lists it.
 *
 * Stock on day D: held contains D. Entered: the first day of being held lies in the period. Left: the first day of no longer being held
 * lies in the period (a row that ends with 30 June leaves on 1 July). So stock at the end = stock on the day before the period + entered − left, exactly.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Catalogue, snake } from '#core/catalogue'
import { fixedFields, hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import type { AnyRegister } from '#define/register'
import { asKnown, ifKnown } from './known.ts'
import type { RowCount, Where } from './plan.ts'
import type { Scope } from './scope.ts'

export interface Wanted {
  readonly verb: RowCount['verb']
  readonly register: AnyRegister
  readonly people?: string
  readonly distinct: boolean
  /** Columns, in snake case, that are grouped by, filtered by or added up. */
  readonly columns: readonly string[]
  /** Where it is must be known: for an area, by town, or for somebody who sees only a part. */
  readonly isPlaced: boolean
  /** All of it is counted: read whole and hashed, instead of a look-up for each row, which is best for a page. */
  readonly isWhole?: boolean
}
type Sql = RawBuilder<unknown>

/** The state in force is looked up only where something is asked of it. */
export const setOf = (catalogue: Catalogue, scope: Scope, w: Wanted): Sql =>
  hasStates(w.register) ? heldSet(catalogue, scope, w) : daySet(catalogue, scope, w)

const heldSet = (catalogue: Catalogue, scope: Scope, w: Wanted): Sql => {
  const table = catalogue.tableOf(w.register)
  const fixed = new Set(fixedFields(w.register).map(([k]) => snake(k)))
  const own = w.columns.filter(c => fixed.has(c))
  const stated = w.columns.filter(c => !fixed.has(c))
  const needsState = w.isPlaced || stated.length > 0
  const spans = spansOf(catalogue, scope, w, own)
  const events = eventsOf(scope, w, spans)
  const chosen = sql.join([
    ...['row_id', 'subject_id', 'day', 'held'].map(c => sql.ref(`e.${c}`)),
    needsState ? sql.ref('s.division_id') : sql`null::bigint as division_id`,
    ...own.map(c => sql.ref(`e.${c}`)),
    ...stated.map(c => sql.ref(`s.${c}`)),
  ])
  if (!needsState) return sql`(select ${chosen} from (${events}) e)`
  const read = sql.join(['division_id', ...stated].map(c => sql.ref(`s.${c}`)))
  if (w.isWhole && w.verb === 'holding')
    return sql`(select ${chosen} from (${events}) e join ${onTheLastDay(scope, `${table}_state`, read)} s on s.row_id = e.row_id)`
  return sql`(select ${chosen} from (${events}) e cross join lateral (
    select ${read} from ${sql.table(`${table}_state`)} s where s.county_id = ${scope.county} and s.row_id = e.row_id
      and s.starts <= e.day ${ifKnown(scope, 's.known_from')} order by s.version desc limit 1) s)`
}

/** The states in force on the last day, of all rows at once: of what was said by then the last. */
const onTheLastDay = (scope: Scope, table: string, read: Sql): Sql =>
  sql`(select distinct on (s.row_id) s.row_id, ${read} from ${sql.table(table)} s
    where s.county_id = ${scope.county} and s.starts <= ${scope.period.to}::date ${ifKnown(scope, 's.known_from')} order by s.row_id, s.version desc)`

/** Who or what is held, and when: people by their own periods, else rows. `key`: what counts once on a day. */
export const spansOf = (catalogue: Catalogue, scope: Scope, w: Wanted, own: readonly string[]): Sql => {
  const table = catalogue.tableOf(w.register)
  const subject = subjectColumn(rolesOf(w.register)[0]![0])
  const rows = asKnown(scope, table, ['id', 'division_id', subject, 'held', ...own], 'division_id')
  const more = own.length ? sql`, ${sql.join(own.map(c => sql.ref(`r.${c}`)))}` : sql``
  if (!w.people) {
    const key = w.distinct ? sql.ref(`r.${subject}`) : sql.ref('r.id')
    return sql`(select r.id as row_id, ${sql.ref(`r.${subject}`)} as subject_id, ${key} as key, r.held ${more} from ${rows} r where not isempty(r.held))`
  }
  const people = asKnown(scope, 'covered_person', ['register', 'row_id', 'measure', 'person_id', 'held'])
  const withRow = scope.seesAll && !own.length ? sql`` : sql`join ${rows} r on r.id = c.row_id`
  return sql`(select c.row_id, c.person_id as subject_id, c.person_id as key, c.held ${more} from ${people} c ${withRow}
    where c.register = ${catalogue.idOf(w.register)} and c.measure = ${w.people} and not isempty(c.held))`
}

/** `day`: as of which the state is read: the last day, the day of entering, the last day of being held. */
const eventsOf = (scope: Scope, w: Wanted, spans: Sql): Sql => {
  const { from, to } = scope.period
  const once = w.people !== undefined || w.distinct
  const pick = once ? sql`distinct on (e.key, day)` : sql``
  const order = once ? sql`order by e.key, day, e.row_id` : sql``
  const select = (day: Sql, when: Sql) =>
    sql`select ${pick} e.row_id, e.subject_id, ${day} as day, e.held ${ownColumns(w)} from ${spans} e where ${when} ${order}`
  const nor = (day: Sql) =>
    once ? sql`and not exists (select from ${spans} o where o.key = e.key and o.held @> ${day})` : sql``
  if (w.verb === 'holding') return select(sql`${to}::date`, sql`e.held @> ${to}::date`)
  if (w.verb === 'entered')
    return select(
      sql`lower(e.held)`,
      sql`lower(e.held) between ${from}::date and ${to}::date ${nor(sql`(lower(e.held) - 1)`)}`,
    )
  if (w.verb === 'left')
    return select(
      sql`upper(e.held) - 1`,
      sql`upper(e.held) between ${from}::date and ${to}::date ${nor(sql`upper(e.held)`)}`,
    )
  return sql`select e.row_id, e.subject_id, least(upper(e.held) - 1, ${to}::date) as day, e.held ${ownColumns(w)} from ${spans} e
    where e.held && daterange(${from}::date, ${to}::date, '[]')`
}
const ownColumns = (w: Wanted) => {
  const fixed = new Set(fixedFields(w.register).map(([k]) => snake(k)))
  const own = w.columns.filter(c => fixed.has(c))
  return own.length ? sql`, ${sql.join(own.map(c => sql.ref(`e.${c}`)))}` : sql``
}

/** What happens on a day has its columns and its place in the row itself. */
const daySet = (catalogue: Catalogue, scope: Scope, w: Wanted): Sql => {
  const subject = subjectColumn(rolesOf(w.register)[0]![0])
  const read = ['id', 'division_id', subject, 'on_day', 'annulled_on', ...w.columns]
  const rows = asKnown(scope, catalogue.tableOf(w.register), read, 'division_id')
  const columns = w.columns.length ? sql`, ${sql.join(w.columns.map(c => sql.ref(`r.${c}`)))}` : sql``
  const inPeriod = sql`r.on_day between ${scope.period.from}::date and ${scope.period.to}::date and r.annulled_on is null`
  const held = sql`daterange(r.on_day, r.on_day, '[]') as held`
  if (!w.people)
    return sql`(select r.id as row_id, ${sql.ref(`r.${subject}`)} as subject_id, r.on_day as day, ${held}, r.division_id ${columns} from ${rows} r where ${inPeriod})`
  const people = asKnown(scope, 'covered_person', ['register', 'row_id', 'measure', 'person_id', 'held'])
  return sql`(select r.id as row_id, c.person_id as subject_id, r.on_day as day, ${held}, r.division_id ${columns}
    from ${rows} r join ${people} c on c.row_id = r.id where ${inPeriod}
      and c.register = ${catalogue.idOf(w.register)} and c.measure = ${w.people} and not isempty(c.held))`
}

export const whereColumns = (where: Where) => Object.keys(where).map(snake)
/** A column equals a value, or one of several: the same test in SQL … */
export const matches = (alias: string, where: Where): Sql =>
  sql.join(
    [
      sql`true`,
      ...Object.entries(where).map(
        ([k, v]) => sql`${sql.ref(`${alias}.${snake(k)}`)}::text = any (${valuesOf(v)}::text[])`,
      ),
    ],
    sql` and `,
  )
/** … and over the groups that a query brought back. */
export const isMatch = (group: Readonly<Record<string, unknown>>, where: Where) =>
  Object.entries(where).every(([k, v]) => valuesOf(v).includes(String(group[snake(k)])))
const valuesOf = (v: unknown): string[] => (Array.isArray(v) ? v : [v]).map(String)
