/** What may stand in a cell of a file that others open: typed, printable, and never run as a formula. */
import { printable } from './letter.ts'
import { yuan } from './wording.ts'

/** `money` cells hold whole fen and are shown in yuan; `text` is right for every number that is not counted with (ID, card, phone). */
export interface Column {
  readonly key: string
  readonly title: string
  /** In characters. */
  readonly width?: number
  readonly type?: 'text' | 'count' | 'money'
}
export type CellValue = string | number | boolean | null | undefined
export type RowValues = Readonly<Record<string, CellValue>>

export const asText = (value: CellValue) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'boolean'
      ? value
        ? '是'
        : '否'
      : printable(String(value))

/** Text for a text file: sums in yuan, to the fen. */
export function asFileText(column: Column, value: CellValue) {
  if (value === null || value === undefined || value === '') return ''
  return column.type === 'money' ? yuan(Number(value)) : asText(value)
}

/** A spreadsheet program would run it: = + - @ also full-width, behind blanks, or after TAB or CR (CWE-1236). */
const RUNS = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/
export const guarded = (t: string) => (RUNS.test(t) ? `'${t}` : t)
/** Takes away the guard that `guarded` has set, and no other apostrophe. */
export const unguarded = (t: string) => (t.startsWith("'") && RUNS.test(t.slice(1)) ? t.slice(1) : t)
