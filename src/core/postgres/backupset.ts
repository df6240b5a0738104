/** What a backup set holds, how the ledger is asked for it, and the check that it is undamaged. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { z } from 'zod'
import { Refusal } from '../actor.ts'
import type { Progress } from '../progress.ts'

export const manifestName = 'manifest.json'
/** Readable by `sha256sum -c SHA256SUMS`. */
export const sumsName = 'SHA256SUMS'

const file = z.object({
  file: z.string().regex(/^(?!.*\.\.)(tables|home)\/[^\0]+$/),
  bytes: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const table = file.extend({
  schema: z.enum(['public', 'history']),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
})
const manifest = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  postgresql: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Partitions made in the course of business; the others come with the migrations. */
  partitions: z.array(z.object({ schema: z.string(), name: z.string(), parent: z.string(), bound: z.string() })),
  tables: z.array(table),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() })),
  files: z.array(file),
})
export type Manifest = z.infer<typeof manifest>
export type BackedUpTable = z.infer<typeof table>
export type BackedUpFile = z.infer<typeof file>

/** Reads every file of the set before anything is done with it. @throws Refusal where one is missing or damaged */
export const readBackup = async (folder: string, progress?: Progress): Promise<Manifest> => {
  if (!existsSync(join(folder, manifestName)) || !existsSync(join(folder, sumsName)))
    throw new Refusal(
      `${folder} 不是备份目录（缺 ${existsSync(join(folder, manifestName)) ? sumsName : manifestName}）；请指定 minzheng backup 生成的目录。`,
    )
  const sums = new Map(
    readFileSync(join(folder, sumsName), 'utf8')
      .split('\n')
      .flatMap(line => (line.length > 66 ? [[line.slice(66), line.slice(0, 64)] as const] : [])),
  )
  await mustMatch(folder, manifestName, sums.get(manifestName))
  const read = manifest.safeParse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
  if (!read.success)
    throw new Refusal(`${folder} 的备份格式本程序不认识，没有写入任何数据；请用做这份备份的程序版本恢复。`)
  const all = [...read.data.tables, ...read.data.files]
  for (const [i, { file, sha256 }] of all.entries()) {
    progress?.('校验备份', i, all.length)
    if (sums.get(file) !== sha256) throw damaged(sumsName)
    await mustMatch(folder, file, sha256)
  }
  if (sums.size !== all.length + 1) throw damaged(sumsName)
  return read.data
}

const mustMatch = async (folder: string, file: string, sha256: string | undefined) => {
  const path = join(folder, file)
  if (!existsSync(path) || !statSync(path).isFile())
    throw new Refusal(`备份缺少 ${file}，没有写入任何数据；请换一份完整的备份。`)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('hex') !== sha256) throw damaged(file)
}

export const damaged = (file: string) =>
  new Refusal(`备份已损坏：${file} 与校验和不符，没有写入任何数据；请换一份完整的备份。`)

const kept = `n.nspname in ('public', 'history')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** Each table as a whole, its partitions with it; computed columns are computed again. */
export const tablesOf = async (client: pg.Client) =>
  (
    await client.query<{ schema: 'public' | 'history'; name: string; columns: string[] }>(
      `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration' and ${kept}
       group by 1, 2 order by 1, 2`,
    )
  ).rows

export const partitionsOf = async (client: pg.Client) =>
  (
    await client.query<Manifest['partitions'][number]>(
      `with recursive tree as (
         select i.inhrelid, i.inhparent, 1 as depth from pg_inherits i join pg_class p on p.oid = i.inhparent where p.relkind = 'p' and not p.relispartition
         union all select i.inhrelid, i.inhparent, depth + 1 from pg_inherits i join tree on i.inhparent = tree.inhrelid)
       select n.nspname as schema, c.relname as name, p.relname as parent,
         pg_get_expr(c.relpartbound, c.oid) || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '') as bound
       from tree t join pg_class c on c.oid = t.inhrelid join pg_class p on p.oid = t.inhparent join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and ${kept} order by depth, 1, 2`,
    )
  ).rows

export const sequencesOf = async (client: pg.Client) => {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${kept} order by 1, 2`,
  )
  const found: Manifest['sequences'] = []
  for (const { schema, name } of rows) {
    const at = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from "${schema}"."${name}"`,
    )
    found.push({ schema, name, ...at.rows[0]! })
  }
  return found
}
