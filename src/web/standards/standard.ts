/** A dated value that the county has decided: proposed by one, checked by another. */
import type { ShownField } from '../server/catalogue.ts'
import { number, yuan } from '../style/words.ts'

export interface StandardValue {
  readonly id: string
  readonly quantity: string
  readonly value: string
  readonly unit?: string
  readonly starts: string
  readonly document?: string | null
  /** 'in force', 'future', 'past'… */
  readonly state?: string
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
/** A value as an office writes it. */
export const written = (q: Pick<ShownField, 'type' | 'options'> | undefined, v: Pick<StandardValue, 'value'>) =>
  q?.options
    ? (q.options[v.value] ?? v.value)
    : q?.type === 'money'
      ? yuan(v.value)
      : q?.type === 'count'
        ? number(v.value)
        : v.value
