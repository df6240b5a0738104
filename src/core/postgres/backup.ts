/** A whole ledger into a folder: every table as of one moment, and the machine's files, each with its checksum. */
import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { Refusal } from '../actor.ts'
import type { Progress } from '../progress.ts'
import {
  type BackedUpFile,
  type BackedUpTable,
  type Manifest,
  manifestName,
  partitionsOf,
  sequencesOf,
  sumsName,
  tablesOf,
} from './backupset.ts'

export interface BackUp {
  readonly ownerUrl: string
  readonly home: string
  readonly folder: string
  readonly progress?: Progress
}

/**
 * Reads in one transaction, so the ledger may be in use meanwhile. The folder appears whole or not at all; it holds the keys, and is readable
 * by its owner only.
 * @throws Refusal where the folder holds something already
 */
export const backUp = async ({ ownerUrl, home, folder: asked, progress }: BackUp): Promise<Manifest> => {
  const folder = resolve(asked)
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new Refusal(`备份目录 ${folder} 已有内容，为免覆盖没有备份；请另指一个空目录。`)
  const fresh = `${folder}.new-${process.pid}`
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'minzheng backup' })
  client.on('error', () => {})
  try {
    mkdirSync(join(fresh, 'tables'), { recursive: true, mode: 0o700 })
    await client.connect()
    await client.query(
      `set timezone to 'Asia/Shanghai'; set datestyle to 'ISO, YMD'; set intervalstyle to 'iso_8601'; set row_security to off`,
    )
    await client.query('begin transaction isolation level repeatable read read only')
    const tables = await copyTables(client, fresh, progress)
    const manifest: Manifest = {
      format: 1,
      madeAt: await scalar(client, `select to_char(transaction_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')`),
      postgresql: await scalar(client, 'show server_version'),
      migrations: (await client.query('select name, sha256 from public.schema_migration order by name')).rows,
      partitions: await partitionsOf(client),
      tables,
      sequences: await sequencesOf(client),
      files: await copyFiles(home, fresh, progress),
    }
    await client.query('commit')
    const text = `${JSON.stringify(manifest, null, 1)}\n`
    writeFileSync(join(fresh, manifestName), text, { mode: 0o600 })
    const sums = [
      ...tables,
      ...manifest.files,
      { file: manifestName, sha256: createHash('sha256').update(text).digest('hex') },
    ]
    writeFileSync(join(fresh, sumsName), sums.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(''), {
      mode: 0o600,
    })
    if (existsSync(folder)) rmSync(folder, { recursive: true })
    renameSync(fresh, folder)
    return manifest
  } finally {
    await client.end().catch(() => {})
    rmSync(fresh, { recursive: true, force: true })
  }
}

const copyTables = async (client: pg.Client, into: string, progress?: Progress): Promise<BackedUpTable[]> => {
  const tables = await tablesOf(client)
  const done: BackedUpTable[] = []
  for (const table of tables) {
    progress?.('备份数据表', done.length, tables.length)
    const file = `tables/${table.schema}.${table.name}.copy.gz`
    const names = table.columns.map(pg.escapeIdentifier).join(', ')
    const source = client.query(
      copyTo(
        `copy (select ${names} from ${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}) to stdout`,
      ),
    )
    const written = await write(source, join(into, file), createGzip({ level: 3 }))
    done.push({ ...table, file, rows: source.rowCount, ...written })
  }
  progress?.('备份数据表', tables.length, tables.length)
  return done
}

/** Everything of MINZHENG_HOME but the database itself, what opens it on this machine, and the log. */
const copyFiles = async (home: string, into: string, progress?: Progress): Promise<BackedUpFile[]> => {
  const passing = /^(database|database\..*|log|keys\/database-.*|.*\.new(-\d+)?)$/
  const found: string[] = []
  const walk = (path: string) => {
    for (const entry of readdirSync(join(home, path), { withFileTypes: true })) {
      const name = path ? `${path}/${entry.name}` : entry.name
      if (passing.test(name)) continue
      if (entry.isDirectory()) walk(name)
      else if (entry.isFile()) found.push(name)
    }
  }
  walk('')
  const done: BackedUpFile[] = []
  for (const name of found.sort()) {
    progress?.('备份附件与密钥', done.length, found.length)
    const file = `home/${name}`
    mkdirSync(dirname(join(into, file)), { recursive: true, mode: 0o700 })
    done.push({ file, ...(await write(createReadStream(join(home, name)), join(into, file))) })
  }
  return done
}

const write = async (source: NodeJS.ReadableStream, to: string, packed?: NodeJS.ReadWriteStream) => {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk)
      bytes += chunk.length
      next(null, chunk)
    },
  })
  const file = createWriteStream(to, { mode: 0o600, flush: true })
  await (packed ? pipeline(source, packed, measure, file) : pipeline(source, measure, file))
  return { bytes, sha256: hash.digest('hex') }
}

const scalar = async (client: pg.Client, text: string) =>
  Object.values((await client.query<Record<string, string>>(text)).rows[0]!)[0]!
