/** Opens, changes and closes rows of a register with their states and people; one or ten thousand, a handful of statements. */
import { sql } from 'kysely'
import { plusMonths } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import { type Db, insertMany, newIds, rows, write } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { columnNames, hasStates, rolesOf, subjectColumn } from './columns.ts'
import { worthOfDays } from './day-worth.ts'
import { inJson } from './in-json.ts'
import { ownParts } from './parts.ts'
import { keepPeople } from './people.ts'
import { type Change, currentStates, restate, stateColumns, type Worth } from './states.ts'
import { amountColumn } from './tables.ts'
import { closeMonths } from './to-settle.ts'
import { writeThrough } from './told-facts.ts'

export interface Entry {
  readonly divisionId: number
  readonly townId: number | null
  /** Subject columns and field columns. */
  readonly columns: Columns
  readonly from: Day
  readonly caseId: number | null
  readonly because: string
  /** The row that was made for it, when its number is already known. */
  readonly rowId?: number
}
/** New rows, live from a day on. The people are looked up as of that day. Refused by the ledger: a second live row, a person covered twice. */
export const enterRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  entries: readonly Entry[],
): Promise<number[]> => {
  const table = engine.catalogue.tableOf(r)
  const fresh = await newIds(trx, entries.filter(e => !e.rowId).length)
  const ids = entries.map(e => e.rowId ?? fresh.shift()!)
  const kept = [
    ...rolesOf(r).map(([role]) => subjectColumn(role)),
    ...Object.entries(r.told.fields)
      .filter(([, f]) => f.type === 'serial' && !f.mayBeMissing)
      .map(([k]) => snake(k)),
  ]
  if (!hasStates(r)) {
    const own = Object.keys(entries[0]?.columns ?? {}).filter(k => ofRow(r).includes(k))
    const worth = await worthOfDays(
      trx,
      engine,
      countyId,
      r,
      entries.map(e => ({ on: e.from, at: e.divisionId, columns: e.columns, caseId: e.caseId })),
    )
    await insertMany(
      trx,
      table,
      entries.map((e, i) => ({
        ...{ county_id: countyId, id: ids[i], division_id: e.divisionId, town_id: e.townId },
        ...{ on_day: e.from, case_id: e.caseId },
        ...Object.fromEntries(own.map(k => [k, inJson(e.columns[k])])),
        ...worth[i]!.columns,
      })),
    )
    await closeMonths(
      trx,
      engine,
      countyId,
      r,
      entries.map((e, i) => ({ rowId: ids[i]!, columns: e.columns, months: worth[i]!.months })),
    )
    await ownParts(
      trx,
      engine,
      countyId,
      r,
      entries.flatMap((e, i) => (e.caseId ? [{ rowId: ids[i]!, caseId: e.caseId, from: e.from }] : [])),
    )
    return ids
  }
  await insertMany(
    trx,
    table,
    entries.map((e, i) => ({
      ...{
        county_id: countyId,
        id: ids[i],
        division_id: e.divisionId,
        town_id: e.townId,
        held: `[${e.from},${endOf(r, e.from)})`,
        case_id: e.caseId,
      },
      ...Object.fromEntries(kept.map(k => [k, e.columns[k] ?? null])),
    })),
  )
  await ownParts(
    trx,
    engine,
    countyId,
    r,
    entries.flatMap((e, i) => (e.caseId ? [{ rowId: ids[i]!, caseId: e.caseId, from: e.from }] : [])),
  )
  const changes = entries.map((e, i) => ({
    rowId: ids[i]!,
    starts: e.from,
    columns: e.columns,
    because: e.because,
    caseId: e.caseId,
    divisionId: e.divisionId,
    townId: e.townId,
  }))
  await restate(trx, engine, countyId, r, changes, new Map())
  await writeThrough(
    trx,
    countyId,
    r,
    entries.map(e => e.columns),
  )
  return ids
}
/** 有效期: the first day on which it holds no more, where the register says how long. */
const endOf = (r: AnyRegister, from: Day) => (r.told.holdsFor ? plusMonths(from, r.told.holdsFor.count) : '')

