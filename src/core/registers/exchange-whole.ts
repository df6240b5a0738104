/** 期初转入: rows that bring what stands below them — households nobody knew, incomes, assets — written with the row, all or none. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, insertMany, newIds, rows, widely } from '#core/db'
import type { Below, ImportedRow, Problem } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { normalIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { partsOf } from './columns.ts'
import { peopleIn, placesIn } from './exchange-known.ts'
import { enterNewHouseholds, memberSheet } from './exchange-members.ts'
import { isOf, type ReadSheet } from './exchange-parts.ts'
import type { ReadRow } from './exchange-read.ts'
import { membersQuery } from './facts.ts'

/** Before anything is read of the rows, so that their people are there to be named; where the ledger refuses, by halves, until it is known whom. */
export const enterHouseholdsOf = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  main: readonly ImportedRow[],
  sheets: readonly ReadSheet[],
  on: Day,
): Promise<Problem[]> => {
  const members = sheets.find(s => s.name === memberSheet)
  if (!members) return []
  const { countyId } = actor
  const problems: Problem[] = []
  const tell = (row: ImportedRow, says: string) => {
    const own = members.lines.filter(l => isOf(row, l)).map(l => l.row)
    problems.push({ row: row.row, says, below: { sheet: memberSheet, rows: own, says } })
  }
  const people = await peopleIn(trx, engine, countyId, r, main, on)
  const places = await placesIn(trx, countyId, on)
  const lines = (row: ImportedRow) => members.lines.filter(l => isOf(row, l))
  const known = main.flatMap(row => {
    const household = people.get(normalIdNumber(row.values['.number'] ?? ''))?.headOf
    return !row.values['.id'] && household ? [{ row, household }] : []
  })
  await refuseOthers(trx, countyId, known, lines, on, tell)
  const fresh = main.flatMap(row => {
    if (row.values['.id'] || known.some(k => k.row === row) || !lines(row).length) return []
    const divisionId = places.get(row.values['.village'] ?? '')?.id
    if (!divisionId) tell(row, '这一户还没有登记，请在“村（居）”中写乡镇和村（居）全名')
    return divisionId ? [{ row, lines: lines(row), divisionId }] : []
  })
  const enter = async (some: typeof fresh): Promise<void> => {
    const why = await refusedBy(trx, () => enterNewHouseholds(trx, engine, countyId, on, some))
    if (why === undefined) return
    const half = Math.ceil(some.length / 2)
    for (const part of some.length > 1 ? [some.slice(0, half), some.slice(half)] : []) await enter(part)
    if (some.length === 1) problems.push({ row: some[0]!.row.row, says: why, below: linesIn(why, some[0]!.lines) })
  }
  if (fresh.length) await enter(fresh)
  return problems
}
/** The members whom the sentence names, else all of the household. */
const linesIn = (says: string, lines: readonly ImportedRow[]): Below => {
  const named = lines.filter(l => says.includes(l.values.name || ' ') || says.includes(l.values.number || ' '))
  return { sheet: memberSheet, rows: (named.length ? named : lines).map(l => l.row), says }
}
const refusedBy = async (trx: Db, work: () => Promise<void>): Promise<string | undefined> => {
  await sql`savepoint some_households`.execute(trx)
  try {
    await work()
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint some_households`.execute(trx)
    return error.reason
  }
}
/** A household that is there already has the members that it has. */
const refuseOthers = async (
  trx: Db,
  countyId: number,
  known: readonly { readonly row: ImportedRow; readonly household: number }[],
  lines: (row: ImportedRow) => readonly ImportedRow[],
  on: Day,
  tell: (row: ImportedRow, says: string) => void,
) => {
  if (!known.length) return
  const found = await rows(
    trx,
    membersQuery(
      countyId,
      known.map(k => k.household),
      on,
    ),
  )
  for (const { row, household } of known) {
    const there = found.filter(f => Number(f.household_id) === household).map(f => f.name)
    const told = lines(row).map(l => l.values.name)
    if (told.length && told.sort().join() !== there.sort().join())
      tell(row, `这一户已经登记，家庭成员是${there.join('、')}，与表中不同；请先登记家庭变化`)
  }
}

/** The lines of new rows under the numbers that the rows will have, in force from their first day: before the rows, whose worth is worked out from them. */
export const enterLines = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  fresh: readonly Extract<ReadRow, { kind: 'new' }>[],
): Promise<readonly number[]> => {
  if (!fresh.some(f => f.parts)) return []
  const ids = await newIds(trx, fresh.length)
  await widely(trx, actor, async () => {
    for (const [name] of partsOf(r))
      await insertMany(
        trx,
        `${engine.catalogue.tableOf(r)}_${snake(name)}`,
        fresh.flatMap((f, i) =>
          (f.parts?.[name] ?? []).map(line => ({
            ...line,
            ...{ county_id: actor.countyId, case_id: null, row_id: ids[i], held: `[${f.from},)` },
          })),
        ),
      )
  })
  return ids
}
