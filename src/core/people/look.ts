/** Who looks at a file, on which day, and whose things are looked for. */
import type { Actor } from '#core/actor'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'

export interface Looked {
  readonly engine: Engine
  readonly actor: Actor
  readonly on: Day
  /** The businesses that the asker works in. */
  readonly sees: (business: string) => boolean
}

export interface Whose {
  readonly householdId?: number | undefined
  readonly organisationId?: number | undefined
  readonly placeId?: number | undefined
  readonly personIds: readonly number[]
}
