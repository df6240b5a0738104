/** Who may do what, by the matrix: what no row of it allows is refused. */
import { type Actor, isOutside } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Post, posts } from '#define/posts'
import { type Grant, permissionMatrix } from './matrix.ts'

export interface Asking {
  readonly of: string
  readonly action: string
  /** Where the subject is. */
  readonly divisionId: number
  /** Somebody from outside asks about what row-level security let them read: it is their own. */
  readonly isOwn?: boolean
  readonly isHandedDown?: boolean
  readonly isWithinCeiling?: boolean
}
export type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: string }

export class Permissions {
  private readonly grants = new Map<string, Grant[]>()
  private readonly businesses = new Map<string, string>()

  constructor(catalogue: Catalogue) {
    for (const g of permissionMatrix(catalogue)) {
      const key = keyOf(g.post, g.of, g.action)
      this.grants.set(key, [...(this.grants.get(key) ?? []), g])
      this.businesses.set(g.of, g.business)
    }
  }
  /** Deny by default: an unknown definition, action or post is a no. */
  may(actor: Actor, asking: Asking): Answer {
    const business = this.businesses.get(asking.of)
    const rows = this.grants.get(keyOf(actor.post, asking.of, asking.action)) ?? []
    if (!business || !rows.length) return no(`您的岗位（${posts[actor.post]}）不办理此事项，请由承办岗位办理`)
    const reached = rows[0]!.kind === 'figures' ? (actor.counts ?? actor.businesses) : actor.businesses
    if (reached !== 'all' && !reached.includes(business)) return no('这项业务不在您的业务范围内，请由承办人员办理')
    const isThere = isOutside(actor)
      ? asking.isOwn || asking.divisionId === actor.divisionId
      : actor.divisions === 'all' || actor.divisions.includes(asking.divisionId)
    if (!isThere) return no('对象不在您的管辖范围内，请由当地或上级办理')
    const fit = rows.filter(r => holds(r, asking))
    if (!fit.length)
      return no(
        asking.isHandedDown ? '审核确认权已下放乡镇（街道），请由乡镇（街道）办理' : '审核确认权没有下放，请由县级办理',
      )
    if (fit.every(r => r.decides) && !actor.mayDecide) return no('您没有被指定为审核确认人，请由审核确认人决定')
    return { ok: true }
  }
  /** The account's businesses narrowed to those in which its post has anything to see: so the ledger itself shows no others. */
  within(actor: Actor): Actor {
    const [rows, figures] = [this.seen(actor.post, false), this.seen(actor.post, true)]
    const those = (of: ReadonlySet<string>) =>
      actor.businesses === 'all' ? [...of] : actor.businesses.filter(b => of.has(b))
    return { ...actor, businesses: those(rows), counts: those(figures) }
  }
  private readonly seenBy = new Map<string, ReadonlySet<string>>()
  private seen(post: Post, isFigures: boolean) {
    const known = this.seenBy.get(`${post} ${isFigures}`)
    if (known) return known
    const all = [...this.grants.values()].flat()
    const found = new Set(
      all
        .filter(g => g.post === post && (g.kind === 'figures') === isFigures && g.action === 'see')
        .map(g => g.business),
    )
    this.seenBy.set(`${post} ${isFigures}`, found)
    return found
  }
  /** Every post that could do it somewhere: for the sentence that says who does. */
  postsFor(of: string, action: string): readonly Post[] {
    return (Object.keys(posts) as Post[]).filter(p => this.grants.has(keyOf(p, of, action)))
  }
}

const kept = new WeakMap<Catalogue, Permissions>()
/** One for each catalogue. */
export const permissionsOf = (catalogue: Catalogue) => {
  const found = kept.get(catalogue) ?? new Permissions(catalogue)
  kept.set(catalogue, found)
  return found
}

const holds = (r: Grant, asking: Asking) =>
  r.where === 'handed down'
    ? asking.isHandedDown === true
    : r.where === 'not handed down'
      ? asking.isHandedDown !== true
      : r.where === 'within the ceiling of the town'
        ? asking.isWithinCeiling === true
        : true
const keyOf = (post: Post, of: string, action: string) => `${post} ${of} ${action}`
const no = (reason: string): Answer => ({ ok: false, reason })
