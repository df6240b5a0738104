/** A dated value that the county has decided: proposed by one, checked by another. */
import type { ShownField } from '../server/catalogue.ts'

export interface StandardValue {
  readonly id: string
  readonly quantity: string
  readonly value: string
  readonly unit?: string
  readonly starts: string
  readonly document?: string | null
  readonly stands: 'proposed' | 'checked' | string
  readonly by?: string | null
  readonly at?: string | null
  readonly checkedBy?: string | null
  readonly checkedAt?: string | null
  readonly mayCheck?: boolean
  readonly area?: string | null
}
export interface Standards {
  readonly quantities: readonly ShownField[]
  readonly values: readonly StandardValue[]
}
export interface Effect {
  readonly rows: number
  readonly before: string
  readonly after: string
  readonly raised?: number
  readonly same?: number
  readonly lowered?: number
  readonly stopped?: number
}
export const isOpen = (v: StandardValue) => !v.checkedBy && v.stands !== 'checked'
