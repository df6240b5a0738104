/** Names in a table: what a person, a place or a subject is called in it. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import { travellingFields } from './exchange-columns.ts'

/** Persons by their masked numbers, places by their full names: as an import reads them back. */
export const namesFor = (db: Db, countyId: number, r: AnyRegister, all: readonly Readonly<Record<string, unknown>>[]) =>
  namesIn(db, countyId, travellingFields(r), all)
/** The same of any fields. */
export const namesIn = async (
  db: Db,
  countyId: number,
  fields: readonly [string, Field<any>][],
  all: readonly Readonly<Record<string, unknown>>[],
) => {
  const idsIn = (type: string) => [
    ...new Set(
      fields.flatMap(([k, f]) => (f.type === type ? all.flatMap(row => (row[k] ? [Number(row[k])] : [])) : [])),
    ),
  ]
  const texts = async (query: RawBuilder<{ id: number; text: string }>) =>
    new Map((await rows(db, query)).map(t => [String(t.id), t.text]))
  const people = await texts(
    sql`select id, coalesce(id_number_masked, name) as text from person where county_id = ${countyId} and id = any(${idsIn('person')}::bigint[])`,
  )
  const places = await texts(
    sql`select d.id, coalesce(t.name, '') || d.name as text from division d left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      where d.county_id = ${countyId} and d.id = any(${idsIn('place')}::bigint[])`,
  )
  return { person: (id: string) => people.get(id) ?? '', place: (id: string) => places.get(id) ?? '' }
}
