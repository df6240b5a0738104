/** 工作台: the open cases whose step is this actor's to do, with their lights; the same statement for village, town and county. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import { calendarOn } from '#core/calendar/load'
import type { Calendar } from '#core/calendar/working-days'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
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
const mine = (actor: Actor, on: Day, yellowBy: Day, q: TaskQuery): RawBuilder<unknown> => {
  const post = sql`c.at_post = any(${postsOf(actor)}::text[])`
  const scope = q.scope ?? 'mine'
  const now = sql`(c.opens_on is null or c.opens_on <= ${on}::date) and c.paused_on is null`
  const by =
    scope === 'all'
      ? sql`true`
      : scope === 'waiting'
        ? sql`${post} and not (${now})`
        : scope === 'overdue'
          ? sql`${post} and ${now} and c.due < ${on}::date`
          : scope === 'due'
            ? sql`${post} and ${now} and c.due <= ${yellowBy}::date`
            : sql`${post} and ${now}`
  return sql`c.county_id = ${actor.countyId} and c.stands = 'open' and ${by}
    and (${q.business ?? null}::text is null or c.business = ${q.business ?? null})
    and (${q.procedure ?? null}::text is null or c.procedure = ${q.procedure ?? null})
    and (${q.step ?? null}::text is null or c.at_step = ${q.step ?? null})`
}

export const listTasks = async (db: Db, engine: Engine, actor: Actor, q: TaskQuery, on: Day) => {
  const calendar = await calendarOn(db, actor.countyId)
  const limit = Math.min(q.limit ?? 50, 200)
  const [afterDue, afterId] = q.after?.split('_') ?? []
  const keyset = q.after
    ? sql`and (coalesce(c.due, 'infinity'), c.id) > (${afterDue}::date, ${afterId}::bigint)`
    : sql``
  const named = q.q ? sql`and (p.name like ${`${q.q}%`} or c.number = ${q.q})` : sql``
  const found = await rows(
    db,
    sql<Task>`select c.id, c.number, c.procedure, c.at_step, p.name, d.name as village, t.name as town, c.applied_on, c.opens_on, c.due, c.total_due, c.paused_on, c.version
      from case_file c left join household h on h.county_id = c.county_id and h.id = c.household_id
      left join person p on p.county_id = c.county_id and p.id = coalesce(h.head_id, c.person_id)
      join division d on d.county_id = c.county_id and d.id = c.division_id
      left join division t on t.county_id = c.county_id and t.id = c.town_id
      where ${mine(actor, on, yellowBy(calendar, on), q)} ${keyset} ${named} order by coalesce(c.due, 'infinity'), c.id limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(f => shown(engine, calendar, f, on)),
    next: found.length > limit && last ? `${last.due ?? 'infinity'}_${last.id}` : null,
  }
}
const shown = (engine: Engine, calendar: Calendar, f: Task, on: Day) => {
  const p = engine.catalogue.procedure(f.procedure)!
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
  const yellow = yellowBy(await calendarOn(db, actor.countyId), on)
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
      from case_file c where ${mine(actor, on, yellow, {})} group by 1, 2 order by 1, 2`,
  )
  return found.map(f => {
    const p = engine.catalogue.procedure(f.procedure)!
    return { ...f, business: f.procedure.split('.')[0]!, procedureTitle: p.title, stepTitle: titleOf(p, f.step) }
  })
}
/** Yellow is two working days before the end (rulebook 1.2). */
const yellowBy = (calendar: Calendar, on: Day) => calendar.lastDay(on, { count: 2, of: 'working days' }).day
