/** 承诺时限和暂停: what a county promises beyond the law, and what lets a clock stand. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Day, Span } from '#define/time'

/** `total` is all steps together, `extended` the total after an extension. */
export type Limited = string | 'total' | 'extended'
/** procedure → step → working days. */
export type Promises = Readonly<Record<string, Readonly<Record<Limited, number>>>>
export interface PauseReason {
  readonly reason: string
  readonly title: string
  /** Working days; null: as long as it takes. */
  readonly longest: number | null
}

export const promisesOn = async (db: Db, countyId: number, business: string, day: Day): Promise<Promises> => {
  const found = await rows(
    db,
    sql<{ procedure: string; step: string; working_days: number }>`
      select distinct on (procedure, step) procedure, step, working_days from limit_promise
      where county_id = ${countyId} and business = ${business} and starts <= ${day}::date
      order by procedure, step, starts desc`,
  )
  const promises: Record<string, Record<string, number>> = {}
  for (const p of found) (promises[p.procedure] ??= {})[p.step] = p.working_days
  return promises
}

/** The law is the ceiling: a promise may only shorten it (rulebook 2.1 (6)). Spans in other units are left as they are. */
export const promised = (law: Span, promise: number | undefined): Span =>
  law.of === 'working days' && promise !== undefined && promise < law.count ? { ...law, count: promise } : law

/** Why a clock of this business may stand; a business's own reasons go before those of all ('*'). */
export const pauseReasons = (db: Db, countyId: number, business: string, day: Day): Promise<PauseReason[]> =>
  rows(
    db,
    sql<PauseReason>`select distinct on (reason) reason, title, longest from clock_pause
      where county_id = ${countyId} and business in ('*', ${business}) and starts <= ${day}::date
      order by reason, business = '*', starts desc`,
  )
