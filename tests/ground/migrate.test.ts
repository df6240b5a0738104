/** Migrations: in order, once, each whole, and never changed afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openDb, rows } from '#core/db'
import { migrate } from '#core/postgres/migrate'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
let folder: string
let db: Db
let ownerUrl: string
let count = 0
beforeAll(async () => void (ledger = await testLedger()))
afterAll(() => ledger?.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minzheng-migrations-'))
  const name = `${new URL(ledger.ownerUrl).pathname.slice(1)}_${++count}`
  await sql`create database ${sql.ref(name)} template template0`.execute(ledger.owner)
  ownerUrl = Object.assign(new URL(ledger.ownerUrl), { pathname: `/${name}` }).href
  db = openDb(ownerUrl, { max: 1 })
})
afterEach(async () => {
  await db.destroy()
  await sql`drop database ${sql.ref(new URL(ownerUrl).pathname.slice(1))} with (force)`.execute(ledger.owner)
  rmSync(folder, { recursive: true })
})

const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
const guarded = (name: string, comment = name) =>
  `create table ${name} (id int); alter table ${name} enable row level security; comment on table ${name} is '${comment}';`
const run = () => migrate(ownerUrl, { folder, home: ledger.home, ours: true })
const tables = async () =>
  (
    await rows(
      db,
      sql<{
        name: string
      }>`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1`,
    )
  ).map(t => t.name)

describe('migrate', () => {
  it('applies what is new, in order, once', async () => {
    file('0002_b.sql', 'alter table a add column b int;')
    file('0001_a.sql', guarded('a'))
    expect((await run()).applied).toEqual(['0001_a.sql', '0002_b.sql'])
    expect((await run()).applied).toEqual([])
    file('0003_c.sql', guarded('c'))
    expect((await run()).applied).toEqual(['0003_c.sql'])
  })
  it('refuses when an applied file was changed, and applies nothing', async () => {
    file('0001_a.sql', guarded('a'))
    await run()
    file('0001_a.sql', `${guarded('a')} -- one word more`)
    file('0002_b.sql', guarded('b'))
    await expect(run()).rejects.toThrow('表结构变更 0001_a.sql 执行之后又被改过')
    expect(await tables()).toEqual(['a'])
  })
  it('takes line ends of another system for no change', async () => {
    file('0001_a.sql', guarded('a').replaceAll(';', ';\n'))
    await run()
    file('0001_a.sql', guarded('a').replaceAll(';', ';\r\n'))
    expect((await run()).applied).toEqual([])
  })
  it('refuses a ledger of a newer program', async () => {
    file('0001_a.sql', guarded('a'))
    file('0002_b.sql', guarded('b'))
    await run()
    rmSync(join(folder, '0002_b.sql'))
    await expect(run()).rejects.toThrow('数据来自更新的版本')
  })
  it('leaves nothing of a file that fails, and says where', async () => {
    file('0001_a.sql', guarded('a'))
    file('0002_b.sql', `${guarded('b')}\nselect no_such_thing();`)
    await expect(run()).rejects.toThrow('0002_b.sql:2: function no_such_thing() does not exist')
    expect(await tables()).toEqual(['a'])
    file('0002_b.sql', guarded('b'))
    expect((await run()).applied).toEqual(['0002_b.sql'])
  })
  it('lets no table pass that row-level security does not guard', async () => {
    file('0001_a.sql', 'create table a (id int);')
    await expect(run()).rejects.toThrow('没有行级安全策略的表：a')
    expect(await tables()).toEqual([])
  })
  it('gives the application insert and update, but no update where the comment says 只增不改', async () => {
    file('0001_a.sql', guarded('a') + guarded('b', '流水，只增不改'))
    await run()
    const may = sql<{ name: string; update: boolean; insert: boolean; delete: boolean }>`select t as name,
      has_table_privilege('minzheng_app', t, 'update') as update, has_table_privilege('minzheng_app', t, 'insert') as insert,
      has_table_privilege('minzheng_app', t, 'delete') as delete from unnest(array['a', 'b']) t order by 1`
    expect(await rows(db, may)).toEqual([
      { name: 'a', update: true, insert: true, delete: false },
      { name: 'b', update: false, insert: true, delete: false },
    ])
  })
  it('is done once by two who start at the same moment', async () => {
    file('0001_a.sql', `${guarded('a')} select pg_sleep(0.2);`)
    const done = await Promise.all([run(), run(), run()])
    expect(done.flatMap(d => d.applied)).toEqual(['0001_a.sql'])
  })
})
