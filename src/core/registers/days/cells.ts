/** The cells of a row that is entered in sets: each text read once, names of other registers found once. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Field } from '#define/field'
import type { Day } from '#define/time'
import { rolesOf, subjectColumn } from '../columns.ts'
import { typedValue } from '../exchange-columns.ts'
import { toColumns } from '../values.ts'

type Cell = string | number | null
/** The same text is read once, whether it is right or wrong: a hundred thousand rows say the same few things. */
export const once = (read: (text: string) => Cell) => {
  const known = new Map<string, { value: Cell } | { refused: Refusal }>()
  return (text: string): Cell => {
    let found = known.get(text)
    if (!found) {
      try {
        found = { value: read(text) }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        found = { refused: error }
      }
      known.set(text, found)
    }
    if ('refused' in found) throw found.refused
    return found.value
  }
}
export const readCell = (
  engine: Engine,
  name: string,
  f: Field<any>,
  text: string,
  on: Day,
  subjects: ReadonlyMap<object, ReadonlyMap<string, number>>,
): Cell => {
  if (!text && !f.mayBeMissing) throw new Refusal(`“${f.title}”没有填写`)
  if (f.of) {
    const id = subjects.get(f.of)!.get(text)
    if (text && id === undefined) throw new Refusal(`“${f.title}”没有「${text}」，或不在您的管辖范围内`)
    return id ?? null
  }
  // A machine may name a choice by its key.
  const value = f.options && text in f.options ? text : typedValue(f, text)
  if (value === undefined) throw new Refusal(`“${f.title}”的内容“${text}”不对`)
  const column = toColumns(engine, { [name]: f }, { [name]: value }, on)[snake(name)]
  return column === null || column === undefined
    ? null
    : typeof column === 'boolean'
      ? column
        ? 't'
        : 'f'
      : (column as string)
}

/** Of each register that a field points into: name → number, as far as the asker sees them; a number is its own name. */
export const subjectsNamed = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  fields: readonly [string, Field<any>][],
) => {
  const found = new Map<object, ReadonlyMap<string, number>>()
  for (const of of new Set(fields.flatMap(([, f]) => f.of ?? []))) {
    const [[role, kind]] = rolesOf(of) as [[string, string]]
    const subject = sql.ref(`t.${subjectColumn(role)}`)
    const named = await rows(
      trx,
      sql<{ id: number; name: string }>`select distinct x.id, x.name from ${sql.table(engine.catalogue.tableOf(of))} t
        join ${sql.table(kind)} x on x.county_id = t.county_id and x.id = ${subject} where t.county_id = ${countyId} and not isempty(t.held)`,
    )
    found.set(of, new Map(named.flatMap(n => [[n.name, n.id] as const, [String(n.id), n.id] as const])))
  }
  return found
}
