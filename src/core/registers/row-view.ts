/** One row of a register as its page shows it: as it stands, how it came to be, who is covered, what it is worth this month and what was paid. */

import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { paymentsOf } from '#core/people/money-of'
import { inShort, type ListedCase } from '#core/procedures/in-short'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, measuresOf, partsOf, rolesOf } from './columns.ts'
import { type ListedRow, listRows } from './list.ts'
import { sheetOf } from './row-sheet.ts'
import { amountColumn } from './tables.ts'
import { toValues, yuanOf } from './values.ts'

export interface Shown {
  readonly id: string
  readonly subject: string
  readonly fields: Record<string, unknown>
  readonly measures: Record<string, unknown>
  readonly amount: string | null
  readonly [more: string]: unknown
}
/** A listed row in the words of the screen: fields apart from measures, the worth of all benefits as one sum. */
export const grouped = (engine: Engine, r: AnyRegister, row: ListedRow): Shown => {
  const benefits = engine.catalogue.benefitsOf(r).map(b => engine.catalogue.idOf(b).split('.')[1]!)
  const fen = benefits.reduce((sum, b) => sum + Math.round(Number(row[b]) * 100), 0)
  return {
    ...{
      id: String(row.id),
      subject: String(row.subject ?? ''),
      idNumberMasked: row.subjectIdNumber,
      division: row.village,
      town: row.town,
    },
    ...{ householdId: textOf(row.householdId), personId: textOf(row.personId), caseId: textOf(row.caseId) },
    subjects: row.subjects,
    ...{ from: row.from, until: row.until, endReason: row.endReason, suspended: row.suspended },
    fields: Object.fromEntries(Object.keys(r.told.fields).map(k => [k, row[k] ?? null])),
    measures: Object.fromEntries(measuresOf(r).map(([k]) => [k, row[k] ?? null])),
    amount: benefits.length ? yuanOf(fen) : null,
  }
}
const textOf = (id: unknown) => (id === null || id === undefined ? null : String(id))

/** @throws Refusal 404 where there is none, or the asker does not see it */
export const readRow = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number, on: Day) => {
  const { rows: found } = await listRows(db, engine, actor, r, { on, state: 'all', id: rowId })
  const [row] = found
  if (!row) throw new Refusal('台账中没有这一行，或不在您的管辖范围内', { status: 404 })
  const shown = grouped(engine, r, row)
  const [[, kind]] = rolesOf(r) as [[string, string]]
  const states = hasStates(r) ? await statesOf(db, engine, actor, r, rowId) : []
  return {
    ...shown,
    register: engine.catalogue.idOf(r),
    subject: { kind, id: (shown.subjects as { id: string }[])[0]!.id, headName: shown.subject, name: shown.subject },
    division: { name: shown.division, town: shown.town },
    states,
    parts: await inForce(db, engine, actor, r, rowId, on),
    people: await coveredOf(db, engine, actor, r, rowId),
    payments: await paymentsOf(db, { engine, actor, on, sees: () => true }, [rowId]),
    cases: await casesOf(db, engine, actor, rowId, Number(row.caseId ?? 0)),
    sheet: hasStates(r) ? await sheetOf(db, engine, actor, r, rowId, on) : [],
  }
}

const statesOf = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number) => {
  const benefits = engine.catalogue.benefitsOf(r)
  const found = await rows(
    db,
    sql<Columns>`select s.*, to_char(s.known_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as known_at
      from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} s where county_id = ${actor.countyId} and row_id = ${rowId} order by version desc limit 200`,
  )
  return found.map(s => ({
    ...{
      version: Number(s.version),
      starts: s.starts as Day,
      knownFrom: s.known_at,
      why: s.because,
      suspended: s.suspended,
      caseId: textOf(s.case_id),
    },
    fields: toValues(r.told.fields, s),
    measures: measured(r, s),
    amounts: Object.fromEntries(
      benefits.map(b => [engine.catalogue.idOf(b), yuanOf(Number(s[amountColumn(engine.catalogue, b)] ?? 0))]),
    ),
  }))
}
const measured = (r: AnyRegister, s: Columns) =>
  Object.fromEntries(
    measuresOf(r).map(([k, m]) => [k, m.type === 'money' ? (Number(s[snake(k)]) / 1200).toFixed(2) : s[snake(k)]]),
  )

/** Rows below the row, those in force on the day. */
const inForce = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number, on: Day) => {
  const all: Record<string, Record<string, unknown>[]> = {}
  for (const [name, part] of partsOf(r)) {
    const found = await rows(
      db,
      sql<Columns>`select * from ${sql.table(`${engine.catalogue.tableOf(r)}_${snake(name)}`)}
        where county_id = ${actor.countyId} and row_id = ${rowId} and held @> ${on}::date order by id`,
    )
    all[name] = found.map(f => toValues(part.told.fields, f))
  }
  return all
}

const coveredOf = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number) =>
  (
    await rows(
      db,
      sql<{ person_id: number; name: string | null; measure: string; from: Day | null; until: Day | null }>`
        select c.person_id, p.name, c.measure, lower(c.held) as from, upper(c.held) as until from covered_person c
          left join person p on p.county_id = c.county_id and p.id = c.person_id
        where c.county_id = ${actor.countyId} and c.row_id = ${rowId} and c.register = ${engine.catalogue.idOf(r)} and not isempty(c.held)
        order by c.measure, lower(c.held), c.person_id`,
    )
  ).map(c => ({
    personId: String(c.person_id),
    name: c.name ?? '（外辖区）',
    measure: c.measure,
    title: r.measures[c.measure]?.title,
    from: c.from,
    until: c.until,
  }))

const casesOf = async (db: Db, engine: Engine, actor: Actor, rowId: number, madeBy: number) =>
  (
    await rows(
      db,
      sql<ListedCase>`
        select id, number, procedure, stands, outcome, applied_on from case_file
        where county_id = ${actor.countyId} and (row_id = ${rowId} or id = ${madeBy}) order by id desc limit 100`,
    )
  ).map(c => inShort(engine, c))
