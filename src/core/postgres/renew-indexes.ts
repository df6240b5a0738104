/** The GiST indexes of an empty ledger, made anew before it is filled. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'

/**
 * PostgreSQL 18: a GiST index whose rows were all rolled back and then vacuumed may not find the next row that is put in, and foreign keys and
 * exclusion constraints are looked up there too. A first fill that was stopped (a profile with a broken row, a rehearsal broken off) leaves such
 * indexes behind; so whoever puts the first county into a ledger begins with new ones. Nothing is in them: it takes a few hundredths of a second.
 */
export const renewIndexes = async (owner: Db): Promise<void> => {
  const found = await rows(
    owner,
    sql<{
      name: string
    }>`select distinct i.indrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
      join pg_am a on a.oid = c.relam join pg_class t on t.oid = i.indrelid
      where a.amname = 'gist' and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace order by 1`,
  )
  for (const { name } of found) await sql`reindex table ${sql.table(name)}`.execute(owner)
}
