/** 工作台: the queue as it is listed, with its lights, and how much of it there is at each step. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Calendar } from '#core/calendar/working-days'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { caseSubject } from '#core/registers/subjects'
import { versionIn } from '#core/standards/kept'
import type { Day } from '#define/time'
import { keptCalendar } from './clock-facts.ts'
import { firstOf, type TaskQuery } from './task-queue.ts'
import { titleOf } from './turn.ts'

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

/** As many are counted, and no more: whoever has a thousand cases before them wants to know which come first, not how many there are. */
export const countedAtMost = 999

/**
 * How many may be done now at each step of each matter, by light. The first `countedAtMost` of the queue are counted, in the order in which they are
 * due; `more`: there are others behind them. So the cost is that of one long page: a thousand index entries and rows, however long the queue is.
 */
export const taskSummary = async (db: Db, engine: Engine, actor: Actor, on: Day) => {
  const yellow = yellowBy(await keptCalendar(db, actor.countyId), on)
  const found = await rows(
    db,
    sql<{ procedure: string; step: string; light: 'green' | 'yellow' | 'red'; count: number; all: number }>`
      select c.procedure, c.at_step as step, case when c.due < ${on}::date then 'red' when c.due <= ${yellow}::date then 'yellow' else 'green' end as light,
        count(*)::int as count, sum(count(*)) over ()::int as all
      from (${firstOf(engine, actor, on, yellow, {}, countedAtMost + 1)}) c
      group by 1, 2, 3 order by 1, 2, 3`,
  )
  return {
    more: (found[0]?.all ?? 0) > countedAtMost,
    rows: found.map(({ all: _, ...f }) => {
      const p = engine.catalogue.procedure(f.procedure)!
      return { ...f, business: f.procedure.split('.')[0]!, procedureTitle: p.title, stepTitle: titleOf(p, f.step) }
    }),
  }
}
/** Yellow is two working days before the end (rulebook 1.2). */
const yellowBy = (calendar: Calendar, on: Day) => calendar.lastDay(on, { count: 2, of: 'working days' }).day
