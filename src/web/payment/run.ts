/** A run as it is looked through before it is sealed. Sums are yuan as text. */
import type { Line } from './batch.ts'

export interface RunView {
  readonly id: number
  readonly benefit: string
  readonly benefitTitle: string
  readonly month: string
  readonly kindTitle: string
  readonly fundTitle: string
  readonly madeOn: string
  readonly madeBy: string | null
  readonly batchId: number | null
  readonly total: string
  readonly count: number
  readonly kinds: readonly {
    readonly kind: string
    readonly title: string
    readonly count: number
    readonly total: string
  }[]
  /** Opened with the run. */
  readonly claims: { readonly count: number; readonly total: string }
  /** Where the benefit is paid to the same rows month after month. */
  readonly against: {
    readonly month: string
    /** Rows whose sum is what it was. */
    readonly same: number
    readonly changes: readonly {
      readonly change: string
      readonly title: string
      readonly count: number
      readonly difference: string
    }[]
  } | null
}
export interface RunLine extends Line {
  /** The row's sum the month before. */
  readonly before: string | null
}
