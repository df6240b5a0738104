/** What every input of a field is handed. */
import type { ShownField } from '../server/catalogue.ts'

export interface InputProps {
  readonly field: ShownField
  readonly id: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly wrong?: boolean
  /** In a cell of a table: one line high. */
  readonly inCell?: boolean
  readonly describedBy?: string
}
/** With what a reader of the screen is told of it. */
export type InnerProps = InputProps & { readonly aria: object }
