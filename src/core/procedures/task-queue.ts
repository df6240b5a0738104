/** The queue of an actor's work: the open cases whose step is this post's to do, by the day on which they are due; one statement for village, town and county. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, isOutside } from '#core/actor'
import type { Engine } from '#core/engine'
import { isDecision } from '#core/registers/columns'
import type { Day } from '#define/time'

export interface TaskQuery {
  /** mine: may be done now; waiting: not yet; due: soon (yellow); overdue: red; all: every open case that I may see. */
  readonly scope?: 'mine' | 'waiting' | 'due' | 'overdue' | 'all'
  readonly business?: string
  readonly procedure?: string
  readonly step?: string
  readonly q?: string
  /** Keyset: what `next` said. */
  readonly after?: string
  readonly limit?: number
}
/** Whose steps a post does. A leader decides what the section may decide. */
const postsOf = (actor: Actor): string[] => {
  if (actor.post === 'bureau-head') return ['county']
  if (actor.post === 'town') return ['town', 'village']
  return [actor.post]
}
/** What the lot has given to others is no work of this inspector. */
const notDrawn = (actor: Actor, q: TaskQuery) => {
  if (actor.post !== 'inspector' || q.scope === 'all') return sql``
  const assigned = sql`select from case_assignee s where s.county_id = c.county_id and s.case_id = c.id`
  return sql`and (not exists (${assigned}) or exists (${assigned} and s.person_id = ${actor.personId}))`
}
/** 审核确认 is no work of somebody who may not decide. */
const notMine = (engine: Engine, actor: Actor, q: TaskQuery) => {
  if (actor.mayDecide || q.scope === 'all') return sql``
  const deciding = engine.catalogue.procedures.flatMap(p =>
    Object.keys(p.steps)
      .filter(k => isDecision(p, k))
      .map(k => `${engine.catalogue.idOf(p)}.${k}`),
  )
  return sql`and c.procedure || '.' || c.at_step <> all (${deciding}::text[])`
}
const isNow = (on: Day) => sql`(c.opens_on is null or c.opens_on <= ${on}::date) and c.paused_on is null`
/** Without the post: by scope and by what was filtered for. */
const asked = (actor: Actor, on: Day, yellowBy: Day | undefined, q: TaskQuery): RawBuilder<unknown> => {
  const of = {
    mine: isNow(on),
    all: sql`true`,
    waiting: sql`not (${isNow(on)})`,
    overdue: sql`${isNow(on)} and c.due < ${on}::date`,
    due: sql`${isNow(on)} and c.due between ${on}::date and ${yellowBy}::date`,
  }
  const filters = [
    ...(actor.businesses === 'all' ? [] : [sql`c.business = any(${actor.businesses}::text[])`]),
    ...(q.business ? [sql`c.business = ${q.business}`] : []),
    ...(q.procedure ? [sql`c.procedure = ${q.procedure}`] : []),
    ...(q.step ? [sql`c.at_step = ${q.step}`] : []),
  ]
  return sql.join(
    [sql`c.county_id = ${actor.countyId} and c.stands = 'open'`, of[q.scope ?? 'mine'], ...filters],
    sql` and `,
  )
}
/** Where this actor's cases stand: a town's by the town, a village's by the village, and what is received from elsewhere. Each has its index. */
const places = (actor: Actor): RawBuilder<unknown>[] => {
  if (actor.divisions === 'all' || isOutside(actor)) return [sql`true`] // from outside: what is their own, and the ledger shows no more
  const here = sql`c.at_division_id = any(${actor.divisions}::bigint[])`
  if (actor.post !== 'town') return [here]
  return [sql`c.town_id = ${actor.divisionId} and c.is_received is not true`, sql`c.is_received and ${here}`]
}
/** The first of the queue: of each post and place its first, so that no more are looked at than are shown. */
export const firstOf = (
  engine: Engine,
  actor: Actor,
  on: Day,
  yellowBy: Day | undefined,
  q: TaskQuery,
  limit: number,
) => {
  const [due, id] = q.after?.split('_') ?? []
  const order = sql`order by c.queue_day, c.id limit ${limit}`
  const keyset = q.after ? sql`and (c.queue_day, c.id) > (${due}::date, ${id}::bigint)` : sql``
  const named = q.q
    ? sql`and (c.number = ${q.q} or c.household_id in (select h.id from household h join person p on p.county_id = h.county_id and p.id = h.head_id
          where h.county_id = c.county_id and p.name ~>=~ ${q.q} and p.name ~<~ ${`${q.q}\u{10FFFF}`})
        or c.person_id in (select p.id from person p where p.county_id = c.county_id and p.name ~>=~ ${q.q} and p.name ~<~ ${`${q.q}\u{10FFFF}`})
        or c.id in (select y.case_id from case_party y join person p on p.county_id = y.county_id and p.id = y.person_id
          where y.county_id = c.county_id and p.name ~>=~ ${q.q} and p.name ~<~ ${`${q.q}\u{10FFFF}`})
        or c.organisation_id in (select o.id from organisation o where o.county_id = c.county_id and o.name ~>=~ ${q.q} and o.name ~<~ ${`${q.q}\u{10FFFF}`}))`
    : sql``
  const posts = q.scope === 'all' ? [sql`true`] : postsOf(actor).map(post => sql`c.at_post = ${post}`)
  const all = posts.flatMap(post =>
    places(actor).map(
      place =>
        sql`(select c.* from case_file c where ${asked(actor, on, yellowBy, q)} and ${post} and ${place} ${notMine(engine, actor, q)} ${notDrawn(actor, q)} ${keyset} ${named} ${order})`,
    ),
  )
  return sql`select * from (${sql.join(all, sql` union all `)}) c ${order}`
}
