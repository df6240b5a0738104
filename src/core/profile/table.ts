/** A table of a county's profile: CSV as Excel and WPS save it, UTF-8 or GB18030, read strictly and with the line number kept. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#core/actor'

/** What is wrong with a cell, and what to do about it. */
export class Fault {
  constructor(
    readonly what: string,
    readonly next: string,
  ) {}
}
export interface Column<T = unknown> {
  readonly title: string
  /** An empty cell is then undefined. */
  readonly mayBeEmpty?: true
  readonly read: (text: string) => T | Fault
}
export type Columns = Readonly<Record<string, Column<any>>>
type Cell<C> = C extends { mayBeEmpty: true; read: (t: string) => infer T }
  ? Exclude<T, Fault> | undefined
  : C extends { read: (t: string) => infer T }
    ? Exclude<T, Fault>
    : never
/** `line`: where the row stands in the file, the header being line 1. */
export type Line<C extends Columns> = { readonly [K in keyof C]: Cell<C[K]> } & { readonly line: number }

/** Refuses the first cell that is wrong, by file, line and column. A column «备注 note» may stand in every table. */
export const readTable = async <const C extends Columns>(dir: string, file: string, columns: C): Promise<Line<C>[]> => {
  const records = parseCsv(file, await textOf(dir, file))
  const header = records[0]
  if (!header) throw new Refusal(`${file} 是空的：第 1 行应为表头 ${headerOf(columns)}`)
  const keys = keysOf(file, header.cells, columns)
  return records.slice(1).map(({ line, cells }) => {
    const extra = cells.findIndex((c, i) => i >= keys.length && c !== '')
    if (extra >= 0)
      throw broken(file, line, `第 ${extra + 1} 列`, '多出表头没有的内容', '请删去，或把含逗号的内容用英文引号括起来')
    const row: Record<string, unknown> = { line }
    for (const [key, column] of Object.entries(columns)) {
      const text = (cells[keys.indexOf(key)] ?? '').trim()
      if (text === '' && column.mayBeEmpty) continue
      const value = text === '' ? new Fault('不能为空', '请填写') : column.read(text)
      if (value instanceof Fault) throw broken(file, line, column.title, value.what, value.next)
      row[key] = value
    }
    return row as Line<C>
  })
}

export const broken = (file: string, line: number, column: string, what: string, next: string) =>
  new Refusal(`${file} 第 ${line} 行「${column}」${what}。${next}。什么都没有写入`)

/** Excel on a Chinese Windows saves CSV in GB18030. */
export const textOf = async (dir: string, file: string): Promise<string> => {
  const bytes = await readFile(join(dir, file)).catch(() => {
    throw new Refusal(`县配置缺少文件 ${file}：请从 profiles/nanling 复制一份再改。什么都没有写入`)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      throw new Refusal(`${file} 的编码既不是 UTF-8 也不是 GB18030，请另存为「CSV UTF-8」。什么都没有写入`)
    }
  }
}

const headerOf = (columns: Columns) =>
  Object.entries(columns)
    .map(([key, c]) => `${c.title} ${key}`)
    .join(',')

/** A heading is «启用日期 starts», or one of the two alone. */
const keysOf = (file: string, cells: readonly string[], columns: Columns) => {
  const keys = cells.map((cell, i) => {
    const heading = cell.trim()
    if (heading === '' || /(^|\s)note$|^备注$/.test(heading)) return heading === '' ? '' : 'note'
    const found = Object.entries(columns).find(([key, c]) => [key, c.title, `${c.title} ${key}`].includes(heading))
    if (!found) throw broken(file, 1, `第 ${i + 1} 列`, `不认识的表头「${heading}」`, `表头应为 ${headerOf(columns)}`)
    return found[0]
  })
  const twice = keys.find((k, i) => k !== '' && keys.indexOf(k) !== i)
  if (twice) throw broken(file, 1, columns[twice]?.title ?? twice, '表头重复', '请只留一列')
  const missing = Object.entries(columns).find(([key, c]) => !c.mayBeEmpty && !keys.includes(key))
  if (missing) throw broken(file, 1, missing[1].title, '缺少这一列', `表头应为 ${headerOf(columns)}`)
  return keys
}

interface Record_ {
  readonly line: number
  readonly cells: readonly string[]
}
/** RFC 4180; empty lines are passed over. */
const parseCsv = (file: string, whole: string): Record_[] => {
  const text = whole.replace(/^\uFEFF/, '')
  const records: Record_[] = []
  let [line, start, cell, quoted] = [1, 1, '', false]
  let cells: string[] = []
  const end = () => {
    cells.push(cell)
    if (cells.some(c => c.trim() !== '')) records.push({ line: start, cells })
    ;[cells, cell] = [[], '']
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i]!
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === ',') {
      cells.push(cell)
      cell = ''
    } else if (c === '\n') {
      end()
      start = line
    } else if (c !== '\r') cell += c
  }
  if (quoted) throw broken(file, start, '整行', '英文引号没有成对', '请补上缺少的引号')
  end()
  return records
}