/** From a day on it is otherwise. Returns what each row was and is worth a month. */
export const changeRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  changes: readonly Change[],
): Promise<Worth[]> => {
  if (!changes.length) return []
  const before = await currentStates(
    trx,
    engine,
    countyId,
    r,
    changes.map(c => ({ rowId: c.rowId, on: c.starts })),
  )
  const worths = await restate(trx, engine, countyId, r, changes, before)
  await tellChanges(trx, engine, countyId, r, changes)
  return worths
}

const tellChanges = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  changes: readonly Pick<Change, 'rowId'>[],
) => {
  if (!r.told.tells) return
  const table = engine.catalogue.tableOf(r)
  const now = await rows(
    trx,
    sql<Columns>`select s.*, t.* from ${sql.table(table)} t cross join lateral (select * from ${sql.table(`${table}_state`)} s
      where s.county_id = t.county_id and s.row_id = t.id order by s.version desc limit 1) s
      where t.county_id = ${countyId} and t.id = any(${changes.map(c => c.rowId)}::bigint[])`,
  )
  await writeThrough(trx, countyId, r, now)
}

/** A row whose end was already written goes on: an end that has not come yet, or one that was decided wrongly. */
export const reopenRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  rowIds: readonly number[],
  from: Day,
): Promise<void> => {
  await write(
    trx,
    sql`update ${sql.table(engine.catalogue.tableOf(r))} set held = daterange(lower(held), null), end_reason = null
    where county_id = ${countyId} and id = any(${rowIds}::bigint[]) and upper(held) >= ${from}::date`,
  )
}

/** Closes rows; what was not yet live is cancelled. Their people leave with them. */
export const leaveRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  leaving: readonly { rowId: number; from: Day; because: string; caseId?: number | null; eventId?: number | null }[],
): Promise<void> => {
  if (!leaving.length) return
  const table = engine.catalogue.tableOf(r)
  const told = JSON.stringify(leaving.map(l => ({ row_id: l.rowId, from_day: l.from, reason: l.because })))
  const before = await currentStates(
    trx,
    engine,
    countyId,
    r,
    leaving.map(l => ({ rowId: l.rowId, on: l.from })),
  )
  await write(
    trx,
    sql`update ${sql.table(table)} t set end_reason = l.reason,
      held = case when lower(t.held) >= l.from_day then 'empty'::daterange else daterange(lower(t.held), l.from_day) end
    from jsonb_to_recordset(${told}::jsonb) as l(row_id bigint, from_day date, reason text)
    where t.county_id = ${countyId} and t.id = l.row_id and not isempty(t.held) and (upper(t.held) is null or upper(t.held) > l.from_day)`,
  )
  const worths = engine.catalogue.benefitsOf(r).map(b => [amountColumn(engine.catalogue, b), 0])
  const closing = leaving.filter(l => before.has(l.rowId))
  await insertMany(
    trx,
    `${table}_state`,
    closing.map(l => ({
      ...stateColumns(r, before.get(l.rowId)!),
      ...{
        county_id: countyId,
        row_id: l.rowId,
        starts: l.from,
        because: l.because,
        case_id: l.caseId ?? null,
        event_id: l.eventId ?? null,
      },
      ...Object.fromEntries(worths),
    })),
  )
  await keepPeople(
    trx,
    engine,
    countyId,
    r,
    leaving.map(l => ({ rowId: l.rowId, from: l.from, people: {}, caseId: l.caseId ?? null, divisionId: null })),
  )
}

/** Every column that a row of one day has of its own. */
const ofRow = (r: AnyRegister) => [
  ...rolesOf(r).map(([role]) => subjectColumn(role)),
  ...Object.entries(r.told.fields).flatMap(([k, f]) => columnNames(k, f)),
]
