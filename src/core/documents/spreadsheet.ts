/** Excel files in and out; the only place that knows the spreadsheet library. */
import { Readable } from 'node:stream'
import * as hucre from 'hucre/xlsx'
import { Refusal } from '#core/actor'
import { asText, type CellValue, type Column, type RowValues } from './cells.ts'

export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: Iterable<RowValues>
}
export interface Choices {
  /** The column's key. */
  readonly of: string
  readonly options: readonly string[]
}
/** One row of an uploaded table, its number as the spreadsheet program shows it; `refused` says why it can't be read. */
export interface UploadedRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly refused?: string
}

/**
 * Whole workbooks of up to some ten thousand rows; more → `streamXlsx`. A list of choices holds from the third row on;
 * `blankRows` are left to be filled in, each cell already of its type: a spreadsheet spoils an ID number typed into any other.
 */
export async function writeXlsx(book: {
  readonly sheets: readonly (Sheet & { readonly choices?: readonly Choices[]; readonly blankRows?: number })[]
}): Promise<Buffer> {
  const lists = book.sheets.flatMap(s => s.choices ?? [])
  const sheets = book.sheets.map(
    (s): hucre.WriteSheet => ({
      name: sheetName(s.name),
      columns: s.columns.map(layout),
      rows: [s.columns.map(c => escaped(c.title)), ...written(s)],
      cells: new Map([...boldHeader(s), ...toFillIn(s, s.blankRows ?? 0)]),
      freezePane: { rows: 1 },
      dataValidations: (s.choices ?? []).map(c => validation(s, c, lists.indexOf(c))),
    }),
  )
  if (lists.length) sheets.push(listSheet(lists))
  return Buffer.from(await hucre.writeXlsx({ sheets, defaultFont: FONT }))
}

/** One sheet of any length, in constant memory; it goes on in a second sheet where Excel's limit is reached. */
export function streamXlsx(
  sheet: Omit<Sheet, 'rows'> & { readonly rows: Iterable<RowValues> | AsyncIterable<RowValues> },
) {
  async function* rows() {
    for await (const row of sheet.rows) yield sheet.columns.map(c => cellOf(c, row[c.key]))
  }
  const columns = sheet.columns.map(c => ({ ...layout(c), header: escaped(c.title) }))
  return Readable.fromWeb(
    hucre.writeXlsxStream(rows(), { name: sheetName(sheet.name), columns, freezePane: { rows: 1 } }) as never,
  )
}

/** The rows that hold anything, of the first sheet or one by its name; none where it is not there. Only for files that `checkZip` has let pass. */
export async function* readXlsxRows(bytes: Uint8Array, sheet?: string): AsyncGenerator<UploadedRow> {
  for await (const { index, values } of hucre.streamXlsxRows(bytes, { sheet: sheet ? sheetName(sheet) : 0 })) {
    const row = index + 1
    const cells = values.map(shown)
    while (cells.length && cells.at(-1) === '') cells.pop()
    if (cells.length === 0) continue
    const spoilt = values.findIndex(v => typeof v === 'number' && Math.abs(v) >= FIRST_ROUNDED)
    yield spoilt < 0 ? { row, cells } : { row, cells, refused: roundedNumber(row, spoilt) }
  }
}
/** The same at once, for files of our own. */
export async function readXlsx(bytes: Uint8Array): Promise<UploadedRow[]> {
  const rows: UploadedRow[] = []
  for await (const row of readXlsxRows(bytes)) rows.push(row)
  return rows
}

/** A spreadsheet keeps fifteen digits of a number: of an 18-digit ID number or a card the last ones are already lost. */
const FIRST_ROUNDED = 1e15
export const roundedNumber = (row: number, column: number) =>
  `第${row}行${columnLetter(column)}列的长号码被存成了数值，末尾几位已经丢失，这一行不能采用；请把该列设为“文本”格式，重新填写号码后再上传。`

function shown(v: unknown): string {
  if (v === null || v === undefined) return ''
  if (typeof v === 'number') return numberText(v)
  if (typeof v === 'boolean') return v ? '是' : '否'
  if (v instanceof Date) return Number.isNaN(v.getTime()) ? '' : v.toISOString().slice(0, 10)
  return asText(String(v)).trim()
}
/** As the clerk sees it: fifteen digits, never 1e+21. */
const numberText = (n: number) => {
  const shortest = String(Number(n.toPrecision(15)))
  return shortest.includes('e')
    ? n.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 })
    : shortest
}

type StyledCell = [string, Partial<hucre.Cell>]
const FONT = { name: '宋体', size: 11 }
const boldHeader = (s: Sheet) =>
  s.columns.map((_, i): StyledCell => [`0,${i}`, { style: { font: { ...FONT, bold: true } } }])
/** Below the header and one row of notes. */
const toFillIn = (s: Sheet, count: number) =>
  Array.from({ length: count }, (_, i) =>
    s.columns.map((c, at): StyledCell => [`${i + 2},${at}`, { value: null, style: { numFmt: layout(c).numFmt } }]),
  ).flat()

const written = (s: Sheet) => Array.from(s.rows, row => s.columns.map(c => cellOf(c, row[c.key])))

/** Text is a typed string in a column of text format: whatever it begins with, it is never run. */
function cellOf(column: Column, value: CellValue) {
  if (value === null || value === undefined || value === '') return null
  if (column.type !== 'count' && column.type !== 'money') return escaped(asText(value))
  const number = Number(value)
  if (!Number.isFinite(number)) throw new Error(`column ${column.key} holds no number: ${value}`)
  return column.type === 'money' ? number / 100 : number
}
const layout = (c: Column) => ({
  key: c.key,
  width: c.width ?? Math.max(10, c.title.length * 2 + 4),
  numFmt: c.type === 'money' ? '0.00' : c.type === 'count' ? '0' : '@',
})

const LONGEST_CELL = 32_767
function escaped(t: string) {
  if (t.length > LONGEST_CELL)
    throw new Refusal(`有一格内容长达${t.length}个字符，超出电子表格的上限（32767），不能导出。`)
  // Excel reads _x000D_ as a character code: written as text, its first underscore must be a code itself.
  return t.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
}

const sheetName = (name: string) => printable31(name.replace(/[[\]:*?/\\']/g, ' ').trim()) || '表'
const printable31 = (t: string) => [...asText(t)].slice(0, 31).join('')

const LISTS = '选项'
const listSheet = (lists: readonly Choices[]): hucre.WriteSheet => {
  const height = Math.max(...lists.map(l => l.options.length))
  return {
    name: LISTS,
    hidden: true,
    rows: Array.from({ length: height }, (_, i) =>
      lists.map(l => (l.options[i] === undefined ? null : escaped(l.options[i]))),
    ),
  }
}
function validation(s: Sheet, c: Choices, list: number): hucre.DataValidation {
  const at = columnLetter(s.columns.findIndex(column => column.key === c.of))
  const from = columnLetter(list)
  return {
    type: 'list',
    formula1: `${LISTS}!$${from}$1:$${from}$${c.options.length}`,
    range: `${at}3:${at}100000`,
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '不在选项之内',
    errorMessage: '请从下拉列表中选择。',
  }
}

/** 0 → A, 26 → AA. */
export const columnLetter = (i: number): string =>
  i < 26 ? String.fromCharCode(65 + i) : columnLetter(Math.floor(i / 26) - 1) + columnLetter(i % 26)
