/** What a watch asks of the ledger, as one statement for everybody: whom, since which day, and the fields of its register. */
import { type RawBuilder, sql } from 'kysely'
import { type AnyBenefit, snake } from '#core/catalogue'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import type { Watch } from '#define/watches'
import { hasStates, rolesOf, subjectColumn } from '../columns.ts'
import { amountColumn } from '../tables.ts'

type Sql = RawBuilder<unknown>
/** So far back is looked for what has begun or ended of itself. */
const lookBack = 90

export const answerTo = (engine: Engine, countyId: number, w: Watch, on: Day, after: number): Sql => {
  const today = sql`${on}::date`
  const lately = (day: Sql) => sql`${day} > ${today} - ${lookBack}::int and ${day} <= ${today}`
  switch (w.asks) {
    case 'one account for several':
      return sql`with paid as (${sql.join(accounts(engine, countyId, on), sql` union all `)}),
          shared as (select account_index, max(starts) as on_day, count(distinct person_id)::int as sharers from paid group by 1 having count(distinct person_id) > 1)
        select distinct p.person_id, s.on_day, p.account, s.sharers from paid p join shared s on s.account_index = p.account_index`
    case 'returned and not paid again':
      return sql`select l.payee_id as person_id, l.outcome_on as on_day, t.title as benefit, to_char(l.for_month, 'YYYY-MM') as month, sum(l.amount)::bigint as amount
        from payment_status l join (${titles(engine.catalogue.benefits.map(b => [engine.catalogue.idOf(b), b.title]))}) t on t.id = l.benefit
        where l.county_id = ${countyId} and l.status = 'returned' and l.outcome_on <= ${today} - ${after}::int group by 1, 2, 3, 4`
    case 'looked at too late':
      return sql`select coalesce(c.person_id, h.head_id) as person_id, c.applied_on as on_day, t.title as matter,
          case when c.due < ${today} - ${after}::int then 'very late' else 'late' end as lateness
        from case_file c join (${titles(engine.catalogue.procedures.map(p => [engine.catalogue.idOf(p), p.title]))}) t on t.id = c.procedure
          left join household h on h.county_id = c.county_id and h.id = c.household_id
        where c.county_id = ${countyId} and c.source = 'schedule' and c.stands = 'open' and c.paused_on is null and c.due < ${today}`
    case 'a standing has ended':
      return sql`select s.person_id, upper(s.held) as on_day, concat_ws('', s.variety, s.degree || '级') as what from person_standing s
        where s.county_id = ${countyId} and s.kind = ${w.of} and not isempty(s.held) and ${lately(sql`upper(s.held)`)}
          and not exists (select from person_standing n where n.county_id = s.county_id and n.person_id = s.person_id and n.kind = s.kind and n.held @> ${today})`
    case 'has come of age': {
      const birthday = sql`(p.born + make_interval(years => ${w.age}))::date`
      return sql`select p.id as person_id, ${birthday} as on_day, ${w.age}::int as reached from person p
        where p.county_id = ${countyId} and p.died_on is null and p.born between ${today} - make_interval(years => ${w.age}, days => ${lookBack}) and ${today} - make_interval(years => ${w.age})
          and not exists (select from person_standing s where s.county_id = p.county_id and s.person_id = p.id and s.kind = ${w.without} and s.held @> ${today})`
    }
    case 'a standing has begun':
      return sql`select s.person_id, lower(s.held) as on_day, s.variety, s.degree::int from person_standing s
        where s.county_id = ${countyId} and s.kind = ${w.of} and s.held @> ${today} and ${lately(sql`lower(s.held)`)}`
    case 'in and worth nothing':
      return sql.join(
        engine.catalogue.benefits
          .filter(b => engine.catalogue.businessOf(b) === w.of && hasStates(b.worth.of))
          .map(b => {
            const amount = sql.ref(`s.${amountColumn(engine.catalogue, b)}`)
            return sql`select ${whose(b)} as person_id, s.starts as on_day, ${b.title}::text as benefit ${live(engine, countyId, b, on)} and not s.suspended and ${amount} = 0`
          }),
        sql` union all `,
      )
  }
}
/** Every live row's account, whosever benefit it is. */
const accounts = (engine: Engine, countyId: number, on: Day) =>
  engine.catalogue.benefits.flatMap(b => {
    const { to, of } = b.worth
    if (typeof to !== 'string' || !hasStates(of) || !of.told.fields[to]?.isSecret || !isOfPeople(b)) return []
    const [index, masked] = ['index', 'masked'].map(x => sql.ref(`s.${snake(to)}_${x}`))
    return [
      sql`select ${whose(b)} as person_id, s.starts, ${index!} as account_index, ${masked!} as account ${live(engine, countyId, b, on)} and ${index!} is not null`,
    ]
  })
const isOfPeople = (b: AnyBenefit) => ['household', 'person'].includes(rolesOf(b.worth.of)[0]![1])
/** Of a household whoever heads it. */
const whose = (b: AnyBenefit): Sql => {
  const [role, kind] = rolesOf(b.worth.of)[0]!
  return kind === 'household' ? sql`h.head_id` : sql.ref(`t.${subjectColumn(role)}`)
}
const live = (engine: Engine, countyId: number, b: AnyBenefit, on: Day): Sql => {
  const [role, kind] = rolesOf(b.worth.of)[0]!
  const table = engine.catalogue.tableOf(b.worth.of)
  const head =
    kind === 'household'
      ? sql`join household h on h.county_id = t.county_id and h.id = ${sql.ref(`t.${subjectColumn(role)}`)}`
      : sql``
  return sql`from ${sql.table(table)} t ${head} join lateral (select * from ${sql.table(`${table}_state`)} s
      where s.county_id = t.county_id and s.row_id = t.id and s.starts <= ${on}::date order by s.version desc limit 1) s on true
    where t.county_id = ${countyId} and t.held @> ${on}::date`
}
const titles = (all: readonly (readonly [string, string])[]) =>
  sql`select * from unnest(${all.map(([id]) => id)}::text[], ${all.map(([, title]) => title)}::text[]) as x(id, title)`
