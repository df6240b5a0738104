/** The chain: each link is SM3(link before ‖ position ‖ SM3(entry)). Entries don't wait for it; a sealer links them a moment later. */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, type Db, maybe, one, rows } from '#core/db'

/** The chain is read and written in this name. */
export const sealer = (countyId: number): Actor => ({
  ...{ countyId, accountId: 0, personId: 0, name: '审计链', post: 'auditor', divisionId: 0 },
  ...{ divisions: 'all', businesses: [] },
})

const sm3 = (data: Buffer | string) => hash('sm3', data, 'buffer')
/** What the first link stands on. */
export const genesis = (countyId: number) => sm3(`民政一本账 审计链 ${countyId}`)
export const entryHash = (text: string) => sm3(text)
export const linkHash = (before: Buffer, position: number, entry: Buffer) => {
  const all = Buffer.allocUnsafe(72)
  before.copy(all)
  all.writeBigUInt64BE(BigInt(position), 32)
  entry.copy(all, 40)
  return sm3(all)
}

/**
 * Links what has been committed since. A transaction that is still open has a number; only entries of transactions before all open ones of this
 * database are taken, so one that commits late is linked late and never left out. Returns how many were linked. One sealer at a time, a second one waits.
 */
export const sealAudit = async (db: Db, countyId: number, batch = 5000): Promise<number> => {
  for (let linked = 0; ; ) {
    const now = await asActor(db, sealer(countyId), trx => sealBatch(trx, countyId, batch))
    linked += now
    if (now < batch) return linked
  }
}

/** Every two seconds, until stopped; an error is told and tried again. */
export const startSealing = (db: Db, countyId: number, told: (error: unknown) => void, everyMs = 2000) => {
  let running: Promise<unknown> = Promise.resolve()
  let isIdle = true
  const timer = setInterval(() => {
    if (!isIdle) return
    isIdle = false
    running = sealAudit(db, countyId)
      .catch(told)
      .finally(() => {
        isIdle = true
      })
  }, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

const sealBatch = async (trx: Db, countyId: number, batch: number) => {
  await sql`select pg_advisory_xact_lock(hashtextextended('audit chain', ${countyId}))`.execute(trx)
  const { server } = await one(trx, sql<{ server: string }>`select audit_server() as server`)
  const last = await maybe(
    trx,
    sql<{
      position: number
      hash: Buffer
      server: string
    }>`select position, hash, server from audit_link where county_id = ${countyId} order by position desc limit 1`,
  )
  const hasMoved = last?.server !== server
  const others = await openElsewhere(trx)
  if (hasMoved) await sql`set local enable_nestloop = off`.execute(trx)
  const due = await rows(
    trx,
    sql<{ id: number; xact: number | null; text: string }>`
      with now_is as materialized (select coalesce(min(x::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint) as oldest,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next
        from pg_snapshot_xip(pg_current_snapshot()) x where x::xid::text <> all (${others}::text[])),
      done as materialized (select coalesce(max(xact), 0) as xact, coalesce(max(entry_id), 0) as id from (
        select xact, entry_id from audit_link where county_id = ${countyId} and server = ${server} and xact is not null order by position desc limit 1) l)
      select e.id, case when e.xact < n.oldest then e.xact end as xact, audit_text(e) as text from audit_entry e cross join now_is n cross join done
       where e.county_id = ${countyId} and not exists (select from audit_link l where l.county_id = e.county_id and l.entry_id = e.id)
         and ${hasMoved ? anywhere : afterTheLast} order by e.xact, e.id
       ${hasMoved ? sql`` : sql`limit ${batch}`}`,
  )
  let before = last?.hash ?? genesis(countyId)
  let position = last?.position ?? 0
  const links = due.map(e => {
    const entry = entryHash(e.text)
    before = linkHash(before, ++position, entry)
    return { ...e, entry, position, hash: before }
  })
  if (links.length)
    await sql`insert into audit_link (county_id, position, entry_id, xact, server, entry_hash, hash)
      select ${countyId}, * from unnest(${links.map(l => l.position)}::bigint[], ${links.map(l => l.id)}::bigint[], ${links.map(l => l.xact)}::bigint[],
        ${links.map(() => server)}::text[], ${links.map(l => l.entry)}::bytea[], ${links.map(l => l.hash)}::bytea[])`.execute(
      trx,
    )
  return links.length
}

/**
 * Open on the same server, but certainly not in this ledger: another county's long work doesn't hold up this chain. Asked before the entries are
 * looked at: what ends meanwhile is known already, and what begins meanwhile has a higher number than whatever is committed by now.
 */
const openElsewhere = async (trx: Db): Promise<string[]> =>
  (
    await rows(
      trx,
      sql<{
        xact: string
      }>`select l.transactionid::text as xact from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
          and a.datid <> (select oid from pg_database where datname = current_database())`,
    )
  ).map(l => l.xact)
/** Entries are linked in the order of their transactions, so what is due comes after the last. */
const afterTheLast = sql`e.xact < n.oldest and (e.xact, e.id) > (done.xact, done.id)`
/** The first link, or the ledger came from another server, whose transactions had numbers of their own: look at everything, once. */
const anywhere = sql`(e.xact < n.oldest or e.xact >= n.next)`
