/** What the application's role can and cannot do, whatever the code above it tries. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor, one, rows } from '#core/db'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
  await sql`insert into county (county_id, code, name) values (1, '349999', '甲县'), (2, '349998', '乙县')`.execute(
    ledger.owner,
  )
})
afterAll(() => ledger?.close())

const clerk = (countyId: number): Actor => ({
  countyId,
  accountId: 1,
  personId: 1,
  name: '周敏',
  post: 'county',
  divisionId: 1,
  divisions: 'all',
  businesses: 'all',
})
const counties = sql<{ name: string }>`select name from county order by county_id`

describe('the application', () => {
  it('sees nothing when nobody asks', async () => {
    expect(await rows(ledger.app, counties)).toEqual([])
    expect(await rows(ledger.owner, counties)).toHaveLength(2)
  })
  it('sees the county of who asks, and only while they ask', async () => {
    expect(await asActor(ledger.app, clerk(2), trx => rows(trx, counties))).toEqual([{ name: '乙县' }])
    expect(await rows(ledger.app, counties)).toEqual([])
  })
  it.each(['county', 'person', 'household', 'life_event'])('deletes and truncates nothing: %s', async table => {
    const forbidden = { code: '42501' }
    await expect(sql`delete from ${sql.table(table)}`.execute(ledger.app)).rejects.toMatchObject(forbidden)
    await expect(sql`truncate ${sql.table(table)} cascade`.execute(ledger.app)).rejects.toMatchObject(forbidden)
  })
  it('makes, alters and drops no table', async () => {
    await expect(sql`create table mine (id int)`.execute(ledger.app)).rejects.toMatchObject({ code: '42501' })
    await expect(sql`alter table county disable row level security`.execute(ledger.app)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(sql`drop table county cascade`.execute(ledger.app)).rejects.toMatchObject({ code: '42501' })
  })
  it('changes no history and no list of migrations', async () => {
    await expect(sql`update history.person set name = ''`.execute(ledger.app)).rejects.toMatchObject({ code: '42501' })
    await expect(sql`insert into schema_migration values ('x', 'x')`.execute(ledger.app)).rejects.toMatchObject({
      code: '42501',
    })
  })
  it('sees an earlier version where it sees the row, and nothing when nobody asks', async () => {
    const [first, second] = [clerk(1), clerk(2)]
    await sql`insert into division (county_id, id, code, name, level) values (1, 1, '349999', '甲县', 'county'), (1, 2, '349999001', '东镇', 'town')`.execute(
      ledger.owner,
    )
    await sql`insert into person (county_id, id, division_id, name, born) values (1, 7, 2, '张三', '1960-01-01')`.execute(
      ledger.owner,
    )
    await sql`update person set name = '张山' where id = 7`.execute(ledger.owner)
    const earlier = sql<{ name: string }>`select name from history.person`
    expect(await rows(ledger.owner, earlier)).toEqual([{ name: '张三' }])
    expect(await rows(ledger.app, earlier)).toEqual([])
    expect(await asActor(ledger.app, first, trx => rows(trx, earlier))).toEqual([{ name: '张三' }])
    expect(await asActor(ledger.app, second, trx => rows(trx, earlier))).toEqual([])
    expect(await asActor(ledger.app, { ...first, divisions: [2] }, trx => rows(trx, earlier))).toEqual([
      { name: '张三' },
    ])
    expect(await asActor(ledger.app, { ...first, divisions: [1] }, trx => rows(trx, earlier))).toEqual([])
  })
  it('meets the same policies on every history table as on its table', async () => {
    const bare = sql<{
      name: string
    }>`select h.relname as name from pg_class h where h.relnamespace = 'history'::regnamespace and h.relkind = 'r'
      and (not h.relrowsecurity or (select count(*) from pg_policy p where p.polrelid = h.oid) <>
        (select count(*) from pg_policy p where p.polrelid = ('public.' || quote_ident(h.relname))::regclass and p.polcmd in ('*', 'r')))`
    expect(await rows(ledger.owner, bare)).toEqual([])
  })
  it('updates no table whose comment says that it only grows', async () => {
    const growing = await rows(
      ledger.owner,
      sql<{
        name: string
      }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and obj_description(oid, 'pg_class') like '%只增不改%'`,
    )
    expect(growing.map(r => r.name)).toContain('schema_migration')
    for (const { name } of growing) {
      const may = await one(
        ledger.owner,
        sql<{ yes: boolean }>`select has_any_column_privilege('minzheng_app', ${name}, 'update') as yes`,
      )
      expect([name, may.yes]).toEqual([name, false])
    }
  })
  it('is neither superuser nor owner nor above row-level security', async () => {
    const role = await one(
      ledger.owner,
      sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'minzheng_app'`,
    )
    expect(Object.values(role as object)).toEqual([false, false, false, false])
    const owned = await rows(ledger.owner, sql`select from pg_class where pg_get_userbyid(relowner) = 'minzheng_app'`)
    expect(owned).toHaveLength(0)
  })
})
