/** Who acts: an account, the person behind it, the post, and the area and businesses that it reaches. */
import type { Post } from '#define/posts'
import type { Day } from '#define/time'

export interface Actor {
  readonly countyId: number
  readonly accountId: number
  /** Separation of duties is over persons, never over accounts. */
  readonly personId: number
  readonly name: string
  readonly post: Post
  readonly divisionId: number
  /** The divisions seen, descendants included; 'all' is the whole county. */
  readonly divisions: readonly number[] | 'all'
  /** The businesses worked in, by name ('minimum-living'); 'all' is every one. */
  readonly businesses: readonly string[] | 'all'
  /** Businesses whose figures are counted for them, rows unseen; absent is `businesses`. */
  readonly counts?: readonly string[] | 'all'
  /** From outside the bureau: bound to their own organisation, place or department, and standing in no division. */
  readonly organisationId?: number
  readonly placeId?: number
  readonly unit?: string
  /** 系统: what begins by itself looks everywhere, the confidential too. */
  readonly isMachine?: true
  /** Named as one who decides (审核确认), by an account with a second factor; absent is no. */
  readonly mayDecide?: boolean
}

export const isOutside = (a: Pick<Actor, 'organisationId' | 'placeId' | 'unit'>) =>
  a.organisationId !== undefined || a.placeId !== undefined || a.unit !== undefined

/** An expected refusal: one clear Chinese sentence of what, why and what to do next. It reaches the screen as 4xx, the shell as exit code 1. */
export class Refusal extends Error {
  constructor(
    readonly reason: string,
    readonly more: {
      readonly status?: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429
      readonly basis?: string
      readonly detail?: unknown
    } = {},
  ) {
    super(reason)
  }
  get status() {
    return this.more.status ?? 422
  }
}

/** The day a rule is asked about is always a parameter. */
export interface Asked {
  readonly on: Day
}
