/** What an uploaded table names, looked up all at once: rows by their number, people by theirs, places by name. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { ImportedRow } from '#core/documents/import-table'
import type { Columns, Engine } from '#core/engine'
import { blindIndex } from '#core/identity/sealing'
import { normalIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { travellingFields } from './exchange-columns.ts'
import { isOfOrganisations } from './exchange-organisations.ts'
import type { ReadSheet } from './exchange-parts.ts'
import { rowsQuery, shownRow } from './list.ts'

export const knownRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
) => {
  const ids = lines.flatMap(l => (/^\d{1,15}$/.test(l.values['.id'] ?? '') ? [Number(l.values['.id'])] : []))
  const found = await rows(
    db,
    sql<Columns>`${rowsQuery(engine, actor, r, { on, state: 'all' })} and t.id = any(${ids}::bigint[])`,
  )
  return new Map(found.map(f => [String(f.id), shownRow(engine, r, f)]))
}

export interface Whose {
  readonly id: number
  readonly name: string
  readonly divisionId: number
  readonly townId: number | null
  readonly headOf: number | null
}
/** By number, among those whom the actor sees. */
export const peopleIn = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
  sheets: readonly ReadSheet[] = [],
) => {
  if (isOfOrganisations(r)) return new Map<string, Whose>()
  const keys = ['.number', ...travellingFields(r).flatMap(([k, f]) => (f.type === 'person' ? [k] : []))]
  const below = sheets.flatMap(s => {
    const named = s.fields.flatMap(([k, f]) => (f.type === 'person' ? [k] : []))
    return s.lines.flatMap(l => named.map(k => l.values[k] ?? ''))
  })
  const above = lines.flatMap(l => keys.map(k => l.values[k] ?? ''))
  const numbers = [...new Set([...above, ...below].map(normalIdNumber))].filter(n => /^\d{17}[\dX]$/.test(n))
  const byIndex = new Map(numbers.map(n => [blindIndex(engine.keys, 'id-number', n).toString('hex'), n]))
  const found = await rows(
    db,
    sql<{
      index: Buffer
      id: number
      name: string
      division_id: number
      town_id: number | null
      head_of: number | null
    }>`
      select p.id_number_index as index, p.id, p.name, coalesce(h.division_id, p.division_id) as division_id, w.id as town_id, h.id as head_of from person p
        left join lateral (select h.id, h.division_id from household_member m join household h on h.county_id = m.county_id and h.id = m.household_id
          where m.county_id = p.county_id and m.person_id = p.id and h.head_id = p.id and m.held @> ${on}::date limit 1) h on true
        left join lateral (select t.id from division_within x join division t on t.county_id = x.county_id and t.id = x.ancestor_id and t.level = 'town'
          where x.county_id = p.county_id and x.division_id = coalesce(h.division_id, p.division_id) limit 1) w on true
      where p.county_id = ${countyId} and p.id_number_index = any(select decode(i, 'hex') from unnest(${[...byIndex.keys()]}::text[]) i)`,
  )
  return new Map(
    found.map((f): [string, Whose] => [
      byIndex.get(f.index.toString('hex'))!,
      { id: f.id, name: f.name, divisionId: f.division_id, townId: f.town_id, headOf: f.head_of },
    ]),
  )
}
/** 乡镇和村（居）全名 → the village. */
export const placesIn = async (db: Db, countyId: number, on: Day) => {
  const found = await rows(
    db,
    sql<{
      id: number
      town_id: number | null
      name: string
    }>`select d.id, t.id as town_id, coalesce(t.name, '') || d.name as name from division d
      left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      where d.county_id = ${countyId} and d.valid @> ${on}::date and d.level = 'village'`,
  )
  return new Map(found.map(f => [f.name, { id: f.id, townId: f.town_id }]))
}
