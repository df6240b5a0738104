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
  readonly recorded_by: number
  readonly confirmed_by: number | null
}
