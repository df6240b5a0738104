/** The table that is filled in by hand and uploaded: its template, its reading by column titles, and the file that gives errors back. */
import { Refusal } from '#core/actor'
import { grouped } from '#core/grouped'
import type { Column } from './cells.ts'
import { type UploadedRow, writeXlsx } from './spreadsheet.ts'

export interface ImportColumn extends Column {
  readonly required?: boolean
  /** What to write, in a few words: 格式2024-06-20. */
  readonly note?: string
  /** The titles to choose from. */
  readonly choices?: readonly string[]
}
export interface ImportedRow {
  readonly row: number
  /** By the column's key; an empty cell is ''. */
  readonly values: Readonly<Record<string, string>>
}
export interface Problem {
  /** Of the main sheet. */
  readonly row: number
  readonly says: string
  /** The lines of a further sheet that are wrong, and what is said beside them. */
  readonly below?: Below
}
export interface Below {
  readonly sheet: string
  readonly rows: readonly number[]
  readonly says: string
  /** Nothing of the main sheet is theirs. */
  readonly isStray?: true
}

const NOTE = '填写说明'
const ROW_NUMBER = '原行号'
const ERRORS = '错误说明'
const BLANK = /^[\s\u3000\u00a0]+|[\s\u3000\u00a0]+$/g

/** Header, a row of notes that is skipped on upload, choices as drop-down lists. */
export const importTemplate = (title: string, columns: readonly ImportColumn[], more: readonly SheetToFill[] = []) =>
  writeXlsx({ sheets: [{ title, columns }, ...more].map(toFill) })
export interface SheetToFill {
  readonly title: string
  readonly columns: readonly ImportColumn[]
}
const toFill = ({ title, columns }: SheetToFill) => ({
  name: title,
  columns: columns.map(asTextColumn),
  rows: [Object.fromEntries(columns.map((c, i) => [c.key, `${i === 0 ? `${NOTE}（本行不导入）：` : ''}${noteOf(c)}`]))],
  blankRows: 1000,
  choices: columns.flatMap(c => (c.choices?.length ? [{ of: c.key, options: c.choices }] : [])),
})

/**
 * Rows by column key, whatever the order of the columns. A column that is missing, unknown or there twice refuses the file;
 * a row that can't be used is a problem and the others go on.
 */
export function readTable(
  rows: readonly UploadedRow[],
  columns: readonly ImportColumn[],
  how: { readonly others?: 'refuse' | 'ignore' } = {},
): TablePortion {
  const table = tableReader(columns, how)
  const read = table.take(rows)
  table.end()
  return read
}
export interface TablePortion {
  readonly rows: ImportedRow[]
  readonly problems: Problem[]
}
/** The same by portions; the first one begins with the header. */
export function tableReader(columns: readonly ImportColumn[], how: { readonly others?: 'refuse' | 'ignore' } = {}) {
  let places: ReadonlyMap<string, number> | undefined
  const take = (some: readonly UploadedRow[]): TablePortion => {
    const body = places ? some : some.slice(1)
    if (!places && some[0]) places = placesOf(some[0], columns, how.others ?? 'refuse')
    const found: TablePortion = { rows: [], problems: [] }
    for (const { row, cells, refused } of body) {
      if (cells.some(c => c.startsWith(`${NOTE}（`))) continue
      const values = Object.fromEntries(
        columns.map(c => [c.key, (cells[places!.get(c.key) ?? -1] ?? '').replace(BLANK, '')]),
      )
      if (Object.values(values).every(v => v === '')) continue
      found.rows.push({ row, values })
      for (const says of refused ? [refused] : columns.flatMap(c => wrongIn(c, values[c.key]!)))
        found.problems.push({ row, says })
    }
    return found
  }
  return {
    take,
    /** @throws Refusal where there was nothing at all */
    end() {
      if (!places) throw new Refusal('表格是空的，没有标题行。', { status: 400 })
    },
  }
}

export interface MarkedSheet extends SheetToFill {
  readonly rows: readonly ImportedRow[]
  readonly problems: readonly Problem[]
}
/** The rows with errors as they came, what is wrong in the last column: mended, the file can be uploaded as it is. */
export function errorFile(
  title: string,
  columns: readonly ImportColumn[],
  rows: readonly ImportedRow[],
  problems: readonly Problem[],
) {
  const wrong = new Set(problems.map(p => p.row))
  return errorBook([{ title, columns, rows: rows.filter(r => wrong.has(r.row)), problems }])
}
/** All sheets with all their rows, on each the wrong ones first and marked: what is taken whole or not at all is mended and sent again as a whole. */
export const errorBook = (sheets: readonly MarkedSheet[]) => writeXlsx({ sheets: sheets.map(marked) })
const marked = ({ title, columns, rows, problems }: MarkedSheet) => {
  const wrong = grouped(problems, p => p.row)
  const extra: Column[] = [
    { key: ' row', title: ROW_NUMBER, type: 'count' },
    { key: ' says', title: ERRORS, width: 60 },
  ]
  const said = (r: ImportedRow) => [...new Set(wrong.get(r.row)?.map(p => p.says))].join('；')
  const first = rows.filter(r => wrong.has(r.row))
  return {
    name: title,
    columns: [...columns.map(asTextColumn), ...extra],
    rows: [...first, ...rows.filter(r => !wrong.has(r.row))].map(r => ({
      ...r.values,
      ' row': r.row,
      ' says': said(r),
    })),
  }
}

function placesOf(header: UploadedRow, columns: readonly ImportColumn[], others: 'refuse' | 'ignore') {
  const titles = header.cells.map(t => t.replace(BLANK, '').replace(/[*＊]$/, ''))
  const known = new Set([...columns.map(c => c.title), ROW_NUMBER, ERRORS, ''])
  const missing = columns.filter(c => c.required && !titles.includes(c.title)).map(c => c.title)
  const unknown = titles.filter(t => !known.has(t))
  const doubled = titles.filter((t, i) => t !== '' && known.has(t) && titles.indexOf(t) !== i)
  const faults = [
    missing.length ? `缺少“${missing.join('”“')}”列` : '',
    others === 'refuse' && unknown.length ? `不认识“${unknown.join('”“')}”列` : '',
    doubled.length ? `“${doubled.join('”“')}”列重复` : '',
  ].filter(Boolean)
  if (faults.length)
    throw new Refusal(`标题行（第${header.row}行）${faults.join('，')}；请按模板的标题填写。`, { status: 400 })
  return new Map(columns.map(c => [c.key, titles.indexOf(c.title)]))
}

function wrongIn(c: ImportColumn, value: string) {
  if (value === '') return c.required ? [`“${c.title}”没有填写`] : []
  return c.choices && !c.choices.includes(value)
    ? [`“${c.title}”应为${c.choices.join('、')}之一，不能是“${value}”`]
    : []
}
const noteOf = (c: ImportColumn) =>
  [c.required ? '必填' : '选填', c.note, c.choices?.length ? '从下拉列表选择' : ''].filter(Boolean).join('；')
const asTextColumn = (c: ImportColumn): Column => ({ key: c.key, title: c.title, width: c.width, type: 'text' })
