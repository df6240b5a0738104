/** What was read of a file, written: new rows with all that stands below them, changes from a day on; where the ledger refuses, which line. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { sentenceFor } from '#core/constraints'
import { type Db, widely } from '#core/db'
import type { Problem } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { beginForRows } from '#core/procedures/begin'
import { countyOf, serialsFor } from '#core/procedures/serials'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { fixedFields, rolesOf, subjectColumn } from './columns.ts'
import { enterOrganisations } from './exchange-organisations.ts'
import { enterPlaces } from './exchange-places.ts'
import type { ReadRow } from './exchange-read.ts'
import { enterLines } from './exchange-whole.ts'
import { changeRows, enterRows } from './rows.ts'

/** As sets; where the ledger refuses, once more row by row, to say which. */
export const enterRead = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  read: readonly ReadRow[],
  on: Day,
): Promise<Problem[]> => {
  const why = await tried(trx, () => write(trx, engine, actor, r, read, on))
  if (!why) return []
  if (read.length > 500) return [{ row: read[0]!.row, says: why }]
  const problems: Problem[] = []
  for (const row of read) {
    const says = await tried(trx, () => write(trx, engine, actor, r, [row], on))
    if (says) problems.push({ row: row.row, says })
  }
  return problems.length ? problems : [{ row: read[0]!.row, says: why }]
}
const tried = async (trx: Db, work: () => Promise<void>): Promise<string | undefined> => {
  await sql`savepoint one_write`.execute(trx)
  try {
    await work()
    return undefined
  } catch (error) {
    await sql`rollback to savepoint one_write`.execute(trx)
    const why = error instanceof Refusal ? error.reason : sentenceFor(error)
    if (!why) throw error
    return why
  }
}
const write = async (trx: Db, engine: Engine, actor: Actor, r: AnyRegister, read: readonly ReadRow[], on: Day) => {
  const fresh = read.flatMap(row => (row.kind === 'new' ? [row] : []))
  const subject = subjectColumn(rolesOf(r)[0]![0])
  if (fresh.length) {
    const serials = await serialsOf(trx, engine, actor.countyId, r, on, fresh.length)
    const subjects = await enterPlaces(trx, actor.countyId, fresh, await enterOrganisations(trx, actor.countyId, fresh))
    const rowIds = await enterLines(trx, engine, actor, r, fresh)
    const ids = await enterRows(
      trx,
      engine,
      actor.countyId,
      r,
      fresh.map((n, i) => ({
        ...(rowIds[i] && { rowId: rowIds[i] }),
        ...{ divisionId: n.divisionId, townId: n.townId, from: n.from, caseId: null, because: '导入' },
        columns: {
          ...n.columns,
          [subject]: subjects[i],
          ...Object.fromEntries(serials.map(([column, numbers]) => [column, numbers[i]])),
        },
      })),
    )
    await widely(trx, actor, () => beginForRows(trx, engine, actor, r, ids, on))
  }
  const changed = read.flatMap(row =>
    row.kind === 'changed' ? [{ rowId: row.rowId, starts: on, columns: row.columns, because: '导入更改' }] : [],
  )
  if (changed.length) await changeRows(trx, engine, actor.countyId, r, changed)
}

/** The register's own numbers, given here as a decision gives them. */
const serialsOf = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister, on: Day, count: number) => {
  const county = await countyOf(trx, countyId)
  const all: [string, string[]][] = []
  for (const [name, f] of fixedFields(r))
    all.push([
      snake(name),
      await serialsFor(trx, county, `${engine.catalogue.idOf(r)}.${name}`, f.pattern!, on.slice(0, 4), count),
    ])
  return all
}
