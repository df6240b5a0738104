/** The states of rows: what a row is worth from a day on, worked out by the rules and written once for each day on which it changes. */
import { sql } from 'kysely'
import { type AnyBenefit, snake } from '#core/catalogue'
import { type Db, insertMany, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import { Household, Person } from '#define/subjects'
import { birthdayOf, type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import { changingFields, columnNames, measuresOf, rolesOf, subjectColumn } from './columns.ts'
import { evaluate, measuredColumns, worthOf } from './evaluate.ts'
import { type Gathered, gather } from './given.ts'
import { inJson } from './in-json.ts'
import { keepPeople, type PeopleFrom } from './people.ts'
import { amountColumn } from './tables.ts'
import { type At, type Timeline, timelineOf, traced } from './timeline.ts'

export interface Change {
  readonly rowId: number
  readonly starts: Day
  /** Field columns that are otherwise from then on. */
  readonly columns: Columns
  readonly because: string
  readonly caseId?: number | null
  readonly eventId?: number | null
  readonly suspended?: boolean
  readonly divisionId?: number
  readonly townId?: number | null
  /** Nothing is written where everything stays as it was: for what comes round by time and concerns few. */
  readonly isQuiet?: boolean
}
export interface Worth {
  readonly rowId: number
  /** Monthly, in fen, of the first benefit. */
  readonly before: number
  readonly after: number
  readonly persons: number
}
export interface Current extends Columns {
  row_id: number
  division_id: number
  town_id: number | null
  suspended: boolean
}

/** Writes the states that follow from these changes, and who is covered from then on. `before`: the states in force, where there are any. */
export const restate = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  changes: readonly Change[],
  before: ReadonlyMap<number, Current>,
): Promise<Worth[]> => {
  const timeline = timelineOf(trx, engine, countyId, r)
  const subjects = await subjectsOf(
    trx,
    engine,
    countyId,
    r,
    changes.map(c => c.rowId),
  )
  const days = [...new Set(changes.map(c => c.starts))].sort()
  const written: Columns[] = []
  const people: PeopleFrom[] = []
  const worths: Worth[] = []
  for (const day of days) {
    const ofDay = changes.filter(c => c.starts === day)
    const merged = ofDay.map(c => ({
      change: c,
      columns: { ...before.get(c.rowId), ...subjects.get(c.rowId), ...c.columns } as Columns,
    }))
    const given = await gather(
      trx,
      engine,
      countyId,
      r,
      merged.map(m => ({ key: m.change.rowId, rowId: m.change.rowId, columns: { ...m.columns, filled: [] } })),
      day,
    )
    for (const { change, columns } of merged) {
      const old = before.get(change.rowId)
      const at = change.divisionId ?? old?.division_id
      const states = await statesFrom(engine, r, given.get(change.rowId)!, columns, day, timeline, at)
      // An end that is written already stands: nothing is said beyond it, and nobody is covered beyond it.
      const ends = (columns.ends as Day | null) ?? null
      worths.push({
        rowId: change.rowId,
        before: Number(old?.[firstAmount(engine, r)] ?? 0),
        after: states[0]!.worth,
        persons: states[0]!.persons,
      })
      if ((ends && day >= ends) || (change.isQuiet && old && isSame(old, states[0]!))) continue
      const within = states.filter((s, i) => i === 0 || !ends || s.starts < ends)
      written.push(
        ...within.map(s => ({
          ...stateColumns(r, columns),
          ...{
            county_id: countyId,
            row_id: change.rowId,
            starts: s.starts,
            because: s.starts === day ? change.because : '标准调整或到期',
          },
          ...{
            division_id: change.divisionId ?? old!.division_id,
            town_id: change.divisionId ? change.townId : (old?.town_id ?? null),
          },
          ...{
            case_id: change.caseId ?? null,
            event_id: change.eventId ?? null,
            suspended: change.suspended ?? old?.suspended ?? false,
          },
          ...s.columns,
        })),
      )
      people.push({
        ...{ rowId: change.rowId, from: day, people: states[0]!.people, caseId: change.caseId ?? null },
        ...{ divisionId: change.divisionId ?? old!.division_id, until: ends },
      })
    }
  }
  await insertMany(trx, `${engine.catalogue.tableOf(r)}_state`, written)
  await keepPeople(trx, engine, countyId, r, people)
  return worths
}
/** Measures and worth; which standards were read is no change. */
const isSame = (old: Columns, state: State) =>
  Object.entries(state.columns).every(
    ([k, v]) => k === 'reads' || String(Number(old[k])) === String(Number(v)) || old[k] === v,
  )
const firstAmount = (engine: Engine, r: AnyRegister) => {
  const first = engine.catalogue.benefitsOf(r)[0]
  return first ? amountColumn(engine.catalogue, first) : ''
}

interface State {
  readonly starts: Day
  readonly columns: Columns
  readonly people: Readonly<Record<string, readonly number[]>>
  readonly worth: number
  readonly persons: number
}
/** The state of a row that lives there from a day on, and another for each later day on which a standard starts, a month in a field has passed or somebody reaches an age. */
export const statesFrom = async (
  engine: Engine,
  r: AnyRegister,
  given: Gathered,
  columns: Columns,
  from: Day,
  timeline: Timeline,
  at: At,
): Promise<State[]> => {
  const passed = changingFields(r)
    .filter(([k, f]) => f.type === 'month' && columns[snake(k)])
    .map(([k]) => firstDay(monthAfter(columns[snake(k)] as Month)))
    .filter(d => d > from)
  const turns = agesReached(r, given).filter(d => d > from)
  const days = [from, ...new Set([...(await timeline.after(from, at)), ...passed, ...turns])].sort()
  const states: State[] = []
  for (const starts of days) {
    const state = stateOn(engine, r, given, await timeline.on(starts, at), starts)
    const last = states.at(-1)
    if (!last || JSON.stringify(last.columns) !== JSON.stringify(state.columns)) states.push(state)
  }
  return states
}
/** The first days of the month of each birthday that counts, and of the month after: which of them it is, the rule says. */
const agesReached = (r: AnyRegister, given: Gathered): Day[] =>
  (r.told.ages ?? []).flatMap(age =>
    peopleIn(given.subjects).flatMap(p => {
      const month = monthOf(birthdayOf(p.facts.born, age))
      return [firstDay(month), firstDay(monthAfter(month))]
    }),
  )
const peopleIn = (subjects: Gathered['subjects']) =>
  Object.values(subjects).flatMap(s => (s instanceof Person ? [s] : s instanceof Household ? s.members : []))

const stateOn = (
  engine: Engine,
  r: AnyRegister,
  given: Gathered,
  standards: Readonly<Record<string, unknown>>,
  on: Day,
): State => {
  const { seen, reads } = traced(standards)
  const found = evaluate(r, { ...given, on, standards: seen }, true)
  const benefits = engine.catalogue.benefitsOf(r)
  const worth = (b: AnyBenefit) =>
    worthOf(b, { row: given.row, measured: found.measured, standards, past: given.past }, monthOf(on))
  const amounts = benefits.map(b => [amountColumn(engine.catalogue, b), worth(b)] as const)
  const covers = benefits[0]?.worth.covers
  return {
    starts: on,
    columns: { ...measuredColumns(r, found.measured), ...Object.fromEntries(amounts), reads: [...reads].sort() },
    people: found.people,
    worth: amounts[0]?.[1] ?? 0,
    persons: covers ? (found.people[covers]?.length ?? 0) : 1,
  }
}

/** Of a wider row only what a state has; a state never inherits a worth. */
export const stateColumns = (r: AnyRegister, row: Columns): Columns => {
  const columns: Columns = {}
  for (const n of namesOfStates(r))
    columns[n] = inJson(row[n]) ?? (n === 'suspended' ? false : n === 'reads' ? [] : null)
  return columns
}
const stateNames = new WeakMap<AnyRegister, readonly string[]>()
const namesOfStates = (r: AnyRegister) => {
  const known = stateNames.get(r) ?? [
    ...changingFields(r).flatMap(([k, f]) => columnNames(k, f)),
    ...measuresOf(r).map(([k]) => snake(k)),
    ...['division_id', 'town_id', 'suspended', 'reads'],
  ]
  stateNames.set(r, known)
  return known
}
/** The state in force on each row's day. */
export const currentStates = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  asked: readonly { rowId: number; on: Day }[],
): Promise<Map<number, Current>> => {
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const found = await rows(
    db,
    sql<Current>`select s.* from jsonb_to_recordset(${JSON.stringify(asked.map(a => ({ row_id: a.rowId, on_day: a.on })))}::jsonb) as a(row_id bigint, on_day date)
      cross join lateral (select * from ${table} s where s.county_id = ${countyId} and s.row_id = a.row_id and s.starts <= a.on_day order by s.version desc limit 1) s`,
  )
  return new Map(found.map(f => [f.row_id, f]))
}
const subjectsOf = async (db: Db, engine: Engine, countyId: number, r: AnyRegister, ids: readonly number[]) => {
  const columns = sql.join(rolesOf(r).map(([role]) => sql.ref(subjectColumn(role))))
  const found = await rows(
    db,
    sql<
      Columns & { id: number }
    >`select id, upper(held) as ends, ${columns} from ${sql.table(engine.catalogue.tableOf(r))} where county_id = ${countyId} and id = any(${ids}::bigint[])`,
  )
  return new Map(found.map(({ id, ...subject }) => [id, subject]))
}
