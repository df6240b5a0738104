/** 部门文件打开: CSV, Parquet or the first sheet of a workbook, as one table of text in memory; a file that is broken is refused in one sentence. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import iconv from 'iconv-lite'
import { Refusal } from '#core/actor'
import type { Problem } from '#core/documents/import-table'
import { openWorkbook } from './workbook.ts'

/** As `told`, with the line of each row; answers the lines that are spoilt. Text in GB18030, as departments often send it, is turned into UTF-8 first. */
export const openFile = async (db: DuckDBConnection, path: string): Promise<Problem[]> => {
  if (/\.xlsx$/i.test(path)) return openWorkbook(db, path)
  if (!/\.(csv|txt|parquet)$/i.test(path))
    throw new Refusal('比对文件请用 CSV、Parquet 或者 Excel 工作簿（.xlsx）；旧版 .xls 请先另存为 .xlsx。')
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
  return []
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
const text = (value: string) => `'${value.replaceAll("'", "''")}'`
