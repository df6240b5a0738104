/** Who is signed in, and what this post may do. */
import { useQuery } from '@tanstack/react-query'
import { get } from '../server/call.ts'

export interface Me {
  readonly name: string
  readonly post: string
  readonly postTitle: string
  readonly division: { readonly id: string; readonly name: string }
  readonly businesses: 'all' | readonly string[]
  readonly can: readonly string[]
  readonly hasSecondFactor?: boolean
  readonly mayDecide?: boolean
  readonly accountId?: string
  /** From outside the bureau, and of whom: an organisation, a place, a department. */
  readonly isOutside?: boolean
  readonly of?: string
}
export const meQuery = { queryKey: ['me'], queryFn: () => get<Me>('/me'), staleTime: 300_000, retry: false }
export const useMe = () => useQuery(meQuery).data

/** Whether the actor may do any of these things: 'payments', or a part of it, 'payments.release'. */
export const may = (me: Me | undefined, ...things: readonly string[]) =>
  !!me?.can.some(c => things.some(t => c === t || c.startsWith(`${t}.`) || c.startsWith(`${t}:`)))
