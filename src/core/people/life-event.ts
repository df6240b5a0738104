/** A life event as the ledger has it. */
import type { Event } from '#define/events'
import type { Day } from '#define/time'

export interface LifeEvent {
  readonly id: number
  readonly event: Event
  readonly person_id: number | null
  readonly household_id: number | null
  readonly happened_on: Day
  readonly source: string
  readonly detail: Readonly<Record<string, unknown>>
  /** Null where whoever ended the matter had opened it: its steps tell who else had a hand in it. */
  readonly recorded_by: number | null
  readonly confirmed_by: number | null
  /** The matter whose good end it is. */
  readonly case_id: number | null
  /** The event that it states again: no second effect. */
  readonly repeats_id: number | null
}
