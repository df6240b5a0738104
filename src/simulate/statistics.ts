/** 统计信息: within one transaction nobody else looks at the tables; the planner is told of those that have grown since it was told of them last. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'

/** Pages below which it makes no difference how a table is read. */
const small = 1
/** So many times what it was. */
const grown = 3

/** A little of each is enough to know how many there are, and that all are of one county. Plans made for a smaller table are made again. */
export const lookAtGrown = async (trx: Db) => {
  const found = await rows(
    trx,
    sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and pg_relation_size(c.oid) / 8192 > greatest(${small}::int, c.relpages * ${grown}::int) order by 1`,
  )
  if (!found.length) return
  await sql`set local default_statistics_target = 5`.execute(trx)
  await sql.raw(`analyze ${found.map(f => f.name).join(', ')}`).execute(trx)
}

/** Whoever opens the county finds statistics of all that was written; the server takes better ones when it has time. */
export const lookAtAll = async (trx: Db) => {
  await sql`set local default_statistics_target = 25`.execute(trx)
  await sql`analyze`.execute(trx)
}
