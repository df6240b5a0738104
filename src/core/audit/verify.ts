/** Walks the whole chain again and says where it first breaks. */
import { sql } from 'kysely'
import { type Db, one, rows, setContext } from '#core/db'
import type { Anchor } from './anchor.ts'
import { entryHash, genesis, linkHash, sealer } from './chain.ts'

export interface Broken {
  /** In the chain, from 1; null where the entry is in no link. */
  readonly position: number | null
  readonly entryId?: number
  readonly why: string
}
export interface Verified {
  readonly ok: boolean
  readonly checked: number
  /** Written a moment ago, not linked yet. */
  readonly unsealed: number
  /** Numbers that no entry has, among those not yet linked: of transactions that were rolled back, or of entries that somebody took away. */
  readonly gaps: number
  readonly anchors: number
  readonly firstBroken?: Broken
}

/** `printed`: anchors as they stand on paper. Those in the database are checked anyway, but who can cut the chain can cut them too. */
export const verifyAudit = (
  db: Db,
  countyId: number,
  printed: readonly Anchor[] = [],
  batch = 20_000,
): Promise<Verified> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      await setContext(trx, sealer(countyId))
      const kept = await rows(
        trx,
        sql<Anchor>`select day, position, encode(hash, 'hex') as hash from audit_anchor where county_id = ${countyId} order by position`,
      )
      const anchors = [...kept, ...printed]
      const contradicts = (position: number, hash: string) =>
        anchors.some(a => a.position === position && a.hash !== hash)
      let sealedLast = 0
      let before: Buffer = genesis(countyId)
      let at = 0
      let firstBroken: Broken | undefined
      for (;;) {
        const links = await linksAfter(trx, countyId, at, batch)
        for (const l of links) {
          const why =
            l.position !== at + 1
              ? `审计链缺第${at + 1}环`
              : !l.entry
                ? '审计记录已被删除'
                : !entryHash(l.entry.text).equals(l.entry_hash)
                  ? '审计记录内容被改动'
                  : !linkHash(before, l.position, l.entry_hash).equals(l.hash)
                    ? '审计链被改动'
                    : contradicts(l.position, l.hash.toString('hex'))
                      ? '与审计锚不符，审计链被整体改写'
                      : l.entry.at < sealedLast - 86_400
                        ? '审计记录是事后补插的：所记时间比前面的记录入链早一天以上'
                        : undefined
          if (why) {
            firstBroken = { position: why.startsWith('审计链缺') ? at + 1 : l.position, entryId: l.entry_id, why }
            break
          }
          at = l.position
          before = l.hash
          sealedLast = Math.max(sealedLast, l.sealed)
        }
        if (firstBroken || links.length < batch) break
      }
      const cut = anchors.filter(a => a.position > at).sort((a, b) => a.position - b.position)[0]
      if (!firstBroken && cut)
        firstBroken = {
          position: at + 1,
          why: `审计链尾部被截断：${cut.day}的审计锚记有${cut.position}条，现只有${at}条`,
        }
      await sql`set local enable_nestloop = off`.execute(trx)
      const rest = await looseEntries(trx, countyId)
      if (!firstBroken && rest.planted !== null)
        firstBroken = { position: null, entryId: rest.planted, why: '审计记录是事后插入的：早于链尾而不在链中' }
      const { unsealed, gaps } = rest
      return {
        ok: !firstBroken,
        checked: at,
        unsealed,
        gaps,
        anchors: anchors.length,
        ...(firstBroken && { firstBroken }),
      }
    })

interface Link {
  readonly position: number
  readonly entry_id: number
  readonly entry_hash: Buffer
  readonly hash: Buffer
  readonly sealed: number
}
/** The next links, each with its entry. Two statements: no stale statistics can make one row's search out of another's. */
const linksAfter = async (trx: Db, countyId: number, at: number, batch: number) => {
  const links = await rows(
    trx,
    sql<Link>`select position, entry_id, entry_hash, hash, extract(epoch from sealed_at)::float8 as sealed
      from audit_link where county_id = ${countyId} and position > ${at} order by position limit ${batch}`,
  )
  const entries = await rows(
    trx,
    sql<{
      id: number
      text: string
      at: number
    }>`select e.id, audit_text(e) as text, extract(epoch from e.at)::float8 as at
      from audit_entry e where county_id = ${countyId} and id = any(${links.map(l => l.entry_id)}::bigint[])`,
  )
  const entry = new Map(entries.map(e => [e.id, e]))
  return links.map(l => ({ ...l, entry: entry.get(l.entry_id) }))
}

/** An entry of a transaction that ended before the last linked one should have been linked with it. */
const looseEntries = (trx: Db, countyId: number) =>
  one(
    trx,
    sql<{ unsealed: number; gaps: number; planted: number | null }>`
      with last as materialized (select max(xact) as xact, max(entry_id) as id from audit_link where county_id = ${countyId} and server = audit_server()),
      moved as materialized (select (select server from audit_link where county_id = ${countyId} order by position desc limit 1) <> audit_server() as yes),
      loose as materialized (
        select e.id, e.xact from audit_entry e
         where e.county_id = ${countyId} and not exists (select from audit_link l where l.county_id = e.county_id and l.entry_id = e.id))
      select count(loose.id) as unsealed, min(loose.id) filter (where not moved.yes and (loose.xact < last.xact)) as planted,
        coalesce(greatest(0, max(loose.id) - max(last.id) - count(loose.id) filter (where loose.id > last.id)), 0) as gaps
      from last cross join moved left join loose on true`,
  )
