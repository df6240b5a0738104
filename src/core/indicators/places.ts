/** Where a record lies: in what is asked about, in what the asker may count, under which town or village. */
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope.ts'

type Sql = RawBuilder<unknown>

export const inArea = (scope: Scope): Sql => liesIn(scope, sql`c.division_id`)
/** Whether a place lies in what is asked about, and in what the asker may count. */
export const liesIn = ({ county, area, own }: Scope, at: Sql): Sql =>
  sql.join(
    [
      sql`true`,
      ...(area
        ? [
            sql`${at} in (select division_id from division_within where county_id = ${county} and ancestor_id = ${area.id})`,
          ]
        : []),
      ...(own ? [sql`${at} = any (${own}::bigint[])`] : []),
    ],
    sql` and `,
  )
/** Towns as they are on one day; where a place lay in two, its parent's. */
export const placesOf = (scope: Scope): Sql =>
  scope.by
    ? sql`left join (
        select distinct on (w.division_id) w.division_id, t.id as place_id from division t
        join division_within w on w.county_id = t.county_id and w.ancestor_id = t.id
        join division d on d.county_id = w.county_id and d.id = w.division_id
        where t.county_id = ${scope.county} and t.level = ${scope.by} and t.valid @> ${scope.placesOn ?? scope.period.to}::date
        order by w.division_id, coalesce(d.parent_id = t.id, false) desc, t.id desc) p on p.division_id = c.division_id`
    : sql``
