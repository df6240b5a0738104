/** One act on a case: who does the step, with whom, on which day, filling what and deciding what. */
import type { Actor } from '#core/actor'
import type { Values } from '#core/engine'
import type { Day } from '#define/time'

export interface ActInput {
  readonly caseId: number
  /** The version that was on the screen; another one in the ledger is a conflict. */
  readonly version?: number
  readonly by: Actor
  readonly second?: { readonly accountId: number; readonly personId: number; readonly name?: string }
  readonly on: Day
  readonly fields?: Values
  readonly parts?: Readonly<Record<string, readonly Values[]>>
  readonly outcome?: string
  /** Roles of the parties who came in person. */
  readonly came?: readonly string[]
  /** What a department has answered. */
  readonly opinion?: { readonly department: string; readonly agrees: boolean }
  readonly says?: string
}

/** What an act has come to. */
export interface Acted {
  readonly caseId: number
  readonly outcome?: string
  readonly stands: 'open' | 'ended'
}
