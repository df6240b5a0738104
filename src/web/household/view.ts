/** The file of a household across all businesses, as the server hands it over. */
import type { Member } from '../case/view.ts'
import type { LifeEvent } from '../event/event.ts'

export interface FileRow {
  readonly register: string
  readonly title: string
  readonly id: string
  readonly from?: string
  readonly until?: string | null
  readonly held?: readonly [string, string | null]
  readonly number?: string | null
  readonly amount?: string | null
  readonly endReason?: string | null
  readonly suspended?: boolean
  readonly isOfDay?: boolean
  readonly isLive?: boolean
}
export interface FileCase {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly stands: string
  readonly standsTitle?: string
  readonly outcome?: string | null
  readonly outcomeTitle?: string | null
  readonly appliedOn: string
}
export interface FilePayment {
  readonly month: string
  readonly title: string
  readonly amount: string
  readonly state: string
  readonly stateTitle?: string
  readonly kindTitle?: string
  readonly reason?: string | null
}
export interface FileClaim {
  readonly id: string
  readonly cause: string
  readonly due: string
  readonly outstanding: string
  readonly benefitTitle?: string
  readonly openedOn?: string
  readonly stands: string
  readonly standsTitle?: string
}
export interface HouseholdFile {
  readonly id: string
  readonly headName: string
  readonly address?: string | null
  readonly division?: { readonly id: string; readonly name: string; readonly town?: string }
  readonly members: readonly Member[]
  readonly formerMembers?: readonly Member[]
  readonly rows?: readonly FileRow[]
  readonly cases?: readonly FileCase[]
  readonly payments?: readonly FilePayment[]
  readonly events?: readonly LifeEvent[]
  readonly claims?: readonly FileClaim[]
}
export const heldOf = (r: FileRow) => ({ from: r.from ?? r.held?.[0], until: r.until ?? r.held?.[1] })
