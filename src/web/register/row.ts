/** A row of a register, in the list and by itself. */
import type { SheetLine } from '../case/view.ts'
import type { PartRow } from '../field/part.ts'
import type { FileCase } from '../household/view.ts'
import type { RowSubject } from './subjects.ts'

export interface ListedRow {
  readonly id: string
  readonly householdId?: string | null
  readonly personId?: string | null
  readonly subject: string
  readonly division?: string
  readonly town?: string
  readonly from?: string
  readonly until?: string | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly measures?: Readonly<Record<string, unknown>>
  readonly amount?: string | null
  readonly suspended?: boolean
  readonly endReason?: string | null
}
export interface RowState {
  readonly caseId?: string | null
  readonly version: number
  readonly starts: string
  readonly knownFrom?: string
  readonly why?: string | null
  readonly fields?: Readonly<Record<string, unknown>>
  readonly measures?: Readonly<Record<string, unknown>>
  readonly amounts?: Readonly<Record<string, string>>
  readonly suspended?: boolean
}
export interface RowPayment {
  readonly month: string
  readonly amount: string
  readonly kind?: string
  readonly kindTitle?: string
  readonly state: string
  readonly stateTitle?: string
  readonly batchId?: string | null
}
export interface RowFile {
  readonly id: string
  readonly register: string
  readonly subject: { readonly kind: string; readonly id: string; readonly headName?: string; readonly name?: string }
  readonly subjects?: readonly RowSubject[]
  readonly division?: { readonly name: string; readonly town?: string }
  readonly from?: string
  readonly until?: string | null
  readonly endReason?: string | null
  readonly suspended?: boolean
  readonly fields: Readonly<Record<string, unknown>>
  readonly parts?: Readonly<Record<string, readonly PartRow[]>>
  readonly measures?: Readonly<Record<string, unknown>>
  readonly states?: readonly RowState[]
  readonly people?: readonly {
    readonly personId: string
    readonly name: string
    readonly measure: string
    readonly title?: string
    readonly from?: string
    readonly until?: string | null
  }[]
  readonly payments?: readonly RowPayment[]
  readonly cases?: readonly FileCase[]
  readonly sheet?: readonly SheetLine[]
  readonly may?: readonly string[]
}
