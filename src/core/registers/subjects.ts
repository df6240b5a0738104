/** Whom a row or a case is about, by name: a household by its head, people, organisations, places; several parties side by side. */
import { type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '#define/register'
import { rolesOf, subjectColumn, subjectTable } from './columns.ts'

type Sql = RawBuilder<unknown>
/** `what`: 'name', or another column of people, who answer alone to it; null elsewhere. */
export const ofSubject = (kind: string, county: Sql, id: Sql, what: 'name' | 'id_number_masked' = 'name'): Sql => {
  const column = sql.ref(`x.${what}`)
  if (kind === 'household')
    return sql`(select ${column} from household h join person x on x.county_id = h.county_id and x.id = h.head_id
      where h.county_id = ${county} and h.id = ${id})`
  if (kind === 'organisation' && what !== 'name')
    return sql`(select x.credit_code from organisation x where x.county_id = ${county} and x.id = ${id})`
  if (kind !== 'person' && what !== 'name') return sql`null::text`
  return sql`(select ${column} from ${sql.table(subjectTable(kind))} x where x.county_id = ${county} and x.id = ${id})`
}
/** Of a row `alias` of the register's table: '王某、李某'. */
export const ofRow = (r: AnyRegister, alias: string, what?: 'name' | 'id_number_masked'): Sql => {
  const all = rolesOf(r).map(([role, kind]) =>
    ofSubject(kind, sql.ref(`${alias}.county_id`), sql.ref(`${alias}.${subjectColumn(role)}`), what),
  )
  return all.length === 1 ? all[0]! : sql`concat_ws('、', ${sql.join(all)})`
}
/** Of a case_file `c`. */
export const caseSubject = (alias = 'c'): Sql => {
  const c = (column: string) => sql.ref(`${alias}.${column}`)
  const one = (kind: string) =>
    sql`when ${c(`${kind}_id`)} is not null then ${ofSubject(kind, c('county_id'), c(`${kind}_id`))}`
  return sql`case when ${c('is_joint')} then (select string_agg(coalesce(x.name, o.name), '、' order by y.number) from case_party y
      left join person x on x.county_id = y.county_id and x.id = y.person_id
      left join organisation o on o.county_id = y.county_id and o.id = y.organisation_id
      where y.county_id = ${c('county_id')} and y.case_id = ${c('id')})
    ${sql.join(['household', 'person', 'organisation', 'place'].map(one), sql` `)} end`
}
