/** A backup set into an empty ledger: checked first, then everything in one transaction, or nothing. */
import { copyFileSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Refusal } from '../actor.ts'
import type { Progress } from '../progress.ts'
import { damaged, type Manifest, readBackup, tablesOf } from './backupset.ts'
import { ledgerHome } from './home.ts'
import { openLedger } from './ledger.ts'
import { migrate, readMigrations } from './migrate.ts'

export interface Restore {
  readonly folder: string
  readonly home?: string
  readonly databaseUrl?: string | undefined
  readonly progress?: Progress
  /** For the embedded server's command line. */
  readonly settings?: Record<string, string>
}

/**
 * The tables are made as they were on the backup's day, filled, and then brought to the present.
 * @throws Refusal where the set is damaged, comes from a newer program, or the ledger is not empty
 */
export const restore = async ({
  folder: asked,
  home = ledgerHome(),
  progress,
  ...where
}: Restore): Promise<Manifest> => {
  const folder = resolve(asked)
  const manifest = await readBackup(folder, progress)
  const known = new Map(readMigrations().map(m => [m.name, m.sha256]))
  const unknown = manifest.migrations.find(m => known.get(m.name) !== m.sha256)
  if (unknown)
    throw new Refusal(
      `备份用的表结构变更 ${unknown.name} 本程序没有或不同，没有写入任何数据；请用做备份的版本或更新的程序恢复。`,
    )

  const only = manifest.migrations.map(m => m.name)
  const ledger = await openLedger({ home, only, serving: true, ...where })
  try {
    await fill(ledger.ownerUrl, home, folder, manifest, progress)
    await migrate(ledger.ownerUrl, { home, ours: ledger.embedded })
    return manifest
  } finally {
    await ledger.stop()
  }
}

const fill = async (ownerUrl: string, home: string, folder: string, manifest: Manifest, progress?: Progress) => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'minzheng restore' })
  client.on('error', () => {})
  const placed: string[] = []
  try {
    await client.connect()
    await client.query(`set timezone to 'Asia/Shanghai'; set datestyle to 'ISO, YMD'; set row_security to off`)
    await client.query('begin')
    await mustBeEmpty(client, manifest)
    const put = await looseTables(client)
    for (const { schema, name, parent, bound } of manifest.partitions)
      await client.query(
        `create table if not exists ${id(schema)}.${id(name)} partition of ${id(schema)}.${id(parent)} ${bound}`,
      )
    for (const [i, table] of manifest.tables.entries()) {
      progress?.('恢复数据表', i, manifest.tables.length)
      const into = client.query(
        copyFrom(`copy ${id(table.schema)}.${id(table.name)} (${table.columns.map(id).join(', ')}) from stdin`),
      )
      await pipeline(createReadStream(join(folder, table.file)), createGunzip(), into)
      if (into.rowCount !== table.rows) throw damaged(table.file)
    }
    for (const { schema, name, value, called } of manifest.sequences)
      await client.query('select setval(format($1, $2::text, $3::text)::regclass, $4, $5)', [
        '%I.%I',
        schema,
        name,
        value,
        called,
      ])
    progress?.('核对引用关系', 0, 1)
    await put()
    placeFiles(home, folder, manifest, placed)
    await client.query('commit')
    placed.length = 0
    await client.query('analyze')
    progress?.('核对引用关系', 1, 1)
  } finally {
    for (const path of placed) rmSync(path, { force: true })
    await client.end().catch(() => {})
  }
}

const mustBeEmpty = async (client: pg.Client, manifest: Manifest) => {
  const done = await client.query<{ name: string }>('select name from public.schema_migration')
  if (done.rows.some(row => !manifest.migrations.some(m => m.name === row.name)))
    throw new Refusal('目标数据库的表结构已比备份新，没有写入任何数据；请恢复到一个新建的空数据库。')
  const counties = await client.query('select name from public.county limit 1')
  if (counties.rowCount)
    throw new Refusal(
      `目标台账已有数据（${counties.rows[0].name}），为免覆盖没有恢复；请用 MINZHENG_HOME 或 DATABASE_URL 另指一个空台账。`,
    )
  const tables = await tablesOf(client)
  const missing = manifest.tables.find(t => !tables.some(has => has.schema === t.schema && has.name === t.name))
  if (missing)
    throw new Refusal(`备份中的表 ${missing.name} 在目标数据库里没有，没有写入任何数据；请用做备份的版本恢复。`)
}

/** Foreign keys and triggers out of the way, seeds of the migrations too; what comes back puts the keys on again, and so checks every reference. */
const looseTables = async (client: pg.Client) => {
  const tables = (await tablesOf(client)).map(t => `${id(t.schema)}.${id(t.name)}`)
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('public', 'history')`,
  )
  const triggers = await client.query<{ table: string; name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, tgname as name
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and n.nspname in ('public', 'history')`,
  )
  for (const trigger of triggers.rows)
    await client.query(`alter table ${trigger.table} disable trigger ${id(trigger.name)}`)
  await client.query(`truncate ${tables.join(', ')}`)
  for (const key of keys.rows) await client.query(`alter table ${key.table} drop constraint ${id(key.name)}`)
  return async () => {
    for (const trigger of triggers.rows)
      await client.query(`alter table ${trigger.table} enable trigger ${id(trigger.name)}`)
    for (const key of keys.rows)
      await client.query(`alter table ${key.table} add constraint ${id(key.name)} ${key.definition}`)
  }
}

/** Keys and attachments appear together with the rows that need them. */
const placeFiles = (home: string, folder: string, { files }: Manifest, placed: string[]) => {
  for (const { file } of files) {
    const to = join(home, file.slice('home/'.length))
    const fresh = `${to}.new-${process.pid}`
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    copyFileSync(join(folder, file), fresh)
    if (!existsSync(to)) placed.push(to)
    renameSync(fresh, to)
  }
}

const id = pg.escapeIdentifier
