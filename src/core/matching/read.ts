/** A department's file, read in memory beside our people's numbers: only the rows about somebody of the ledger come out of it. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import iconv from 'iconv-lite'
import { Refusal } from '#core/actor'
import type { ImportedRow } from '#core/documents/import-table'
import { exchangeColumns } from '#core/registers/exchange-columns'
import type { AnyRegister } from '#define/register'

export interface Told {
  /** All rows of the file. */
  readonly rows: number
  /** Rows without a whole number of 18 places: nobody can be found by them. */
  readonly nameless: number
  /** Rows about our people, by their line in the file (the heading is line 1). */
  readonly hits: readonly ImportedRow[]
}
const numberTitles = ['证件号码', '身份证号码', '公民身份号码', '身份证号']

/** `numbers`: whole and normal. @throws Refusal for a file that can't be read, or lacks a column */
export const readTold = async (path: string, r: AnyRegister, numbers: readonly string[]): Promise<Told> => {
  const instance = await DuckDBInstance.create(':memory:')
  const db = await instance.connect()
  try {
    await openFile(db, path)
    const titles = await titlesOf(db)
    const columns = columnsOf(r, titles)
    await db.run('create temp table ours (number varchar)')
    const ours = await db.createAppender('ours')
    for (const n of numbers) {
      ours.appendVarchar(n)
      ours.endRow()
    }
    ours.closeSync()
    const number = `upper(trim(t.${quoted(columns.find(c => c.key === '.number')!.title)}))`
    const counted = await db.runAndReadAll(
      `select count(*)::integer as rows, count(*) filter (where not coalesce(regexp_full_match(${number}, '\\d{17}[\\dX]'), false))::integer as nameless from told t`,
    )
    const [{ rows, nameless }] = counted.getRowObjectsJS() as [{ rows: number; nameless: number }]
    const values = columns.map(c => `coalesce(trim(t.${quoted(c.title)}), '') as ${quoted(c.key)}`)
    const found = await db.runAndReadAll(
      `select t.line::integer as line, ${values.join(', ')} from told t where ${number} in (select number from ours) order by t.line`,
    )
    const hits = (found.getRowObjectsJS() as Record<string, string | number>[]).map(({ line, ...rest }) => ({
      row: line as number,
      values: rest as Record<string, string>,
    }))
    return { rows, nameless, hits }
  } finally {
    db.closeSync()
    instance.closeSync()
  }
}

/** As `told`, with the line of each row. Text in GB18030, as departments often send it, is turned into UTF-8 first. */
const openFile = async (db: DuckDBConnection, path: string) => {
  if (!/\.(csv|txt|parquet)$/i.test(path))
    throw new Refusal('比对文件请用 CSV 或者 Parquet；Excel 工作簿请先另存为“CSV UTF-8”。')
  const separator = await separatorOf(path)
  const load = (from: string) =>
    db.run(
      /\.parquet$/i.test(path)
        ? `create temp table told as select file_row_number + 2 as line, * exclude (file_row_number) from read_parquet(${text(from)}, file_row_number = true)`
        : `create temp table told as select row_number() over () + 1 as line, * from read_csv(${text(from)}, all_varchar = true, header = true,
            delim = ${text(separator)}, quote = '"', escape = '"')`,
    )
  try {
    await load(path)
  } catch (error) {
    if (!/unicode|utf-?8|encod/i.test(String(error))) throw unreadable(error)
    const folder = await mkdtemp(join(tmpdir(), 'minzheng-told-'))
    try {
      const plain = join(folder, 'told.csv')
      await pipeline(
        createReadStream(path),
        iconv.decodeStream('gb18030'),
        iconv.encodeStream('utf-8'),
        createWriteStream(plain),
      )
      await load(plain).catch(again => {
        throw unreadable(again)
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
/** By the heading: whichever it has most of. */
const separatorOf = async (path: string) => {
  const file = await open(path).catch(unreadable)
  if (file instanceof Refusal) throw file
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65536), 0, 65536, 0)
    const [heading = ''] = buffer.subarray(0, bytesRead).toString('latin1').split(/\r?\n/, 1)
    return [',', '\t', '|', ';'].reduce((a, b) => (heading.split(b).length > heading.split(a).length ? b : a))
  } finally {
    await file.close()
  }
}
const unreadable = (error: unknown) => {
  const line = /\bline:? (\d+)/i.exec(String(error))?.[1]
  const there = !/No files found|IO Error|ENOENT/i.test(String(error))
  return new Refusal(
    there
      ? `文件${line ? `第${line}行` : ''}不是完整的表格，一行也没有读入；请与提供部门核对后重新导出。`
      : '打不开文件，请核对路径。',
  )
}

const titlesOf = async (db: DuckDBConnection) => {
  const found = await db.runAndReadAll('select column_name as title from (describe told)')
  return (found.getRowObjectsJS() as { title: string }[]).map(t => t.title).filter(t => t !== 'line')
}
/** Key of a register's column → what this file calls it. */
const columnsOf = (r: AnyRegister, titles: readonly string[]) => {
  const there = (wanted: readonly string[]) => titles.find(t => wanted.includes(t.trim().replace(/^\ufeff/, '')))
  const asked = exchangeColumns(r).filter(c => !['.id', '.village'].includes(c.key))
  return asked.flatMap(c => {
    const wanted = c.key === '.number' ? numberTitles : c.key === '.from' ? [r.told.from!.day, c.title] : [c.title]
    const title = there(wanted)
    if (title !== undefined) return [{ key: c.key, title }]
    if (!c.required || c.key === '.name') return []
    throw new Refusal(
      `文件缺少“${wanted[0]}”列；现有的列：${titles.join('、')}。请与提供部门核对，或者改好列名再比对。`,
    )
  })
}
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const text = (value: string) => `'${value.replaceAll("'", "''")}'`
