/** Fills big tables fast: triggers rest, and indexes and exclusions are built once, after the rows. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'

/** The tables are as before when this is done: every index and constraint is there again, over the new rows too. */
export const loaded = (owner: Db, tables: readonly string[], work: (trx: Db) => Promise<void>) =>
  owner.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    const constraints = await rows(
      trx,
      sql<{
        tab: string
        name: string
        said: string
      }>`select conrelid::regclass::text as tab, conname as name, pg_get_constraintdef(oid) as said
        from pg_constraint where conrelid = any(${tables}::regclass[]) and contype in ('u', 'x')`,
    )
    const indexes = await rows(
      trx,
      sql<{
        name: string
        said: string
      }>`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as said
        from pg_index i where i.indrelid = any(${tables}::regclass[]) and not i.indisprimary
          and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    )
    for (const c of constraints)
      await sql`alter table ${sql.raw(c.tab)} drop constraint ${sql.ref(c.name)}`.execute(trx)
    for (const i of indexes) await sql`drop index ${sql.raw(i.name)}`.execute(trx)
    await work(trx)
    for (const c of constraints)
      await sql`alter table ${sql.raw(c.tab)} add constraint ${sql.ref(c.name)} ${sql.raw(c.said)}`.execute(trx)
    for (const i of indexes) await sql.raw(i.said).execute(trx)
  })
