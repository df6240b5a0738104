/** A rehearsed county for a benchmark: 南陵县 with all its offices, lived to the end of the half-year; kept in MINZHENG_BENCH_HOME if that is set. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type Db, maybe, one, openDb } from '#core/db'
import type { Engine } from '#core/engine'
import { openLedger } from '#core/postgres/ledger'
import type { Post } from '#define/posts'
import { simulate } from '#simulate/run'
import { engineOf } from './ledger.ts'

export interface Rehearsed {
  readonly home: string
  readonly owner: Db
  /** As the application, with a connection to spare. */
  readonly app: Db
  readonly engine: Engine
  readonly countyId: number
  readonly actor: (post: Post) => Promise<Actor>
  close(): Promise<void>
}
export const openRehearsed = async (scale = 1): Promise<Rehearsed> => {
  const kept = process.env.MINZHENG_BENCH_HOME
  const home = kept ?? mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const ledger = await openLedger({
    home,
    databaseUrl: undefined,
    settings: { shared_buffers: '2GB', max_wal_size: '8GB' },
  })
  const owner = openDb(ledger.ownerUrl, { max: 2 })
  if (!(await maybe(owner, sql`select from county`)))
    await simulate({ owner, home, profile: 'profiles/nanling', scale })
  await sql`vacuum analyze`.execute(owner)
  const app = openDb(ledger.appUrl, { max: 2 })
  const { countyId } = await one(owner, sql<{ countyId: number }>`select county_id as "countyId" from county`)
  return {
    ...{ home, owner, app, engine: engineOf(home), countyId },
    actor: post =>
      one(
        owner,
        sql<Actor>`select county_id::int as "countyId", id as "accountId", person_id as "personId", name, post, division_id as "divisionId",
            'all' as divisions, 'all' as businesses, true as "mayDecide"
          from account where county_id = ${countyId} and post = ${post} order by id limit 1`,
      ),
    close: async () => {
      await app.destroy()
      await owner.destroy()
      await ledger.stop()
      if (!kept) rmSync(home, { recursive: true, force: true })
    },
  }
}
