/** Gathers what the rules may see of many rows or cases, in one statement. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, one, widely } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import { Person } from '#define/subjects'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { Asked } from './asked.ts'
import { hasStates, isJoint, partsOf, rolesOf, subjectColumn } from './columns.ts'
import {
  factsOf,
  householdsOf,
  type Member,
  type MemberFound,
  memberOf,
  membersQuery,
  type PersonFound,
  personsQuery,
} from './facts.ts'
import { type OtherFound, othersOf, othersQuery } from './other-facts.ts'
import { othersWithQuery } from './others-with.ts'
import { answersFrom, type Counted, questionsOf } from './past.ts'
import { amountColumn } from './tables.ts'
import { type ToSettle, toSettleQuery } from './to-settle.ts'
import { toRule } from './values.ts'
import { withinYearsQuery } from './within-years.ts'

export type Gathered = Omit<import('./evaluate.ts').Given, 'standards'>
/** What lies behind it, for a page that shows it: the members of each household, and all lines of each part. */
export interface Behind {
  readonly members: readonly Member[]
  readonly lines: Readonly<Record<string, readonly Line[]>>
  readonly toSettle?: ToSettle
}
export type Line = Columns & {
  readonly case_id: number | null
  readonly row_id: number | null
  readonly held: string | null
}
interface Found {
  members: MemberFound[] | null
  persons: PersonFound[] | null
  worth: { row_id: number; worth: number }[] | null
  [partOrQuestion: string]: unknown
}

