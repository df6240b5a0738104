/** An official paper as data: what is written, in which order; the printers (docx, PDF) decide only how it looks. */
import type { Day } from '#define/time'

export interface Letter {
  /** 标题, one string a line. */
  readonly title: readonly string[]
  /** 发文字号. */
  readonly number?: string
  /** 主送: who receives it. */
  readonly to?: string
  readonly paragraphs: readonly Paragraph[]
  readonly attachments?: readonly string[]
  readonly signature: { readonly office: string; readonly date: Day }
  /** A line at the foot for the one who receives it to sign (送达). */
  readonly receipt?: boolean
}

export type Paragraph =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Numbered by the printer. */
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly string[])[] }

export interface TableColumn {
  readonly title: string
  /** Its part of the width, against the other columns. */
  readonly share: number
  readonly align?: 'left' | 'center' | 'right'
}

export const text = (t: string): Paragraph => ({ kind: 'text', text: t })
export const heading = (t: string): Paragraph => ({ kind: 'heading', text: t })
export const list = (items: readonly string[]): Paragraph => ({ kind: 'list', items })

/** A table whose columns are left out when no row has anything to say in them. */
export function table<R>(
  rows: readonly R[],
  columns: readonly (TableColumn & { readonly of: (row: R, i: number) => string })[],
) {
  const filled = columns.filter(c => rows.length === 0 || rows.some((r, i) => c.of(r, i) !== ''))
  return {
    kind: 'table',
    columns: filled.map(({ of: _, ...column }) => column),
    rows: rows.map((r, i) => filled.map(c => c.of(r, i))),
  } satisfies Paragraph
}

/** Control characters and half surrogates, which neither XML nor JSON can carry. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu
export const printable = (t: string) => t.replace(UNPRINTABLE, '')
