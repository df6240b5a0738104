/** What begins by time or by lot: reviews that fall due by class, and the random share of what others have decided. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { calendarOn } from '#core/calendar/load'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { lookAgain } from '#core/people/look-again'
import { hasStates } from '#core/registers/columns'
import { gather } from '#core/registers/given'
import { timelineOf } from '#core/registers/timeline'
import type { Day, Span } from '#define/time'
import { openCases } from './open.ts'

/** Opens the reviews of rows whose interval has run out on or before `by`: counted from the last decision on the row, else from its first day. */
export const openReviews = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  on: Day,
): Promise<number> => {
  const start = p.head.starts.find(s => typeof s === 'object' && 'every' in s) as
    | { every: Span | ((c: any) => Span) }
    | undefined
  const r = p.register
  if (!start || !hasStates(r)) return 0
  const found = await rowsSince(trx, engine, actor.countyId, p, on)
  const standards = await timelineOf(trx, engine, actor.countyId, r).on(on)
  const calendar = await calendarOn(trx, actor.countyId)
  const given =
    typeof start.every === 'function'
      ? await gather(
          trx,
          engine,
          actor.countyId,
          r,
          found.map(f => ({ key: f.row_id, rowId: f.row_id, columns: { ...f, filled: [] } })),
          on,
        )
      : undefined
  const due = found.filter(f => {
    const span =
      typeof start.every === 'function'
        ? start.every({ ...given!.get(f.row_id)!.subjects, ...given!.get(f.row_id)!, standards })
        : start.every
    return calendar.lastDay(f.since, span).day <= on
  })
  const opened = await lookAgain(
    trx,
    engine,
    actor,
    p,
    due.map(f => ({
      rowId: f.row_id,
      divisionId: f.division_id,
      householdId: (f.household_id as number) ?? null,
      personId: (f.person_id as number) ?? null,
    })),
    on,
    'schedule',
  )
  return opened.length
}
const rowsSince = (trx: Db, engine: Engine, countyId: number, p: SomeProcedure, on: Day) => {
  const table = engine.catalogue.tableOf(p.register)
  return rows(
    trx,
    sql<Columns & { row_id: number; division_id: number; since: Day }>`select s.*, t.*, t.id as row_id, coalesce(
        (select max(c.decided_on) from case_file c where c.county_id = t.county_id and c.row_id = t.id and c.decided_on is not null), lower(t.held)) as since
      from ${sql.table(table)} t cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id and s.starts <= ${on}::date order by s.version desc limit 1) s
      where t.county_id = ${countyId} and t.held @> ${on}::date
        and not exists (select from case_file c where c.county_id = t.county_id and c.row_id = t.id and c.stands = 'open' and c.procedure = ${engine.catalogue.idOf(p)})`,
  )
}

/**
 * 抽查: of the cases that towns have granted since, each is drawn with the county's share. The draw is an HMAC of the case's number under the
 * day's seed, so that anybody who is given the seed can recompute it, and nobody can steer it.
 */
export const drawSamples = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  since: Day,
  on: Day,
  seed: string,
): Promise<{ drawn: number; of: number }> => {
  const start = p.head.starts.find(s => typeof s === 'object' && 'sampled' in s) as
    | { sampled: SomeProcedure; share: (c: any) => number }
    | undefined
  if (!start) return { drawn: 0, of: 0 }
  const standards = await timelineOf(trx, engine, actor.countyId, p.register).on(on)
  const share = start.share({ standards })
  const found = await rows(
    trx,
    sql<{
      id: number
      number: string
      row_id: number
      division_id: number
      household_id: number | null
      person_id: number | null
    }>`
      select c.id, c.number, c.row_id, c.division_id, c.household_id, c.person_id from case_file c
      join case_act a on a.county_id = c.county_id and a.case_id = c.id and a.step = 'decide' and a.act = 'done'
      join account x on x.county_id = a.county_id and x.id = a.account_id and x.post = 'town'
      where c.county_id = ${actor.countyId} and c.procedure = ${engine.catalogue.idOf(start.sampled)} and c.outcome = 'grant' and c.decided_on between ${since}::date and ${on}::date
        and not exists (select from case_file s where s.county_id = c.county_id and s.procedure = ${engine.catalogue.idOf(p)} and s.earlier_case_id = c.id) order by c.id`,
  )
  const drawn = found.filter(f => isDrawn(seed, f.number, share))
  await openCases(
    trx,
    engine,
    p,
    drawn.map(f => ({
      ...{ by: actor, on, divisionId: f.division_id, rowId: f.row_id, source: 'sample' as const, earlierCaseId: f.id },
      ...(f.household_id && { householdId: f.household_id }),
      ...(f.person_id && { personId: f.person_id }),
    })),
  )
  return { drawn: drawn.length, of: found.length }
}
/** `share` in percent. */
export const isDrawn = (seed: string, number: string, share: number) =>
  createHmac('sha256', seed).update(number).digest().readUInt32BE(0) < (share / 100) * 2 ** 32
