/** An earlier version of a row is seen by whom that version would have been seen: a history table carries its table's own policies. */
import { sql } from 'kysely'
import { type Db, rows } from '../db.ts'

interface Policy {
  readonly table: string
  readonly name: string
  readonly permissive: boolean
  readonly condition: string
}

/**
 * A condition names its columns by the table's name, which the history table shares, so its text says the same there.
 * Only what changed since the last time is made anew.
 */
export const guardHistory = async (db: Db) => {
  const inSchema = (schema: string) =>
    rows(
      db,
      sql<Policy>`select c.relname as table, p.polname as name, p.polpermissive as permissive, pg_get_expr(p.polqual, p.polrelid) as condition
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ${schema} and p.polcmd in ('*', 'r') and p.polqual is not null`,
    )
  const tables = await rows(
    db,
    sql<{ name: string; guarded: boolean }>`select h.relname as name, h.relrowsecurity as guarded
      from pg_class h join pg_namespace n on n.oid = h.relnamespace where n.nspname = 'history' and h.relkind in ('r', 'p') order by 1`,
  )
  const [wanted, there] = [await inSchema('public'), await inSchema('history')]
  for (const { name, guarded } of tables) {
    const table = sql.table(`history.${name}`)
    if (!guarded) await sql`alter table ${table} enable row level security`.execute(db)
    const old = there.filter(policy => policy.table === name)
    const due = wanted.filter(policy => policy.table === name)
    for (const policy of old.filter(policy => !due.some(same(policy))))
      await sql`drop policy ${sql.ref(policy.name)} on ${table}`.execute(db)
    for (const policy of due.filter(policy => !old.some(same(policy))))
      await sql`create policy ${sql.ref(policy.name)} on ${table} as ${sql.raw(policy.permissive ? 'permissive' : 'restrictive')} for select
        using (${sql.raw(policy.condition)})`.execute(db)
  }
}

const same = (a: Policy) => (b: Policy) =>
  a.name === b.name && a.permissive === b.permissive && a.condition === b.condition
