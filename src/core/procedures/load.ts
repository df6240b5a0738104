/** Reads cases with their fields for working on them: many at once, locked in the order of their numbers. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { Pause } from '#core/calendar/working-days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows, write } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { Asked } from '#core/registers/asked'
import { hasStates } from '#core/registers/columns'
import { type Behind, type Gathered, gather } from '#core/registers/given'
import { timelineOf } from '#core/registers/timeline'
import { versionIn } from '#core/standards/kept'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'

export interface Loaded {
  readonly id: number
  readonly header: CaseHeader
  /** Field, measure and step columns of the case; where it changes a row, what the row has stands under what the case says. */
  readonly columns: Columns
  readonly given: Gathered & Behind & { readonly standards: Readonly<Record<string, unknown>> }
  /** Where the row is next month, or the application: the standards of that place hold. */
  readonly livesIn: number
  /** Where it was in the month from which a correction holds. */
  readonly livedIn: number
  readonly pauses: readonly Pause[]
  /** Of the county's decisions when it was read. */
  readonly version: string
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
  organisation_id: number | null
  place_id: number | null
  is_joint: boolean
  row_id: number | null
  source: string
  edition: string
  applied_on: Day
  opened_by: number
  stands: 'open' | 'ended'
  outcome: string | null
  ended_on: Day | null
  /** How it ended by running out: 视为撤回… */
  ended_as: string | null
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

/** Locked first and read then, so that what somebody else has just done is seen whole. */
export const loadCases = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  ids: readonly number[],
  on: Day,
  isLocked = true,
): Promise<Map<number, Loaded>> => {
  const which = sql`c.county_id = ${countyId} and c.procedure = ${engine.catalogue.idOf(p)} and c.id = any(${ids}::bigint[])`
  if (isLocked) await write(trx, sql`select c.id from case_file c where ${which} order by c.id for update`)
  const found = await rows(
    trx,
    sql<Found>`select row_to_json(c) as header, row_to_json(d) as details, ${rowState(engine, p, on)} as state, ${livedIn(engine, p)} as lived_in, ${versionIn(countyId)} as version,
        (select json_agg(json_build_object('from', x.from_day, 'until', x.to_day)) from case_pause x where x.county_id = c.county_id and x.case_id = c.id) as pauses
      from case_file c join ${sql.table(caseTable(engine, p))} d on d.county_id = c.county_id and d.id = c.id where ${which} order by c.id`,
  )
  if (found.length < new Set(ids).size) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const version = found[0]?.version
  const timeline = timelineOf(trx, engine, countyId, p.register, version)
  const merged = await Promise.all(
    found.map(async f => {
      const livesIn = Number(f.state?.division_id ?? f.header.division_id)
      const livedIn = f.lived_in ?? livesIn
      const columns = overlaid(f.state ?? undefined, f.details, f.header)
      return { ...f, livesIn, livedIn, columns, standards: await timeline.on(on, livesIn) }
    }),
  )
  const asked = merged.map(({ header: h, columns }): Asked => ({ key: h.id, columns, rowId: h.row_id, caseId: h.id }))
  const given = await gather(trx, engine, countyId, p.register, asked, on)
  return new Map(
    merged.map(({ header, columns, pauses, version, livesIn, livedIn, standards }) => [
      header.id,
      {
        ...{
          id: header.id,
          header,
          columns,
          livesIn,
          livedIn,
          given: { ...given.get(header.id)!, standards, applied: header.applied_on },
          version,
        },
        pauses: (pauses ?? []).map(x => ({ from: x.from, ...(x.until && { until: x.until }) })),
      },
    ]),
  )
}
interface Found {
  header: CaseHeader
  details: Columns
  state: Columns | null
  lived_in: number | null
  version: string
  pauses: { from: Day; until: Day | null }[] | null
}
export const caseTable = (engine: Engine, p: SomeProcedure) => `${engine.catalogue.tableOf(p)}_case`

/** What the case says goes before what the row has; also what it told as empty (fill.ts clearedIn). */
const overlaid = (state: Columns | undefined, own: Columns, h: CaseHeader): Columns => {
  const columns: Record<string, unknown> = { ...state }
  const cleared = new Set(state && ((own.filled as string[] | undefined) ?? []).map(snake))
  for (const k in own) if (own[k] !== null || !state || !(k in state) || cleared.has(k)) columns[k] = own[k]
  if (h.is_joint) return columns
  const { household_id, person_id, organisation_id, place_id } = h
  return Object.assign(columns, { household_id, person_id, organisation_id, place_id })
}
/** What a decision of today changes is what would stand next month. */
const rowState = (engine: Engine, p: SomeProcedure, on: Day) => {
  if (p.isNew) return sql`null::json`
  if (!hasStates(p.register))
    return sql`(select row_to_json(s) from ${sql.table(engine.catalogue.tableOf(p.register))} s where s.county_id = c.county_id and s.id = c.row_id)`
  const table = sql.table(`${engine.catalogue.tableOf(p.register)}_state`)
  return sql`(select row_to_json(s) from ${table} s where s.county_id = c.county_id and s.row_id = c.row_id
    and s.starts <= ${firstDay(monthAfter(monthOf(on)))}::date order by s.version desc limit 1)`
}

const livedIn = (engine: Engine, p: SomeProcedure) =>
  p.isNew || !p.head.from
    ? sql`null::bigint`
    : sql`(select s.division_id from ${sql.table(`${engine.catalogue.tableOf(p.register)}_state`)} s where s.county_id = c.county_id
        and s.row_id = c.row_id and s.starts <= to_date(${sql.ref(`d.${snake(String(p.head.from))}`)}, 'YYYY-MM') order by s.version desc limit 1)`

/** step → the day it was done in this round. */
export const doneOf = (p: SomeProcedure, columns: Columns): Partial<Record<string, Day>> =>
  Object.fromEntries(
    Object.keys(p.steps).flatMap(k => (columns[`${snake(k)}_on`] ? [[k, columns[`${snake(k)}_on`] as Day]] : [])),
  )
