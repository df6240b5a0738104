/** 迁入迁出: who is held all along but elsewhere than before; neither new nor gone, yet a town's stock changes by them. */
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { AnyRegister } from '#define/register'
import { ifKnown } from './known.ts'
import { liesIn, placesOf } from './places.ts'
import type { Scope } from './scope.ts'
import { spansOf } from './sets.ts'

/** The rows of a register, or the people of one of its measures. */
export interface Series {
  readonly register: AnyRegister
  readonly people?: string
}
export interface Move {
  readonly from_place: number
  readonly to_place: number
  readonly wasHere: boolean
  readonly isHere: boolean
  readonly n: number
}
/** Where each was when the month began or when they came, and where when it ended or they went. */
export const movesIn = (db: Db, catalogue: Catalogue, scope: Scope, { register, people }: Series): Promise<Move[]> => {
  const { from, to } = scope.period
  const isPlaced = true
  const spans = spansOf(
    catalogue,
    scope,
    { verb: 'holding', register, ...(people && { people }), distinct: false, columns: [], isPlaced },
    [],
  )
  const state = sql.table(`${catalogue.tableOf(register)}_state`)
  const placed = (day: 'first' | 'last') => sql`cross join lateral (
      select s.division_id from ${spans} o cross join lateral (
        select division_id from ${state} s where s.county_id = ${scope.county} and s.row_id = o.row_id and s.starts <= ${sql.ref(`k.${day}`)}
          ${ifKnown(scope, 's.known_from')} order by s.version desc limit 1) s
      where o.key = k.key and o.held @> ${sql.ref(`k.${day}`)} order by o.row_id limit 1) ${sql.ref(`${day}_at`)}`
  const within = (at: string) => liesIn(scope, sql.ref(at))
  const place = (at: string, alias: string) =>
    scope.by
      ? sql`left join (select c.division_id, p.place_id from (select id as division_id from division where county_id = ${scope.county}) c ${placesOf(scope)}) ${sql.ref(alias)} on ${sql.ref(`${alias}.division_id`)} = ${sql.ref(at)}`
      : sql``
  const placeId = (alias: string) => (scope.by ? sql`coalesce(${sql.ref(`${alias}.place_id`)}, 0)` : sql`0`)
  return rows(
    db,
    sql<Move>`with islands as (
        select key, unnest(range_agg(held)) as held from ${spans} s
        where held && daterange(${from}::date - 1, ${to}::date, '[]') group by key),
      k as materialized (
        select key, greatest(lower(held), ${from}::date - 1) as first, least(coalesce(upper(held) - 1, ${to}::date), ${to}::date) as last
        from islands),
      m as (select ${placeId('f')} as from_place, ${placeId('l')} as to_place,
          ${within('first_at.division_id')} as was_here, ${within('last_at.division_id')} as is_here
        from k ${placed('first')} ${placed('last')} ${place('first_at.division_id', 'f')} ${place('last_at.division_id', 'l')}
        where first_at.division_id <> last_at.division_id)
    select from_place, to_place, was_here as "wasHere", is_here as "isHere", count(*) as n from m group by 1, 2, 3, 4`,
  )
}
