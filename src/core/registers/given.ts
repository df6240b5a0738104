/** Gathers what the rules may see of many rows or cases, in a handful of statements. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import { partsOf, rolesOf, subjectColumn } from './columns.ts'
import { householdsOf, membersOn, personsOn } from './facts.ts'
import { answersFor } from './past.ts'
import { amountColumn } from './tables.ts'
import { toRule } from './values.ts'

/** One row or case, by a key of its own (row or case number). */
export interface Asked {
  readonly key: number
  /** Subject columns and field columns, as the database has them. */
  readonly columns: Columns
  readonly rowId?: number | null
  readonly caseId?: number | null
}
export type Gathered = Omit<import('./evaluate.ts').Given, 'standards'>

export const gather = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Asked[],
  on: Day,
): Promise<Map<number, Gathered>> => {
  const subjects = await subjectsOf(db, countyId, r, all, on)
  // A case of today changes what will stand next month; a state is worked out from what stands on its own day.
  const stands = all.some(a => a.caseId) ? firstDay(monthAfter(monthOf(on))) : on
  const parts = await partsFor(db, engine, countyId, r, all, stands)
  const first = subjectColumn(rolesOf(r)[0]![0])
  const past = await answersFor(
    db,
    engine,
    countyId,
    r,
    new Map(all.map(a => [a.key, a.columns[first] as number])),
    await worthNow(db, engine, countyId, r, all, on),
    on,
  )
  return new Map(
    all.map(a => [
      a.key,
      {
        subjects: subjects.get(a.key)!,
        row: toRule(r.told.fields, {}, a.columns),
        parts: parts.get(a.key)!,
        past: past.get(a.key)!,
        on,
      },
    ]),
  )
}

const subjectsOf = async (db: Db, countyId: number, r: AnyRegister, all: readonly Asked[], on: Day) => {
  const roles = rolesOf(r)
  const idsOf = (kind: string) => [
    ...new Set(
      roles.filter(([, k]) => k === kind).flatMap(([role]) => all.map(a => a.columns[subjectColumn(role)] as number)),
    ),
  ]
  const households = roles.some(([, k]) => k === 'household')
    ? householdsOf(await membersOn(db, countyId, idsOf('household'), on))
    : new Map()
  const persons = roles.some(([, k]) => k === 'person') ? await personsOn(db, countyId, idsOf('person'), on) : new Map()
  const none = { members: [], member: () => undefined }
  return new Map(
    all.map(a => [
      a.key,
      Object.fromEntries(
        roles.map(([role, kind]) => {
          const id = a.columns[subjectColumn(role)] as number
          return [role, kind === 'household' ? (households.get(id) ?? none) : persons.get(id)]
        }),
      ),
    ]),
  )
}

/** The parts that a case has filled, as last filled; else those in force on its row. */
const partsFor = async (db: Db, engine: Engine, countyId: number, r: AnyRegister, all: readonly Asked[], on: Day) => {
  const result = new Map<number, Record<string, Record<string, unknown>[]>>(
    all.map(a => [a.key, Object.fromEntries(partsOf(r).map(([k]) => [k, []]))]),
  )
  const caseIds = all.flatMap(a => (a.caseId ? [a.caseId] : []))
  const rowIds = all.flatMap(a => (a.rowId ? [a.rowId] : []))
  for (const [name, part] of partsOf(r)) {
    const table = sql.table(`${engine.catalogue.tableOf(r)}_${snake(name)}`)
    const found = await rows(
      db,
      sql<
        Columns & { case_id: number | null; row_id: number | null; held: string | null }
      >`select * from ${table} where county_id = ${countyId}
        and (case_id = any(${caseIds}::bigint[]) or (row_id = any(${rowIds}::bigint[]) and held @> ${on}::date)) order by id`,
    )
    const byCase = grouped(found, f => f.case_id)
    const byRow = grouped(found, f => f.row_id)
    for (const a of all) {
      const isFilled = ((a.columns.filled as string[] | undefined) ?? []).includes(name)
      const ofCase = ((a.caseId && byCase.get(a.caseId)) || []).filter(f => f.held !== 'empty')
      const ofRow = ((a.rowId && byRow.get(a.rowId)) || []).filter(f => f.held !== null)
      const mine = isFilled ? ofCase : ofRow
      result.get(a.key)![name] = mine.map(f => toRule(part.told.fields, {}, f))
    }
  }
  return result
}

const worthNow = async (db: Db, engine: Engine, countyId: number, r: AnyRegister, all: readonly Asked[], on: Day) => {
  const benefit = engine.catalogue.benefitsOf(r)[0]
  const asked = all.filter(a => a.rowId)
  if (!benefit || !asked.length) return new Map<number, number>()
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const found = await rows(
    db,
    sql<{
      row_id: number
      worth: number
    }>`select distinct on (row_id) row_id, ${sql.ref(amountColumn(engine.catalogue, benefit))} as worth from ${table}
      where county_id = ${countyId} and row_id = any(${asked.map(a => a.rowId!)}::bigint[]) and starts <= ${firstDay(monthAfter(monthOf(on)))}::date order by row_id, version desc`,
  )
  const byRow = new Map(found.map(f => [f.row_id, f.worth]))
  return new Map(asked.map(a => [a.key, byRow.get(a.rowId!) ?? 0]))
}
