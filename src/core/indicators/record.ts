/** What a drill-down tells of each record, and how it is asked. */
import { rows } from '#core/db'
import type { Day } from '#define/time'
import type { BaseRow } from './published.ts'
import type { Ask } from './scope.ts'

export interface FigureRecord {
  /** The row, case or payment line. */
  readonly rowId: number
  /** Where the case or the row itself is opened: the row that a payment was made for. */
  readonly ofRow: number | null
  readonly subjectId: number | null
  /** 张*; null where the person lies outside what the asker sees. */
  readonly name: string | null
  readonly town: string | null
  readonly village: string | null
  /** The day of which the state was read; of a payment the day it was paid. */
  readonly day: Day
  readonly from: Day | null
  /** The first day on which it no longer holds. */
  readonly until: Day | null
  /** Fen: of a payment the sum, else the monthly worth on that day. */
  readonly amount: number | null
  readonly month: string | null
  /** It is the asker's to open; not where it has gone to another place since. */
  readonly opens: boolean
}
export interface RecordsAsk extends Ask {
  /** Of a share or an average: the records of the divisor. */
  readonly of?: 'part' | 'whole'
  readonly cursor?: string
  /** 1 to 500; 50 where left out. */
  readonly limit?: number
}
export interface Records {
  readonly figure: string
  readonly period: string
  readonly area: string
  readonly rows: readonly FigureRecord[]
  /** Of a published base: the numbers and their sources instead. */
  readonly published?: readonly BaseRow[]
  /** Hand it back for the next page; null on the last one. */
  readonly next: string | null
}
