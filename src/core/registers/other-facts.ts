/** What a rule sees of organisations and places, as of a day; read as sets. */
import { type RawBuilder, sql } from 'kysely'
import { Organisation, type Place } from '#define/subjects'
import type { Day } from '#define/time'

export interface OtherFound {
  readonly id: number
  readonly name: string
  readonly [column: string]: unknown
}
type Query = (countyId: number, ids: readonly number[], on: Day) => RawBuilder<OtherFound>

export const othersQueries: Readonly<Record<string, Query>> = {
  organisation: (countyId, ids) =>
    sql`select id, name from organisation where county_id = ${countyId} and id = any(${ids}::bigint[])`,
  place: (countyId, ids) =>
    sql`select id, name from place where county_id = ${countyId} and id = any(${ids}::bigint[])`,
}
const made: Readonly<Record<string, (f: OtherFound) => unknown>> = {
  organisation: () => new Organisation({}),
  place: (f): Place => ({ name: f.name }),
}
export const othersOf = (kind: string, found: readonly OtherFound[]): Map<number, unknown> =>
  new Map(found.map(f => [f.id, made[kind]!(f)]))
