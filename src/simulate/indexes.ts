/** 索引成批建立: in a ledger that holds nobody else's county, what only screens leaf through is put in order once at the end, not row by row on the way. */
import { sql } from 'kysely'
import { type Db, rows, write } from '#core/db'

/** The queue of a desk, names as they are typed, what a town leafs through, and a register of many days but for the days themselves: nothing that is lived asks by them. */
const onlyOnScreens = sql`(pg_get_indexdef(i.indexrelid) ~ '\\m(at_post|queue_day|at_division_id|town_id, id)\\M|text_pattern_ops'
  or exists (select from pg_trigger t where t.tgrelid = i.indrelid and t.tgname = 'count_entered') and pg_get_indexdef(i.indexrelid) !~ '\\(county_id, on_day\\)')`

/** What the offices of a rehearsal ask every day: whose turn it is at a step. No version of a case is gone before the transaction is. */
const ofSteps = 'rehearsal_at_step'

/** Seen by nobody on the way: taken away, put back and dropped in the one transaction. */
export const indexesAtTheEnd = async <T>(trx: Db, work: () => Promise<T>): Promise<T> => {
  const all = await rows(
    trx,
    sql<{
      name: string
      definition: string
    }>`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = 'public' and t.relkind = 'r' and not t.relispartition and not i.indisunique and not i.indisexclusion and ${onlyOnScreens} order by 1`,
  )
  for (const { name } of all) await write(trx, sql.raw(`drop index ${name}`))
  await write(trx, sql.raw(`create index ${ofSteps} on case_file (county_id, procedure, at_step)`))
  const done = await work()
  await write(trx, sql.raw(`drop index ${ofSteps}`))
  for (const { definition } of all) await write(trx, sql.raw(definition))
  return done
}