/** One statement, however many are asked about. */
export const gather = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly Asked[],
  on: Day,
): Promise<Map<number, Gathered & Behind>> => {
  const roles = rolesOf(r)
  const idsOf = (kind: string) => [
    ...new Set(
      roles.filter(([, k]) => k === kind).flatMap(([role]) => all.map(a => a.columns[subjectColumn(role)] as number)),
    ),
  ]
  const first = subjectColumn(roles[0]![0])
  const subjects = new Map(all.map(a => [a.key, a.columns[first] as number]))
  // A case of today changes what will stand next month; a state is worked out from what stands on its own day.
  const next = firstDay(monthAfter(monthOf(on)))
  const asks = (what: string) => Object.entries<Question<any>>(r.told.past ?? {}).filter(([, q]) => q.asks === what)
  const questions = [
    ...questionsOf(engine, countyId, r, [...new Set(subjects.values())], on),
    ...asks('others with').map(([name, q]) => [name, othersWithQuery(engine, countyId, r, q, all, on)] as const),
    ...asks('times within').map(([name, q]) => [name, withinYearsQuery(engine, countyId, r, q, all, on)] as const),
  ]
  const query = sql<Found>`select ${sql.join([
    ...(roles.map(([, kind]) => kind).some(k => k === 'household')
      ? [listed(membersQuery(countyId, idsOf('household'), on), 'members')]
      : []),
    ...(roles.map(([, kind]) => kind).some(k => k === 'person')
      ? [listed(personsQuery(countyId, idsOf('person'), on), 'persons')]
      : []),
    ...roles.flatMap(([, kind]) =>
      isOther(kind) ? [listed(othersQuery(engine, kind, countyId, idsOf(kind), on), kind)] : [],
    ),
    ...partsOf(r).map(([name]) =>
      listed(linesQuery(engine, countyId, r, name, all, all.some(a => a.caseId) ? next : on), `part_${name}`),
    ),
    ...questions.map(([name, q]) => listed(q, `past_${name}`)),
    listed(toSettleQuery(engine, countyId, r, all), 'to_settle'),
    listed(worthQuery(engine, countyId, r, all, next), 'worth'),
  ])}`
  // What lies in another business or with another town counts all the same; who only sees their own would get another answer.
  const found =
    isJoint(r) || questions.length || roles.some(([, kind]) => isOther(kind))
      ? await widely(db, { countyId }, () => one(db, query))
      : await one(db, query)
  const members = (found.members ?? []).map(memberOf)
  const byHousehold = grouped(members, m => m.householdId)
  const households = householdsOf(members)
  const persons = new Map((found.persons ?? []).map(f => [f.id, new Person(factsOf(f))]))
  const others = new Map(
    roles.flatMap(([, kind]) => (isOther(kind) ? [[kind, othersOf(kind, (found[kind] ?? []) as OtherFound[])]] : [])),
  )
  const none = { members: [], member: () => undefined }
  const partLines = partsOf(r).map(([name, part]) => {
    const lines = (found[`part_${name}`] ?? []) as Line[]
    return { name, part, byCase: grouped(lines, l => l.case_id), byRow: grouped(lines, l => l.row_id) }
  })
  const worthOfRow = new Map((found.worth ?? []).map(f => [f.row_id, f.worth]))
  const worth = new Map(all.map(a => [a.key, (a.rowId && worthOfRow.get(a.rowId)) || 0]))
  const counted = Object.fromEntries(
    Object.keys(r.told.past ?? {}).map(k => [k, (found[`past_${k}`] ?? null) as Counted[] | null]),
  )
  const settling = (found.to_settle as ToSettle[] | null) ?? []
  const past = answersFrom(r, subjects, worth, counted, settling)
  const toSettle = new Map(settling.map(s => [s.key, s]))
  return new Map(
    all.map(a => {
      const lines = partLines.map(({ name, part, byCase, byRow }) => {
        const ofCase = (a.caseId && byCase.get(a.caseId)) || []
        const ofRow = (a.rowId && byRow.get(a.rowId)) || []
        // The parts that a case has filled, as last filled; else those in force on its row.
        const isFilled = ((a.columns.filled as string[] | undefined) ?? []).includes(name)
        const mine = isFilled ? ofCase.filter(f => f.held !== 'empty') : ofRow.filter(f => f.held !== null)
        return { name, all: [...new Set([...ofCase, ...ofRow])], seen: mine.map(f => toRule(part.told.fields, {}, f)) }
      })
      return [
        a.key,
        {
          subjects: Object.fromEntries(
            roles.map(([role, kind]) => {
              const id = a.columns[subjectColumn(role)] as number
              return [
                role,
                kind === 'household'
                  ? (households.get(id) ?? none)
                  : kind === 'person'
                    ? persons.get(id)
                    : others.get(kind)?.get(id),
              ]
            }),
          ),
          row: toRule(r.told.fields, {}, a.columns),
          parts: Object.fromEntries(lines.map(l => [l.name, l.seen])),
          past: past.get(a.key)!,
          ...(toSettle.has(a.key) && { toSettle: toSettle.get(a.key)! }),
          on,
          members: byHousehold.get(subjects.get(a.key)!) ?? [],
          lines: Object.fromEntries(lines.map(l => [l.name, l.all])),
        },
      ]
    }),
  )
}
const isOther = (kind: string) => kind === 'organisation' || kind === 'place'
const listed = (query: RawBuilder<unknown>, name: string) =>
  sql`(select json_agg(x) from (${query}) x) as ${sql.ref(name)}`

const linesQuery = (engine: Engine, countyId: number, r: AnyRegister, part: string, all: readonly Asked[], on: Day) => {
  const [caseIds, rowIds] = [all.flatMap(a => a.caseId || []), all.flatMap(a => a.rowId || [])]
  return sql`select * from ${sql.table(`${engine.catalogue.tableOf(r)}_${snake(part)}`)} where county_id = ${countyId}
    and (case_id = any(${caseIds}::bigint[]) or (row_id = any(${rowIds}::bigint[]) and held @> ${on}::date)) order by id`
}
const worthQuery = (engine: Engine, countyId: number, r: AnyRegister, all: readonly Asked[], next: Day) => {
  const benefit = engine.catalogue.benefitsOf(r)[0]
  const rowIds = all.flatMap(a => a.rowId || [])
  if (!benefit || !rowIds.length || !hasStates(r))
    return sql`select null::bigint as row_id, null::bigint as worth where false`
  const amount = sql.ref(amountColumn(engine.catalogue, benefit))
  return sql`select distinct on (row_id) row_id, ${amount} as worth from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)}
    where county_id = ${countyId} and row_id = any(${rowIds}::bigint[]) and starts <= ${next}::date order by row_id, version desc`
}
