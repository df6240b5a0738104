/** Reads cases with their fields for working on them: many at once, locked in the order of their numbers. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { Pause } from '#core/calendar/working-days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { type Asked, type Gathered, gather } from '#core/registers/given'
import { timelineOf } from '#core/registers/timeline'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'

export interface Loaded {
  readonly id: number
  readonly header: CaseHeader
  /** Field, measure and step columns of the case; where it changes a row, what the row has stands under what the case says. */
  readonly columns: Columns
  readonly given: Gathered & { readonly standards: Readonly<Record<string, unknown>> }
  readonly pauses: readonly Pause[]
}
export interface CaseHeader {
  id: number
  county_id: number
  business: string
  procedure: string
  number: string
  division_id: number
  town_id: number | null
  household_id: number | null
  person_id: number | null
  row_id: number | null
  source: string
  edition: string
  applied_on: Day
  opened_by: number
  stands: 'open' | 'ended'
  outcome: string | null
  ended_on: Day | null
  decided_on: Day | null
  round: number
  at_step: string | null
  at_post: string | null
  at_division_id: number | null
  opens_on: Day | null
  due: Day | null
  total_due: Day | null
  paused_on: Day | null
  pause_reason: string | null
  extended_to: Day | null
  has_told_missing: boolean
  earlier_case_id: number | null
  version: number
}

export const loadCases = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  ids: readonly number[],
  on: Day,
  isLocked = true,
): Promise<Map<number, Loaded>> => {
  const headers = await rows(
    trx,
    sql<CaseHeader>`select * from case_file where county_id = ${countyId} and procedure = ${engine.catalogue.idOf(p)}
      and id = any(${ids}::bigint[]) order by id ${isLocked ? sql`for update` : sql``}`,
  )
  if (headers.length < new Set(ids).size) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const details = await rows(
    trx,
    sql<
      Columns & { id: number }
    >`select * from ${sql.table(caseTable(engine, p))} where county_id = ${countyId} and id = any(${ids}::bigint[])`,
  )
  const byId = new Map(details.map(d => [d.id, d]))
  const states = await rowStates(trx, engine, countyId, p, headers, on)
  const pauses = await rows(
    trx,
    sql<{
      case_id: number
      from: Day
      until: Day | null
    }>`select case_id, from_day as "from", to_day as until from case_pause
      where county_id = ${countyId} and case_id = any(${ids}::bigint[])`,
  )
  const standards = await timelineOf(trx, engine, countyId, p.register).on(on)
  const merged = headers.map(h => ({ header: h, columns: overlaid(states.get(h.row_id ?? 0), byId.get(h.id)!, h) }))
  const asked = merged.map(({ header: h, columns }): Asked => ({ key: h.id, columns, rowId: h.row_id, caseId: h.id }))
  const given = await gather(trx, engine, countyId, p.register, asked, on)
  return new Map(
    merged.map(({ header, columns }) => [
      header.id,
      {
        ...{ id: header.id, header, columns, given: { ...given.get(header.id)!, standards } },
        pauses: pauses
          .filter(x => x.case_id === header.id)
          .map(x => ({ from: x.from, ...(x.until && { until: x.until }) })),
      },
    ]),
  )
}
export const caseTable = (engine: Engine, p: SomeProcedure) => `${engine.catalogue.tableOf(p)}_case`

/** What the case says goes before what the row has. */
const overlaid = (state: Columns | undefined, own: Columns, h: CaseHeader): Columns => ({
  ...state,
  ...Object.fromEntries(Object.entries(own).filter(([k, v]) => v !== null || !state || !(k in state))),
  household_id: h.household_id,
  person_id: h.person_id,
})
const rowStates = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  headers: readonly CaseHeader[],
  on: Day,
) => {
  const ids = headers.flatMap(h => (h.row_id ? [h.row_id] : []))
  if (p.isNew || !ids.length) return new Map<number, Columns>()
  const table = sql.table(`${engine.catalogue.tableOf(p.register)}_state`)
  // What a decision of today changes is what would stand next month.
  const next = firstDay(monthAfter(monthOf(on)))
  const found = await rows(
    trx,
    sql<Columns & { row_id: number }>`select distinct on (row_id) * from ${table}
      where county_id = ${countyId} and row_id = any(${ids}::bigint[]) and starts <= ${next}::date order by row_id, version desc`,
  )
  return new Map(found.map(f => [f.row_id, f]))
}

/** step → the day it was done in this round. */
export const doneOf = (p: SomeProcedure, columns: Columns): Partial<Record<string, Day>> =>
  Object.fromEntries(
    Object.keys(p.steps).flatMap(k => (columns[`${snake(k)}_on`] ? [[k, columns[`${snake(k)}_on`] as Day]] : [])),
  )
