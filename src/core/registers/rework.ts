/** Rows worked out again from a day on: then, and on each later day of which something is written already, so that no later fact is lost. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { changeRows } from './rows.ts'
import { type Change, type Current, stateColumns, type Worth } from './states.ts'

export interface Rework {
  readonly rowId: number
  readonly starts: Day
  readonly because: string
  readonly eventId?: number | null
  readonly suspended?: boolean
}
export type Reworked = Worth & Change
interface Later extends Current {
  starts: Day
  because: string
  case_id: number | null
  event_id: number | null
}

/**
 * A state says «from then on it is thus, whatever was said before»: what is worked out again from June on would therefore undo what is written
 * of July. So July is written again after it, with its own fields, suspension and reason, and with the facts as they are now known.
 * Several of one row, on different days, are worked out one after the other. Returns what each row is worth from each of these days on.
 */
export const reworkRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Rework[],
): Promise<Reworked[]> => {
  if (!all.length) return []
  const later = await laterStates(trx, engine, countyId, r, all)
  const byRow = grouped(all, a => a.rowId)
  const turns = [...byRow].map(([rowId, asked]) => turnsOf(asked, later.get(rowId) ?? []))
  const worths: Reworked[] = []
  for (let nth = 0; nth < Math.max(...turns.map(t => t.length)); nth++) {
    const round = turns.flatMap(t => t[nth] ?? [])
    const told = new Map(round.map(c => [c.rowId, c]))
    for (const w of await changeRows(trx, engine, countyId, r, round)) worths.push({ ...told.get(w.rowId)!, ...w })
  }
  return worths
}

/** By day; of two on one day the first asked about stands for both. */
const turnsOf = (asked: readonly Rework[], later: readonly Later[]): Change[] => {
  const days = new Map<Day, Change>()
  for (const s of later) {
    const { row_id, division_id, town_id, starts, because, case_id, event_id } = s
    const suspended = asked.find(a => event_id && a.eventId === event_id)?.suspended ?? s.suspended
    const told = { rowId: row_id, starts, because, caseId: case_id, eventId: event_id, suspended, columns: s }
    days.set(starts, { ...told, divisionId: division_id, townId: town_id })
  }
  for (const a of [...asked].reverse()) {
    const written = days.get(a.starts)
    const kept = written && { columns: written.columns, suspended: a.suspended ?? written.suspended! }
    days.set(a.starts, { columns: {}, ...a, ...kept })
  }
  return [...days.values()].sort((a, b) => (a.starts < b.starts ? -1 : 1))
}

/** Row → what is written of days on or after the first one asked about and still stands, each with the fields that it says. */
const laterStates = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Rework[],
): Promise<Map<number, Later[]>> => {
  const first = new Map<number, Day>()
  for (const { rowId, starts } of all) if (!(first.get(rowId)! <= starts)) first.set(rowId, starts)
  const told = JSON.stringify([...first].map(([row_id, from_day]) => ({ row_id, from_day })))
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const found = await rows(
    trx,
    sql<Later>`select s.* from jsonb_to_recordset(${told}::jsonb) as a(row_id bigint, from_day date)
      join ${table} s on s.county_id = ${countyId} and s.row_id = a.row_id and s.starts > a.from_day
      where s.because <> '标准调整或到期' and not exists (
        select from ${table} n where n.county_id = s.county_id and n.row_id = s.row_id and n.version > s.version and n.starts <= s.starts)`,
  )
  const seen = found.map(f => {
    const { row_id, division_id, town_id, suspended, starts, because, case_id, event_id } = f
    return {
      ...stateColumns(r, f),
      row_id,
      division_id,
      town_id,
      suspended,
      starts,
      because,
      case_id,
      event_id,
    } as Later
  })
  return grouped(seen, s => s.row_id)
}
