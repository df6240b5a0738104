/** What the address of a register says: how its list is narrowed, alike for looking, for exporting and for the approval of an export. */
import { z } from 'zod'
import type { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import type { RowQuery } from '#core/registers/list'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { filtersOf } from './shapes.ts'
import { day, id } from './words.ts'

export const narrowed = (r: AnyRegister) => ({
  ...{ q: z.string().max(60).optional(), town: id.optional(), village: id.optional(), on: day.optional() },
  state: z.enum(['live', 'ended', 'all'], '「状态」应为 live、ended 或 all').default('live'),
  ...(r.told.over === 'day' && { since: day.optional(), until: day.optional() }),
  ...filtersOf(r),
})
interface Narrowed {
  readonly since?: Day
  readonly until?: Day
  readonly q?: string
  readonly town?: number
  readonly village?: number
  readonly state?: 'live' | 'ended' | 'all'
  readonly after?: number
  readonly limit?: number
}
/** What the address says, as the list asks it. */
export const queryOf = (r: AnyRegister, asked: Record<string, unknown>, on: Day): RowQuery => {
  const { q, town, village, state, since, until, after, limit: most } = asked as Narrowed
  const where = Object.fromEntries(
    Object.keys(filtersOf(r)).flatMap(k => (asked[k] === undefined || asked[k] === '' ? [] : [[k, String(asked[k])]])),
  )
  return {
    ...{ on: (asked.on as Day | undefined) ?? on, state: state ?? 'live', where },
    ...(q && { q }),
    ...(town && { town }),
    ...(village && { village }),
    ...(since && { since }),
    ...(until && { until }),
    ...(after && { after }),
    ...(most && { limit: most }),
  }
}
export const mustSee = (permissions: Permissions, actor: Actor, of: string, action: string) => {
  const answer = permissions.may(actor, { of, action, divisionId: actor.divisionId })
  if (!answer.ok) throw new Refusal(answer.reason, { status: 403 })
}

/** What the approval is of: the list as it was narrowed, without pages. */
export const filterOf = ({ after: _, limit: __, where, ...rest }: RowQuery) =>
  JSON.parse(JSON.stringify({ ...rest, where: where ?? {} })) as Record<string, unknown>
