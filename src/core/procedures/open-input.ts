/** What a case is opened with, and what is known of it then. */
import type { Actor } from '#core/actor'
import type { Values } from '#core/engine'
import type { Day } from '#define/time'

export interface OpenInput {
  readonly by: Actor
  readonly on: Day
  readonly divisionId: number
  readonly householdId?: number
  readonly personId?: number
  readonly organisationId?: number
  readonly placeId?: number
  /** Of a matter with several parties: role → its number. */
  readonly roles?: Readonly<Record<string, number>>
  /** The row that is to be changed. */
  readonly rowId?: number
  readonly source: 'application' | 'discovery' | 'clue' | 'event' | 'schedule' | 'sample' | 'appeal' | 'import' | Began
  readonly fields?: Values
  readonly parts?: Readonly<Record<string, readonly Values[]>>
  readonly earlierCaseId?: number
  /** Fields that the start itself knows. */
  readonly brought?: Values
  /** Roles of the parties who came in person to apply. */
  readonly came?: readonly string[]
}
type Began = 'entry' | 'lapse' | 'draw'
export interface Opened {
  readonly caseId: number
  readonly number: string
}
