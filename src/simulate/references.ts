/** 外键成批核验: in a ledger that holds nobody else's county, a million references are checked as sets at the end, not one by one on the way. */
import { sql } from 'kysely'
import { type Db, maybe, rows, write } from '#core/db'
import { indexesAtTheEnd } from './indexes.ts'

interface Reference {
  readonly table: string
  readonly name: string
  readonly definition: string
}
/**
 * The references are taken away and put back in the one transaction: whoever looks at the ledger sees them all, whatever happens on the way, and one
 * that leads nowhere fails the whole. Beside another county, which somebody may be using, each row is checked as it is written.
 */
export const referencesAsSets = async <T>(trx: Db, countyId: number, work: () => Promise<T>): Promise<T> => {
  if (await maybe(trx, sql`select from county where county_id <> ${countyId} limit 1`)) return work()
  const all = await rows(
    trx,
    sql<Reference>`select format('%I.%I', n.nspname, t.relname) as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      where c.contype = 'f' and n.nspname = 'public' and c.conparentid = 0 and c.convalidated and not c.condeferrable order by 1, 2`,
  )
  const each = async (change: (r: Reference) => string) => {
    for (const r of all) await write(trx, sql.raw(`alter table ${r.table} ${change(r)}`))
  }
  await each(r => `drop constraint ${r.name}`)
  const done = await indexesAtTheEnd(trx, work)
  await sql`set constraints all immediate`.execute(trx) // a table with checks still to come can't be altered
  await each(r => `add constraint ${r.name} ${r.definition}`)
  return done
}
