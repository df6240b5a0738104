/** 截至某时点所知: a table as the ledger knew it then, its present rows and its earlier versions together. */
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope.ts'

/** `columns`: those that the caller reads. `area`: the column of the division, where the table has one. */
export const asKnown = (
  scope: Scope,
  table: string,
  columns: readonly string[],
  area?: string,
): RawBuilder<unknown> => {
  const own = sql`county_id = ${scope.county}`
  const listed = sql.join([...new Set(['county_id', ...columns])].map(c => sql.ref(c)))
  if (scope.knownAt === undefined) return sql`(select ${listed} from ${sql.table(table)} where ${own})`
  const at = sql`${scope.knownAt}::timestamptz`
  // what was seen in an area then is narrowed here too: an earlier version may lie elsewhere than the present one
  const seen = area && !scope.seesAll ? sql`and ${sql.ref(area)} = any ((select app_divisions())::bigint[])` : sql``
  return sql`(select ${listed} from ${sql.table(table)} where ${own} and known_from <= ${at}
    union all select ${listed} from ${sql.table(`history.${table}`)} where ${own} and known_from <= ${at} and known_until > ${at} ${seen})`
}
/** For what is only ever added to. */
export const ifKnown = (scope: Scope, column: string): RawBuilder<unknown> =>
  scope.knownAt === undefined ? sql`` : sql`and ${sql.ref(column)} <= ${scope.knownAt}::timestamptz`
