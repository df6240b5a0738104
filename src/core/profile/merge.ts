/** The lines of a file as a set in SQL, and how many of them were new or differed. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, one } from '#core/db'

/** A relation `f` of the lines: `from ${file(lines, sql`name text, …`)}`. */
export const file = (lines: readonly object[], columns: RawBuilder<unknown>) =>
  sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as f(${columns})`

export interface Merged {
  readonly added: number
  readonly corrected: number
}
/** Counts what an `insert … on conflict do update` wrote; a new row has no earlier transaction in xmax. */
export const upserted = (db: Db, insert: RawBuilder<unknown>): Promise<Merged> =>
  one(
    db,
    sql<Merged>`with written as (${insert} returning t.xmax = 0 as is_new)
      select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as corrected from written`,
  )
