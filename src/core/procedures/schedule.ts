/** What begins by time: reviews that fall due, the yearly round, certificates that run out; and who is reminded. Run again it finds nothing to do. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { plusDays, plusMonths } from '#core/calendar/days'
import { calendarOn } from '#core/calendar/load'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, monthAfter, monthOf, type Span } from '#define/time'
import { askRows } from './ask-rows.ts'
import { beginCases, startOf } from './begin.ts'
import { closedAndOwed } from './last-statement.ts'
import { headerColumn } from './parties.ts'
import { type Proof, proofOf, proofsGiven } from './proof.ts'
import { lastOf } from './standing.ts'

interface LiveRow extends Columns {
  row_id: number
  division_id: number
  /** The last decision or application about it in this matter, else its first day. */
  since: Day
}

/** Opens what is due on or before `on`; returns how many of each kind. */
export const beginByTime = async (trx: Db, engine: Engine, actor: Actor, p: SomeProcedure, on: Day) => ({
  reviews: (await openReviews(trx, engine, actor, p, on)) + (await openMonthly(trx, engine, actor, p, on)),
  yearly: await openYearly(trx, engine, actor, p, on),
  runningOut: await openRunningOut(trx, engine, actor, p, on),
})

/**
 * The cases of rows whose interval has run out: counted from the last decision on the row, else from its first day; a proof is counted from the
 * last one, and once missed it is not asked for again until it has been given.
 */
export const openReviews = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  on: Day,
): Promise<number> => {
  const start = startOf(p, 'every')
  const r = start && (start.among ?? (p.isNew ? undefined : p.register))
  if (!start || !r) return 0
  const found = await liveRows(trx, engine, actor.countyId, p, r, on, undefined, proofOf(p))
  const calendar = await calendarOn(trx, actor.countyId)
  const { every } = start
  const spans =
    typeof every === 'function'
      ? await askRows({ trx, engine, actor, p, r, on }, found, every as (c: never) => Span)
      : undefined
  const run = found.filter(f => calendar.lastDay(f.since, spans?.get(f.row_id) ?? (every as Span)).day <= on)
  const holds = start.due && (await askRows({ trx, engine, actor, p, r, on }, run, start.due as (c: never) => boolean))
  const due = holds ? run.filter(f => holds.get(f.row_id)) : run
  return open(trx, engine, actor, p, r, due, on)
}

/** The monthly round: for each row that lived in the month before, be it for a day, whatever day the machine wakes up; and for a provider that has closed and is still owed something. */
export const openMonthly = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  on: Day,
): Promise<number> => {
  const start = startOf(p, 'monthly')
  const began = firstDay(monthOf(on))
  if (!start || Number(on.slice(8)) < start.monthly) return 0
  const before = firstDay(monthAfter(monthOf(on), -1))
  const lived = await liveRows(
    trx,
    engine,
    actor.countyId,
    p,
    start.among,
    plusDays(began, -1),
    began,
    undefined,
    before,
  )
  // Of a place that was closed and opened again within the month, one.
  const whose = subjectColumn(rolesOf(start.among)[0]![0])
  const due = [...new Map(lived.map(f => [f[whose], f])).values()]
  const closed = await closedAndOwed(trx, engine, actor.countyId, p, start.among, before)
  return open(trx, engine, actor, p, start.among, [...due, ...closed], on)
}

/** The yearly round: once a year from its day on, for each row that lives then, whatever day the machine wakes up. */
const openYearly = async (trx: Db, engine: Engine, actor: Actor, p: SomeProcedure, on: Day): Promise<number> => {
  const start = startOf(p, 'yearly')
  const r = start && (start.among ?? (p.isNew ? undefined : p.register))
  if (!start || !r) return 0
  const began = lastOf(start.yearly, on)
  if (plusMonths(began, 6) < on) return 0 // a county that starts in autumn does not begin last spring's round
  const found = await liveRows(trx, engine, actor.countyId, p, r, began, began)
  const holds =
    start.due && (await askRows({ trx, engine, actor, p, r, on: began }, found, start.due as (c: never) => boolean))
  const due = holds ? found.filter(f => holds.get(f.row_id)) : found
  return open(trx, engine, actor, p, r, due, on)
}

/** So long before the day in a field of the row; one case for each such day. */
const openRunningOut = async (trx: Db, engine: Engine, actor: Actor, p: SomeProcedure, on: Day): Promise<number> => {
  const start = startOf(p, 'runsOut')
  if (!start || p.isNew) return 0
  const column = snake(String(start.runsOut))
  const calendar = await calendarOn(trx, actor.countyId)
  const found = await liveRows(trx, engine, actor.countyId, p, p.register, on)
  const due = found.filter(f => {
    const until = f[column] as Day | null
    const opens = until && calendar.dayBefore(until, start.notice)
    return opens && opens <= on && f.since < opens
  })
  return open(trx, engine, actor, p, p.register, due, on)
}
type DueRow = Pick<LiveRow, 'row_id' | 'division_id'> & Columns
const open = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  r: AnyRegister,
  due: readonly DueRow[],
  on: Day,
) => {
  const causes = due.map(f => ({ divisionId: f.division_id, columns: f, rowId: f.row_id }))
  return (await beginCases(trx, engine, actor, p, r, causes, 'schedule', on)).length
}
/** Live on the day (or at any time since `lived`), and without a case of this matter that is open, or that was applied for on or after `round`. */
const liveRows = (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  r: AnyRegister,
  on: Day,
  round?: Day,
  proof?: Proof,
  lived: Day = on,
): Promise<LiveRow[]> => {
  const table = engine.catalogue.tableOf(r)
  const id = engine.catalogue.idOf(p)
  const [role, kind] = rolesOf(r)[0]!
  // A matter that changes the row is about the row; one that makes a row of its own is about the same subject.
  const same = p.isNew
    ? sql`${sql.ref(`c.${headerColumn(kind)}`)} = ${sql.ref(`t.${subjectColumn(role)}`)} and c.procedure = ${id}`
    : sql`c.row_id = t.id`
  const state = hasStates(r)
    ? sql`cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id
        and s.starts <= ${on}::date order by s.version desc limit 1) s`
    : sql``
  const proven = proof && proofsGiven(engine, countyId, p, proof)
  const decided = proven
    ? proven.since
    : sql`(select max(coalesce(c.decided_on, c.applied_on)) from case_file c
        where c.county_id = t.county_id and ${same} and (c.decided_on is not null ${p.isNew ? sql`or c.stands = 'ended'` : sql``}))`
  return rows(
    trx,
    sql<LiveRow>`select ${hasStates(r) ? sql`s.*,` : sql``} t.*, t.id as row_id,
        ${p.isNew && !proven ? sql`greatest` : sql`coalesce`}(${decided}, ${hasStates(r) ? sql`lower(t.held)` : sql`t.on_day`}) as since
      from ${sql.table(table)} t ${state} ${proven?.join ?? sql``}
      where ${proven?.isNotMissed ?? sql`true`} and t.county_id = ${countyId} and ${hasStates(r) ? sql`t.held && daterange(${lived}::date, ${on}::date, '[]')` : sql`t.on_day <= ${on}::date`}
        and not exists (select from case_file c where c.county_id = t.county_id and c.procedure = ${id} and ${same}
          and (c.stands = 'open' ${round ? sql`or c.applied_on >= ${round}::date` : sql``})) order by t.id`,
  )
}
