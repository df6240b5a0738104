/** 工作台: the open cases whose step is this actor's to do, with their lights; the same statement for village, town and county. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, isOutside } from '#core/actor'
import type { Calendar } from '#core/calendar/working-days'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { outcomesOf } from '#core/registers/columns'
import { caseSubject } from '#core/registers/subjects'
import { versionIn } from '#core/standards/kept'
import type { Day } from '#define/time'
import { keptCalendar } from './clock-facts.ts'
import { titleOf } from './turn.ts'

export interface TaskQuery {
  /** mine: may be done now; waiting: not yet; due: yellow or red; overdue: red; all: every open case that I may see. */
  readonly scope?: 'mine' | 'waiting' | 'due' | 'overdue' | 'all'
  readonly business?: string
  readonly procedure?: string
  readonly step?: string
  readonly q?: string
  /** Keyset: what `next` said. */
  readonly after?: string
  readonly limit?: number
}
interface Task {
  id: number
  number: string
  procedure: string
  at_step: string
  name: string
  village: string
  town: string | null
  applied_on: Day
  opens_on: Day | null
  due: Day | null
  total_due: Day | null
  paused_on: Day | null
  version: number
}

/** Whose steps a post does. A leader decides what the section may decide. */
const postsOf = (actor: Actor): string[] => {
  if (actor.post === 'bureau-head') return ['county']
  if (actor.post === 'town') return ['town', 'village']
  return [actor.post]
}
/** 审核确认 is no work of somebody who may not decide. */
const notMine = (engine: Engine, actor: Actor, q: TaskQuery) => {
  if (actor.mayDecide || q.scope === 'all') return sql``
  const deciding = engine.catalogue.procedures.flatMap(p =>
    Object.keys(p.steps)
      .filter(k => outcomesOf(p, k).length)
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
    due: sql`${isNow(on)} and c.due <= ${yellowBy}::date`,
  }
  const filters = [
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
const firstOf = (engine: Engine, actor: Actor, on: Day, yellowBy: Day | undefined, q: TaskQuery, limit: number) => {
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
        sql`(select c.* from case_file c where ${asked(actor, on, yellowBy, q)} and ${post} and ${place} ${notMine(engine, actor, q)} ${keyset} ${named} ${order})`,
    ),
  )
  return sql`select * from (${sql.join(all, sql` union all `)}) c ${order}`
}

export const listTasks = async (db: Db, engine: Engine, actor: Actor, q: TaskQuery, on: Day) => {
  const yellow = q.scope === 'due' ? yellowBy(await keptCalendar(db, actor.countyId), on) : undefined
  const limit = Math.min(q.limit ?? 50, 200)
  const found = await rows(
    db,
    sql<
      Task & { settled: string }
    >`select c.id, c.number, c.procedure, c.at_step, d.name as village, t.name as town, c.applied_on, c.opens_on, c.due, c.total_due,
        c.paused_on, c.version, ${versionIn(actor.countyId)} as settled,
        ${caseSubject('c')} as name
      from (${firstOf(engine, actor, on, yellow, q, limit + 1)}) c
      join division d on d.county_id = c.county_id and d.id = c.division_id
      left join division t on t.county_id = c.county_id and t.id = c.town_id
      order by c.queue_day, c.id`,
  )
  const calendar = found[0] ? await keptCalendar(db, actor.countyId, found[0].settled) : undefined
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(f => shown(engine, calendar!, f, on)),
    next: found.length > limit && last ? `${last.due ?? 'infinity'}_${last.id}` : null,
  }
}
const shown = (engine: Engine, calendar: Calendar, f: Task, on: Day) => {
  const p = engine.catalogue.procedure(f.procedure, f.applied_on)!
  const due = f.due ?? f.total_due
  return {
    ...{
      caseId: f.id,
      number: f.number,
      procedure: f.procedure,
      procedureTitle: p.title,
      step: f.at_step,
      stepTitle: titleOf(p, f.at_step),
    },
    ...{
      subject: f.name,
      division: f.village,
      town: f.town,
      appliedOn: f.applied_on,
      opensOn: f.opens_on,
      due,
      version: f.version,
    },
    ...{ light: f.paused_on || !due ? ('green' as const) : calendar.light(due, on), paused: !!f.paused_on },
    daysLeft: due ? calendar.workingDaysBetween(on, due) : null,
  }
}

/** Counts by matter and step: all mine, of these yellow, of these red. */
export const taskSummary = async (db: Db, engine: Engine, actor: Actor, on: Day) => {
  const yellow = yellowBy(await keptCalendar(db, actor.countyId), on)
  const found = await rows(
    db,
    sql<{
      procedure: string
      step: string
      count: number
      yellow: number
      red: number
    }>`select c.procedure, c.at_step as step, count(*)::int as count,
        count(*) filter (where c.due between ${on}::date and ${yellow}::date)::int as yellow, count(*) filter (where c.due < ${on}::date)::int as red
      from case_file c where ${asked(actor, on, yellow, {})} and c.at_post = any(${postsOf(actor)}::text[])
        ${notMine(engine, actor, {})} and (${sql.join(places(actor), sql` or `)}) group by 1, 2 order by 1, 2`,
  )
  return found.map(f => {
    const p = engine.catalogue.procedure(f.procedure)!
    return { ...f, business: f.procedure.split('.')[0]!, procedureTitle: p.title, stepTitle: titleOf(p, f.step) }
  })
}
/** Yellow is two working days before the end (rulebook 1.2). */
const yellowBy = (calendar: Calendar, on: Day) => calendar.lastDay(on, { count: 2, of: 'working days' }).day
