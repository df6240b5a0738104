/** What a small act asks, says and does. */
import type { ReactNode } from 'react'
import type { ShownField } from '../server/catalogue.ts'
import type { Choosable } from './person-choice.ts'

export type Typed = Readonly<Record<string, unknown>>
export interface Act<T = unknown> {
  readonly title: string
  /** As its button says it; the title where left out. */
  readonly verb?: string
  /** What is asked may hang on what was answered already. */
  readonly asks: readonly ShownField[] | ((typed: Typed) => readonly ShownField[])
  readonly begins?: Typed
  /** Who can be named in a field of a person. */
  readonly people?: readonly Choosable[]
  readonly explains?: ReactNode
  /** Beside the button. */
  readonly note?: string
  readonly isGrave?: boolean
  readonly send: (typed: Typed) => Promise<T>
  /** Said when it is done. */
  readonly told?: string | ((done: T) => string)
  readonly done?: (done: T) => void
}
