/** A backup brings back everything; a damaged one brings back nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor, type Db, one, openDb, rows } from '#core/db'
import { backUp } from '#core/postgres/backup'
import type { Manifest } from '#core/postgres/backupset'
import { startEmbedded } from '#core/postgres/embedded'
import { restore } from '#core/postgres/restore'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { filled } from './filled.ts'

const careless = { fsync: 'off', shared_buffers: '128MB' }
let scratch: string
let source: TestLedger
let home: string
let set: string
let manifest: Manifest
const place = (name: string) => join(scratch, name)

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'minzheng-backup-'))
  source = await testLedger()
  home = place('home')
  await filled(source, home)
  set = place('set')
  manifest = await backUp({ ownerUrl: source.ownerUrl, home, folder: set })
})
afterAll(async () => {
  await source?.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Every row of every table, and the counters. */
const contentOf = async (db: Db) => {
  const found: Record<string, unknown> = {}
  for (const { schema, name } of manifest.tables) {
    const table = sql.table(`${schema}.${name}`)
    const asked = sql<{
      sum: string
    }>`select count(*) || ':' || coalesce(md5(string_agg(t::text, e'\n' order by t::text collate "C")), '') as sum from ${table} t`
    found[`${schema}.${name}`] = (await one(db, asked)).sum
  }
  for (const { schema, name } of manifest.sequences)
    found[name] = await one(db, sql`select last_value, is_called from ${sql.table(`${schema}.${name}`)}`)
  return found
}

describe('a backup', () => {
  it('holds every table, its history, the keys and the attachments, and is closed to others', () => {
    const rowsOf = (schema: string, name: string) =>
      manifest.tables.find(t => t.schema === schema && t.name === name)?.rows
    expect(rowsOf('public', 'person')).toBe(300)
    expect(rowsOf('history', 'person')).toBe(1)
    expect(manifest.files.map(f => f.file)).toEqual(['home/attachments/2024/a.jpg', 'home/keys/seal-1'])
    expect(statSync(set).mode & 0o077).toBe(0)
    expect(statSync(join(set, 'home/keys/seal-1')).mode & 0o077).toBe(0)
  })
  it('overwrites nothing', async () => {
    const before = readdirSync(set)
    await expect(backUp({ ownerUrl: source.ownerUrl, home, folder: set })).rejects.toThrow('已有内容')
    expect(readdirSync(set)).toEqual(before)
  })
})

describe('restored', () => {
  it('into an empty home, everything is as it was', async () => {
    const to = place('restored')
    await restore({ folder: set, home: to, databaseUrl: '', settings: careless })
    expect(readFileSync(join(to, 'keys/seal-1'), 'utf8')).toBe('k')
    expect(readFileSync(join(to, 'attachments/2024/a.jpg'), 'utf8')).toBe('photo')
    expect(readFileSync(join(to, 'keys/database-app'), 'utf8')).not.toBe('secret')
    const server = await startEmbedded({ home: to, settings: careless })
    const db = openDb(server.ownerUrl, { max: 1 })
    try {
      expect(await contentOf(db)).toEqual(await contentOf(source.owner))
      const loose = sql`select from pg_trigger where tgenabled = 'D' union all select from pg_constraint where not convalidated`
      expect(await rows(db, loose)).toHaveLength(0)
      await sql`update person set name = '李再改' where id = 5002`.execute(db)
      expect(await rows(db, sql`select from history.person where id = 5002`)).toHaveLength(2)
      await expect(sql`update person set division_id = 99 where id = 5002`.execute(db)).rejects.toMatchObject({
        code: '23503',
      })
      await expect(restore({ folder: set, home: to, databaseUrl: '', settings: careless })).rejects.toThrow(
        '目标台账已有数据（甲县）',
      )
      expect(await rows(db, sql`select from person`)).toHaveLength(300)
    } finally {
      await db.destroy()
      await server.stop()
    }
  })

  it('into a PostgreSQL server, and the application works there', async () => {
    const name = `${new URL(source.ownerUrl).pathname.slice(1)}_restored`
    await sql`create database ${sql.ref(name)} template template0`.execute(source.owner)
    const url = (of: string) => Object.assign(new URL(of), { pathname: `/${name}` }).href
    await restore({ folder: set, home: source.home, databaseUrl: url(source.ownerUrl) })
    const [owner, app] = [openDb(url(source.ownerUrl), { max: 1 }), openDb(url(source.appUrl), { max: 1 })]
    expect(await contentOf(owner)).toEqual(await contentOf(source.owner))
    const clerk = {
      countyId: 1,
      accountId: 1,
      personId: 1,
      name: '周敏',
      post: 'county',
      divisionId: 1,
      divisions: 'all',
      businesses: 'all',
    } as const
    expect(await asActor(app, clerk, trx => rows(trx, sql`select from person`))).toHaveLength(300)
    expect(await rows(app, sql`select from person`)).toHaveLength(0)
    await Promise.all([owner.destroy(), app.destroy()])
    await sql`drop database ${sql.ref(name)} with (force)`.execute(source.owner)
  })
})
