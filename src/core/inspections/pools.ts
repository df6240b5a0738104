/** The two lists of a draw: the live rows of a register, the inspectors on duty, and who of them must keep away from whom. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { hasStates, partsOf, rolesOf, subjectColumn, subjectTable } from '#core/registers/columns'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import type { Lot } from './lot.ts'

/** Each subject once, by its public number where it has one. */
export const objectsOf = (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  p: SomeProcedure,
  on: Day,
): Promise<Lot[]> => {
  const [role, kind] = rolesOf(r)[0]!
  const subject = sql.ref(`t.${subjectColumn(role)}`)
  const live = hasStates(r) ? sql`t.held @> ${on}::date` : sql`true`
  const key = kind === 'organisation' ? sql`coalesce(o.credit_code, o.id::text)` : sql`o.id::text`
  return rows(
    db,
    sql<Lot>`select distinct o.id, ${key} as key, o.name from ${sql.table(engine.catalogue.tableOf(r))} t
      join ${sql.table(subjectTable(kind))} o on o.county_id = t.county_id and o.id = ${subject}
      where t.county_id = ${countyId} and ${live} and not exists (select from case_file c where c.county_id = t.county_id
        and c.procedure = ${engine.catalogue.idOf(p)} and c.stands = 'open' and ${sql.ref(`c.${kind}_id`)} = o.id) order by 2`,
  )
}

/** 执法人员名录库: accounts in force with the post, that work in this business. `id`: the person. */
export const inspectorsOf = (db: Db, countyId: number, business: string, on: Day): Promise<Lot[]> =>
  rows(
    db,
    sql<Lot>`select distinct on (a.person_id) a.person_id as id, a.id::text as key, a.name from account a
      where a.county_id = ${countyId} and a.post = 'inspector' and a.valid @> ${on}::date
        and (a.businesses = '{*}' or ${business} = any(a.businesses)) order by a.person_id, a.id`,
  )

/** 回避: whoever is named with an identity number in the object's row or its parts, and their near relatives. */
export const apartIn = async (
  db: Db,
  countyId: number,
  r: AnyRegister,
  objects: readonly Lot[],
  inspectors: readonly Lot[],
): Promise<[string, string][]> => {
  if (!objects.length) return []
  const [[, kind]] = rolesOf(r) as [[string, string]]
  const ids = sql`${objects.map(o => o.id)}::bigint[]`
  const kin = sql`select i.id as inspector, i.id as person from unnest(${inspectors.map(i => i.id)}::bigint[]) i (id)
    union select person_id, relative_id from near_relatives(${countyId}::smallint, ${inspectors.map(i => i.id)}::bigint[])`
  const found = await rows(
    db,
    sql<{ subject: number; inspector: number }>`with kin as (${kin})
      select distinct n.subject_id as subject, k.inspector from people_named(${countyId}::smallint, ${kind}, ${ids}, '{}') n
        join kin k on k.person = n.person_id`,
  )
  const [objectKey, inspectorKey] = [
    new Map(objects.map(o => [o.id, o.key])),
    new Map(inspectors.map(i => [i.id, i.key])),
  ]
  return found
    .map(f => [objectKey.get(f.subject)!, inspectorKey.get(f.inspector)!] as [string, string])
    .sort((a, b) => (`${a}` < `${b}` ? -1 : 1))
}
