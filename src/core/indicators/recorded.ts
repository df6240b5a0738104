/** The number of people as the rows themselves state it. */
import { sql } from 'kysely'
import { type Catalogue, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { AnyRegister } from '#define/register'
import { ifKnown } from './known.ts'
import { inArea, placesOf } from './places.ts'
import type { Scope } from './scope.ts'
import { spansOf } from './sets.ts'

/** The rows' own number of people, from the states in force on the last day. */
export const recordedIn = (db: Db, catalogue: Catalogue, scope: Scope, register: AnyRegister, people: string) => {
  const spans = spansOf(
    catalogue,
    scope,
    { verb: 'holding', register, distinct: false, columns: [], isPlaced: true },
    [],
  )
  const { to } = scope.period
  const sets = scope.by ? sql`grouping sets ((), (p.place_id))` : sql`grouping sets (())`
  return rows(
    db,
    sql<{ place: number; is_total: boolean; n: number }>`
      select ${scope.by ? sql`coalesce(p.place_id, 0)` : sql`0`} as place, ${scope.by ? sql`grouping(p.place_id) = 1` : sql`true`} as is_total,
        coalesce(sum(c.n), 0)::bigint as n
      from (select s.division_id, s.n from ${spans} e cross join lateral (
          select division_id, ${sql.ref(snake(people))} as n from ${sql.table(`${catalogue.tableOf(register)}_state`)} s
          where s.county_id = ${scope.county} and s.row_id = e.row_id and s.starts <= ${to}::date ${ifKnown(scope, 's.known_from')}
          order by s.version desc limit 1) s where e.held @> ${to}::date) c ${placesOf(scope)}
      where ${inArea(scope)} group by ${sets}`,
  )
}
