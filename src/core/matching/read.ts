/** A department's file, read in memory beside our people's numbers: only the rows about somebody of the ledger come out of it. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { Refusal } from '#core/actor'
import type { ImportedRow, Problem } from '#core/documents/import-table'
import { exchangeColumns } from '#core/registers/exchange-columns'
import type { AnyRegister } from '#define/register'
import { openFile } from './open.ts'

export interface Told {
  /** All rows of the file. */
  readonly rows: number
  /** Rows without a whole number of 18 places: nobody can be found by them. */
  readonly nameless: number
  /** Rows about our people, by their line in the file (the heading is line 1). */
  readonly hits: readonly ImportedRow[]
  /** Lines that no program can read any more: a number that the workbook has rounded. */
  readonly spoilt: readonly Problem[]
}
const numberTitles = ['证件号码', '身份证号码', '公民身份号码', '身份证号']

/** `numbers`: whole and normal. @throws Refusal for a file that can't be read, or lacks a column */
export const readTold = async (path: string, r: AnyRegister, numbers: readonly string[]): Promise<Told> => {
  const instance = await DuckDBInstance.create(':memory:')
  const db = await instance.connect()
  try {
    const spoilt = await openFile(db, path)
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
    return { rows, nameless, hits, spoilt }
  } finally {
    db.closeSync()
    instance.closeSync()
  }
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
