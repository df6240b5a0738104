/** Brings a ledger's tables to the present: plain SQL, forward only, each file in its own transaction, once. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { Refusal } from '../actor.ts'
import { type Db, one, openDb, rows } from '../db.ts'
import { ensureAppRole, grantToApp, isGranted } from './grants.ts'
import { checkout, keptSecret, ledgerHome } from './home.ts'

export interface Migration {
  readonly name: string
  readonly sha256: string
  readonly text: string
}
export interface MigrateOptions {
  /** Whose key store has the application's password. */
  readonly home?: string
  /** The embedded server: nobody else gives out its passwords. */
  readonly ours?: boolean
  readonly folder?: string
  /** A backup is restored into the tables of its day: only these, in order. */
  readonly only?: readonly string[]
}

export const migrationFolder = join(checkout, 'db', 'migrations')

/** @throws Refusal where an applied file was changed, or the server is not fit */
export const migrate = async (
  ownerUrl: string,
  options: MigrateOptions = {},
): Promise<{ appUrl: string; applied: string[] }> => {
  const { home = ledgerHome(), ours = false, folder = migrationFolder, only } = options
  const pool = openDb(ownerUrl, { max: 1 })
  try {
    return await pool.connection().execute(async db => {
      await mustBeFit(db)
      await sql`select pg_advisory_lock(20230003)`.execute(db) // until the connection closes; another migrator waits
      await ensureTable(db)
      const appUrl = await ensureAppRole(db, ownerUrl, keptSecret(home, 'database-app'), ours)
      const due = await dueOf(db, readMigrations(folder))
      const applied = due.filter(of => !only || only.includes(of.name))
      for (const of of applied) await apply(db, of)
      if (!(await isGranted(db))) await db.transaction().execute(grantToApp)
      return { appUrl, applied: applied.map(of => of.name) }
    })
  } finally {
    await pool.destroy()
  }
}

export const readMigrations = (folder = migrationFolder): Migration[] => {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  const twice = names.find((name, i) => i > 0 && name.slice(0, 4) === names[i - 1]!.slice(0, 4))
  if (twice) throw new Error(`two migrations have the number ${twice.slice(0, 4)}`)
  return names.map(name => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

const mustBeFit = async (db: Db) => {
  const asked = sql<{ version: number; encoding: string }>`select current_setting('server_version_num')::int as version,
    current_setting('server_encoding') as encoding`
  const { version, encoding } = await one(db, asked)
  if (version < 150_000)
    throw new Refusal(`数据库服务器版本过低（${Math.floor(version / 10_000)}），需要 PostgreSQL 15 或更高版本。`)
  if (encoding !== 'UTF8')
    throw new Refusal(`数据库编码是 ${encoding}，须为 UTF8；请用 CREATE DATABASE … ENCODING 'UTF8' 另建一个数据库。`)
}

const ensureTable = async (db: Db) => {
  const { there } = await one(
    db,
    sql<{ there: boolean }>`select to_regclass('public.schema_migration') is not null as there`,
  )
  if (there) return
  await db.transaction().execute(async trx => {
    await sql`create table public.schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default transaction_timestamp())`.execute(
      trx,
    )
    await sql`comment on table public.schema_migration is '已执行的表结构变更，只增不改'`.execute(trx)
    await sql`alter table public.schema_migration enable row level security`.execute(trx)
    await sql`create policy readable on public.schema_migration for select using (true)`.execute(trx)
  })
}

const dueOf = async (db: Db, all: readonly Migration[]) => {
  const done = new Map(
    (await rows(db, sql<{ name: string; sha256: string }>`select name, sha256 from public.schema_migration`)).map(r => [
      r.name,
      r.sha256,
    ]),
  )
  for (const { name, sha256 } of all)
    if (done.has(name) && done.get(name) !== sha256)
      throw new Refusal(`表结构变更 ${name} 执行之后又被改过，不能继续；请恢复原文件，把改动另写成一个新的变更文件。`)
  const unknown = [...done.keys()].find(name => !all.some(of => of.name === name))
  if (unknown)
    throw new Refusal(`数据库已执行过本程序没有的表结构变更 ${unknown}，说明数据来自更新的版本；请用更新的程序打开。`)
  return all.filter(of => !done.has(of.name))
}

const apply = (db: Db, { name, sha256, text }: Migration) =>
  db.transaction().execute(async trx => {
    await sql
      .raw(text)
      .execute(trx)
      .catch(error => {
        const { message, position } = error as pg.DatabaseError
        const line = position ? `:${text.slice(0, Number(position)).split('\n').length}` : ''
        throw new Error(`${name}${line}: ${message}`, { cause: error })
      })
    await sql`insert into public.schema_migration (name, sha256) values (${name}, ${sha256})`.execute(trx)
    await grantToApp(trx)
  })
