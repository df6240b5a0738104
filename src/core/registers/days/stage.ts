/** Rows of a file, a screen or a machine on their way into a day register: each cell read once, all of them copied into a table of this transaction. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import { copyPortions } from '#core/copy'
import { type Db, rows } from '#core/db'
import type { ImportedRow, Problem } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { blindIndex } from '#core/identity/sealing'
import { normalName } from '#core/people/names'
import type { Field } from '#define/field'
import { checkIdNumber, normalIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { fieldColumns, rolesOf, subjectColumn } from '../columns.ts'
import { travellingFields, typedValue } from '../exchange-columns.ts'
import { hex } from '../values.ts'
import { once, readCell, subjectsNamed } from './cells.ts'

export const staged = 'staged_rows'
/** `person_id` where the rows come from the ledger itself, else `number_index`. */
export const makeStage = async (trx: Db, r: AnyRegister) => {
  const columns = stagedFields(r).map(([k, f]) => `${snake(k)} ${fieldColumns(k, f, false)[0]!.type.split(' ')[0]}`)
  await sql`drop table if exists pg_temp.${sql.raw(staged)}`.execute(trx)
  await sql`create temp table ${sql.raw(staged)} (line integer, name text, person_id bigint, number_index bytea, on_day date,
    ${sql.raw(columns.join(', '))}) on commit drop`.execute(trx)
}
/** A secret would have three columns and is not looked at in sets: such a register is filled by its matters. */
export const stagedFields = (r: AnyRegister) => travellingFields(r).filter(([, f]) => !f.isSecret)
/** About one person, kept by hand, told in plain cells. */
export const isStaged = (r: AnyRegister) =>
  r.told.over === 'day' &&
  r.told.keptBy !== undefined &&
  r.told.about === 'person' &&
  stagedFields(r).length === Object.keys(r.told.fields).length

/** The columns by which a row is one of its kind, as staged; `who` is the person. */
export const keysOf = (r: AnyRegister) =>
  ((r.told.unique ?? []) as readonly string[]).map(u => (u === 'subject' ? 'who' : u === 'day' ? 'on_day' : snake(u)))
export const keyInTable = (column: string) => (column === 'who' ? 'person_id' : column)

/** Copies what can be read; what can't is told and left out. */
export const stageLines = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  portions: AsyncIterable<Iterable<ImportedRow>>,
  on: Day,
): Promise<Problem[]> => {
  await makeStage(trx, r)
  const fields = stagedFields(r)
  const subjects = await subjectsNamed(trx, engine, countyId, fields)
  const cells = fields.map(([k, f]) => ({
    k,
    title: f.title,
    read: once(text => readCell(engine, k, f, text, on, subjects)),
  }))
  const readNumber = once(text => {
    const number = normalIdNumber(text)
    const checked = checkIdNumber(number, on)
    if (!checked.ok) throw new Refusal(checked.reason)
    return hex(blindIndex(engine.keys, 'id-number', number))
  })
  const readDay = once(text => {
    if (!isDay(text)) throw new Refusal('“日期”应写作 2024-06-20')
    if (text > on) throw new Refusal('“日期”在今天之后，请核对')
    return text
  })
  const problems: Problem[] = []
  const lineOf = ({ row, values }: ImportedRow) => {
    try {
      const number = readNumber(values['.number'] ?? '')
      const day = readDay(values['.from'] ?? '')
      return [
        [row, normalName(values['.name'] ?? ''), number, day, ...cells.map(c => c.read(values[c.k] ?? ''))] as const,
      ]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      problems.push({ row, says: error.reason })
      return []
    }
  }
  const linesOf = function* (some: Iterable<ImportedRow>) {
    for (const line of some) yield* lineOf(line)
  }
  const read = async function* () {
    for await (const some of portions) yield linesOf(some)
  }
  const names = ['line', 'name', 'number_index', 'on_day', ...fields.map(([k]) => snake(k))]
  await copyPortions(trx, staged, names, read())
  return problems
}
