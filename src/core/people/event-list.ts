/** Life events as a list: what was reported, by whom, and how it stands. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { consequences, type Event, events } from '#define/events'
import type { Day } from '#define/time'
import { correctionOf } from './correction.ts'
import { type FollowsAsk, followedBy, openedBy } from './follows.ts'

export interface EventQuery {
  readonly state?: 'open' | 'confirmed' | 'refused' | 'undone' | undefined
  readonly event?: string | undefined
  /** The event at the end of the page before. */
  readonly after?: number | undefined
  readonly limit: number
}
const stands = sql<string>`case when e.undone_by is not null then 'undone' when e.refused_by is not null then 'refused'
  when e.confirmed_by is not null then 'confirmed' else 'open' end`

/** With what each has done in fact, once it has been confirmed. */
export const listEvents = async (db: Db, look: FollowsAsk, q: EventQuery) => {
  const { actor } = look
  const { catalogue } = look.engine
  const state = q.state ? sql`and ${stands} = ${q.state}` : sql``
  const found = await eventsWhere(
    db,
    catalogue,
    actor,
    sql`true ${state} ${q.event ? sql`and e.event = ${q.event}` : sql``} ${q.after ? sql`and e.id < ${q.after}` : sql``}`,
    q.limit + 1,
  )
  const page = found.slice(0, q.limit)
  const done = page
    .filter(e => e.stands === 'confirmed' || e.stands === 'undone')
    .map(e => ({ id: Number(e.id), event: e.event }))
  const follows = await followedBy(db, look, done)
  const opened = await openedBy(db, look, done)
  return {
    rows: page.map(e => ({
      ...e,
      follows: follows.filter(f => String(f.eventId) === e.id),
      opened: opened.filter(o => String(o.eventId) === e.id),
    })),
    next: found.length > q.limit ? page.at(-1)!.id : null,
  }
}

/** The newest first. `where` is over `e`, a life event. */
export const eventsWhere = async (
  db: Db,
  catalogue: Catalogue,
  actor: Actor,
  where: RawBuilder<unknown>,
  limit = 200,
) => {
  const found = await rows(
    db,
    sql<Found>`select e.id, e.event, e.happened_on, e.source, e.detail, e.recorded_by, e.case_id, (select f.procedure from case_file f where f.county_id = e.county_id and f.id = e.case_id) as procedure, e.person_id, p.name as person, e.household_id, hp.name as head,
        ${stands} as stands, e.confirmed_on, r.name as by, c.name as checked_by
      from life_event e left join person p on p.county_id = e.county_id and p.id = e.person_id
        left join household h on h.county_id = e.county_id and h.id = e.household_id
        left join person hp on hp.county_id = h.county_id and hp.id = h.head_id
        left join lateral (select name from account a where a.county_id = e.county_id and a.person_id = e.recorded_by limit 1) r on true
        left join lateral (select name from account a where a.county_id = e.county_id
          and a.person_id = coalesce(e.undone_by, e.refused_by, e.confirmed_by) limit 1) c on true
      where e.county_id = ${actor.countyId} and ${where} order by e.id desc limit ${limit}`,
  )
  return found.map(e => ({
    ...{
      id: String(e.id),
      event: e.event,
      title: events[e.event] ?? e.event,
      on: e.happened_on,
      source: e.source,
      detail: e.detail,
    },
    person: e.person_id && e.person ? { id: String(e.person_id), name: e.person } : null,
    household: e.household_id && e.head ? { id: String(e.household_id), headName: e.head } : null,
    ...{ stands: e.stands, by: e.by, checkedBy: e.checked_by, at: e.confirmed_on },
    does: followingFrom(catalogue, e.event),
    mayCheck: e.stands === 'open' && e.recorded_by !== actor.personId,
    caseId: e.case_id === null ? null : String(e.case_id),
    // A record of our own is corrected; the event follows it.
    mayUndo: e.stands === 'confirmed' && e.recorded_by !== actor.personId && !correctionOf(catalogue, e.procedure),
  }))
}
interface Found {
  id: number
  event: Event
  happened_on: Day
  source: string
  detail: unknown
  recorded_by: number | null
  case_id: number | null
  procedure: string | null
  person_id: number | null
  person: string | null
  household_id: number | null
  head: string | null
  stands: 'open' | 'confirmed' | 'refused' | 'undone'
  confirmed_on: Day | null
  by: string | null
  checked_by: string | null
}
/** What each benefit does upon it: 低保金：减员，重新计算. */
const followingFrom = (catalogue: Catalogue, event: Event) =>
  catalogue.benefits.flatMap(b => {
    const does = b.worth.changes?.[event]
    return does ? [`${b.title}：${consequences[does]}`] : []
  })
