/** A ledger of a benchmark's own: embedded PostgreSQL in a temporary home, 南陵县 installed, officials in every town. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createAccounts } from '#core/access/accounts'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { type Db, maybe, one, openDb, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openKeys } from '#core/identity/keys'
import { openLedger } from '#core/postgres/ledger'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { modules } from '#domains/index'

export interface Place {
  readonly id: number
  readonly level: 'county' | 'town' | 'village'
  readonly townId: number | null
}
export interface Bench {
  readonly home: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly owner: Db
  readonly engine: Engine
  readonly countyId: number
  readonly places: readonly Place[]
  readonly clerks: readonly Actor[]
  /** True where the ledger was made by an earlier run (MINZHENG_BENCH_HOME). */
  readonly isKept: boolean
  close(): Promise<void>
}
export const today: Day = '2024-06-20'

/** `MINZHENG_BENCH_HOME` keeps the ledger for the next run; otherwise it is made in a temporary folder and removed. */
export const openBench = async (): Promise<Bench> => {
  const kept = process.env.MINZHENG_BENCH_HOME
  const home = kept ?? mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const settings = { shared_buffers: '2GB', max_wal_size: '8GB', maintenance_work_mem: '1GB', max_connections: '120' }
  const ledger = await openLedger({ home, databaseUrl: undefined, settings })
  const owner = openDb(ledger.ownerUrl, { max: 2 })
  const engine = engineOf(home)
  const there = await maybe(owner, sql<{ county_id: number }>`select county_id from county`)
  const countyId = there?.county_id ?? (await installProfile(owner, await loadProfile('profiles/nanling'))).countyId
  await sql`update county set rehearsal_day = ${today}::date where county_id = ${countyId}`.execute(owner)
  const places = await rows(
    owner,
    sql<Place>`select d.id, d.level, t.id as "townId" from division d
      left join division_within w on w.county_id = d.county_id and w.division_id = d.id
        and w.ancestor_id in (select id from division where level = 'town')
      left join division t on t.county_id = d.county_id and t.id = w.ancestor_id
      where d.county_id = ${countyId} order by d.code`,
  )
  if (!there) await foundClerks(owner, engine, countyId, places)
  return {
    ...{ home, ownerUrl: ledger.ownerUrl, appUrl: ledger.appUrl, owner, engine, countyId, places },
    clerks: await clerksOf(owner, countyId),
    isKept: !!kept && !!there,
    close: async () => {
      await owner.destroy()
      await ledger.stop()
      if (!kept) rmSync(home, { recursive: true, force: true })
    },
  }
}
export const engineOf = (home: string): Engine => ({ catalogue: new Catalogue(modules), keys: openKeys(home), home })

const perTown: readonly Post[] = ['town', 'town', 'town', 'town']
const ofCounty: readonly Post[] = [
  'county',
  'county',
  'county',
  'county',
  'county',
  'county',
  'county',
  'county',
  'bureau-head',
  'finance',
]
const foundClerks = async (owner: Db, engine: Engine, countyId: number, places: readonly Place[]) => {
  const towns = places.filter(p => p.level === 'town')
  const seats = [
    ...towns.flatMap(t => perTown.map(post => ({ post, divisionId: t.id }))),
    ...ofCounty.map(post => ({ post, divisionId: places.find(p => p.level === 'county')!.id })),
  ]
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ'
  const people = await rows(
    owner,
    sql<{ id: number }>`insert into person (county_id, division_id, name, born)
      select ${countyId}, d, '经办' || n, '1980-01-01' from unnest(${seats.map(s => s.divisionId)}::bigint[]) with ordinality t (d, n) returning id`,
  )
  const accounts = seats.map((s, i) => ({
    ...{ login: `clerk${i}`, personId: people[i]!.id, name: `经办${i + 1}`, post: s.post, divisionId: s.divisionId },
    ...{ businesses: 'all' as const, mayDecide: true, password: { hash } },
  }))
  await createAccounts(owner, engine.keys, countyId, accounts)
}
const clerksOf = (owner: Db, countyId: number) =>
  rows(
    owner,
    sql<Actor>`select ${countyId}::int as "countyId", a.id as "accountId", a.person_id as "personId", a.name, a.post, a.division_id as "divisionId",
        case when d.level = 'county' then to_jsonb('all'::text) else (select jsonb_agg(w.division_id) from division_within w
          where w.county_id = a.county_id and w.ancestor_id = a.division_id) end as divisions,
        'all' as businesses, true as "mayDecide"
      from account a join division d on d.county_id = a.county_id and d.id = a.division_id where a.county_id = ${countyId} order by a.id`,
  )
export const countOf = async (owner: Db, table: string) =>
  (await one(owner, sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`)).n
