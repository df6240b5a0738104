/** Writes what a step asks or fills into the case: fields into its columns, parts as a new filling. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, write } from '#core/db'
import type { Columns, Engine, Values } from '#core/engine'
import { inJson } from '#core/registers/in-json'
import { toColumns } from '#core/registers/values'
import type { Fields } from '#define/field'
import type { Day } from '#define/time'

export interface Filling {
  readonly caseId: number
  readonly fields?: Values
  readonly parts?: Readonly<Record<string, readonly Values[]>>
  /** What else is set in the case: the group of the step. */
  readonly columns?: Columns
  /** Its lines stand beside those told before: a step that repeats. */
  readonly isAdded?: boolean
}

/** What these steps write for the case alone. */
export const ownFields = (p: SomeProcedure, steps: readonly string[]): Fields =>
  Object.assign({}, ...steps.map(k => p.steps[k]?.own ?? {}))

/** What a step may write: its fields, its parts, and what is its own. */
export const writable = (p: SomeProcedure, steps: readonly string[]) => {
  const named = steps.flatMap(k => [...(p.steps[k]?.asks ?? []), ...(p.steps[k]?.fills ?? [])]) as string[]
  const parts = p.register.told.parts ?? {}
  const own = ownFields(p, steps)
  const needed = new Set(steps.flatMap(k => (p.steps[k]?.needs ?? []) as readonly string[]))
  const asked = (n: string) => ({ ...p.register.told.fields[n]!, ...(needed.has(n) && { mayBeMissing: undefined }) })
  const fields = Object.fromEntries(named.filter(n => !(n in parts)).map(n => [n, asked(n)]))
  return { fields: { ...fields, ...own } as Fields, parts: named.filter(n => n in parts) }
}

/** Refuses what is not the step's to write, and what must be there and is not. `given`: what the case has already. */
export const columnsFilled = (
  engine: Engine,
  p: SomeProcedure,
  steps: readonly string[],
  f: Filling,
  given: Columns,
  on: Day,
): Columns => {
  const may = writable(p, steps)
  const foreign = [
    ...Object.keys(f.fields ?? {}).filter(k => !may.fields[k]),
    ...Object.keys(f.parts ?? {}).filter(k => !may.parts.includes(k)),
  ]
  if (foreign.length) throw new Refusal(`本环节不填写「${foreign.join('、')}」，请刷新页面后重新填写`, { status: 400 })
  const columns = toColumns(engine, may.fields, f.fields ?? {}, on)
  const has = (name: string, isSecret?: boolean) => {
    const column = isSecret ? `${snake(name)}_masked` : snake(name)
    const value = column in columns ? columns[column] : given[column]
    return value !== null && value !== undefined && value !== ''
  }
  const missing = Object.entries(may.fields).filter(
    ([k, d]) => !d.mayBeMissing && d.type !== 'serial' && !has(k, d.isSecret),
  )
  if (missing.length)
    throw new Refusal(`请填写${missing.map(([, d]) => `「${d.title}」`).join('、')}`, {
      status: 422,
      detail: missing.map(([k]) => k),
    })
  return columns
}

/** Where a row is changed, what is told as empty is emptied, and does not stay what the row had: kept by name with the parts that are filled. */
export const clearedIn = (p: SomeProcedure, f: Pick<Filling, 'fields' | 'parts'>, given: Columns): Columns => {
  if (p.isNew) return {}
  const isEmpty = (v: unknown) => v === null || v === undefined || v === ''
  const cleared = Object.entries(f.fields ?? {}).flatMap(([k, v]) => {
    const field = p.register.told.fields[k]
    return isEmpty(v) && field?.mayBeMissing && !field.isSecret ? [k] : []
  })
  const before = (given.filled as string[] | undefined) ?? []
  return cleared.length ? { filled: [...new Set([...before, ...Object.keys(f.parts ?? {}), ...cleared])] } : {}
}

/** Many cases at once; every case of one call fills the same columns. */
export const fillCases = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  table: string,
  all: readonly (Filling & { columns: Columns })[],
  on: Day,
): Promise<void> => {
  await fillParts(trx, engine, countyId, p, all, on)
  for (const group of sameColumns(all)) {
    const names = Object.keys(group[0]!.columns)
    if (!names.length) continue
    const told = JSON.stringify(
      group.map(g => ({ id: g.caseId, ...Object.fromEntries(names.map(n => [n, inJson(g.columns[n])])) })),
    )
    const set = sql.join(names.map(n => sql`${sql.ref(n)} = f.${sql.ref(n)}`))
    await write(
      trx,
      sql`update ${sql.table(table)} d set ${set} from jsonb_populate_recordset(null::${sql.table(table)}, ${told}::jsonb) f
      where d.county_id = ${countyId} and d.id = f.id`,
    )
  }
}
const sameColumns = <T extends { columns: Columns }>(all: readonly T[]): T[][] => {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = Object.keys(one.columns).join()
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

const fillParts = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  all: readonly Filling[],
  on: Day,
) => {
  const names = [...new Set(all.flatMap(f => Object.keys(f.parts ?? {})))]
  for (const name of names) {
    const part = p.register.told.parts![name]!
    const table = `${engine.catalogue.tableOf(p.register)}_${snake(name)}`
    const filling = all.filter(f => f.parts?.[name])
    const lines = filling.flatMap(f =>
      f.parts![name]!.map((values, i) => ({
        caseId: f.caseId,
        columns: lineColumns(engine, part.title, part.told.fields, values, i, on),
      })),
    )
    await write(
      trx,
      sql`update ${sql.table(table)} set held = 'empty' where county_id = ${countyId} and held is null
      and case_id = any(${filling.filter(f => !f.isAdded).map(f => f.caseId)}::bigint[])`,
    )
    if (lines.length) {
      const columns = Object.keys(lines[0]!.columns)
      const told = JSON.stringify(lines.map(l => ({ case_id: l.caseId, ...l.columns })))
      await write(
        trx,
        sql`insert into ${sql.table(table)} (county_id, case_id, ${sql.join(columns.map(c => sql.ref(c)))})
        select ${countyId}, n.case_id, ${sql.join(columns.map(c => sql.ref(`n.${c}`)))}
        from jsonb_populate_recordset(null::${sql.table(table)}, ${told}::jsonb) n`,
      )
    }
    await write(
      trx,
      sql`update ${sql.table(`${engine.catalogue.tableOf(p)}_case`)} set filled = array(select distinct unnest(filled || ${[name]}::text[]))
      where county_id = ${countyId} and id = any(${filling.map(f => f.caseId)}::bigint[]) and not filled @> ${[name]}::text[]`,
    )
  }
}
const lineColumns = (
  engine: Engine,
  title: string,
  fields: Fields,
  values: Values,
  index: number,
  on: Day,
): Columns => {
  const all = { ...Object.fromEntries(Object.keys(fields).map(k => [k, null])), ...values }
  const columns = toColumns(engine, fields, all, on)
  const missing = Object.entries(fields).filter(
    ([k, f]) => !f.mayBeMissing && (columns[f.isSecret ? `${snake(k)}_masked` : snake(k)] ?? null) === null,
  )
  if (missing.length)
    throw new Refusal(`「${title}」第${index + 1}行请填写${missing.map(([, f]) => `「${f.title}」`).join('、')}`, {
      detail: missing.map(([k]) => k),
    })
  return columns
}
export const insertDetails = (trx: Db, table: string, all: readonly Columns[]) =>
  insertMany(
    trx,
    table,
    all.map(row => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, inJson(v)]))),
  )
