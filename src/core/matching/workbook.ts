/** 工作簿: a department's .xlsx on its way to the comparison, read by the worker of all uploads, portion by portion. */
import { readFile } from 'node:fs/promises'
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '#core/actor'
import type { Problem } from '#core/documents/import-table'
import type { UploadedRow } from '#core/documents/spreadsheet'
import { readUpload } from '#core/documents/upload'

/** So many spoilt lines are told one by one; the same mistake goes through a whole column. */
const told = 100

/** Its first sheet as `told`. @throws Refusal for a file that is broken, locked, empty or too big */
export const openWorkbook = async (db: DuckDBConnection, path: string): Promise<Problem[]> => {
  const bytes = await readFile(path).catch(() => {
    throw new Refusal('打不开文件，请核对路径。')
  })
  const spoilt: Problem[] = []
  let places: readonly number[] | undefined
  let table: DuckDBAppender | undefined
  for await (const { rows } of readUpload(bytes, { name: path })) {
    const lines = places ? rows : rows.slice(1)
    if (!places && rows[0]) {
      places = await begin(db, rows[0].cells)
      table = await db.createAppender('told')
    }
    for (const line of lines) append(table!, line, places!, spoilt)
  }
  if (!table) throw new Refusal('工作簿的第一张表是空的，没有标题行；请与提供部门核对后重新导出。')
  table.closeSync()
  return spoilt
}

/** A column for each title; answers where they stand. */
const begin = async (db: DuckDBConnection, cells: readonly string[]): Promise<readonly number[]> => {
  const titles = cells.map(t => t.trim())
  const places = titles.flatMap((t, i) => (t && t.toLowerCase() !== 'line' ? [i] : []))
  const twice = places.find((at, i) => places.some((other, j) => j < i && isSame(titles[other]!, titles[at]!)))
  if (twice !== undefined)
    throw new Refusal(`文件有两个“${titles[twice]}”列，分不清用哪一个；请与提供部门核对，或者改好列名再比对。`)
  const columns = places.map(at => `"${titles[at]!.replaceAll('"', '""')}" varchar`)
  await db.run(`create temp table told (line integer, ${columns.join(', ')})`)
  return places
}
const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** A rounded number would be somebody else's: nothing of such a line is looked at. */
const append = (table: DuckDBAppender, line: UploadedRow, places: readonly number[], spoilt: Problem[]) => {
  table.appendInteger(line.row)
  for (const at of places) table.appendVarchar(line.refused ? '' : (line.cells[at] ?? ''))
  table.endRow()
  if (line.refused && spoilt.length < told) spoilt.push({ row: line.row, says: line.refused })
}
