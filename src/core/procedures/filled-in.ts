/** 填报之后: cases as they are once a step has filled their columns, without reading them again. */
import { type Catalogue, type SomeProcedure, snake } from '#core/catalogue'
import type { Columns } from '#core/engine'
import { columnNames } from '#core/registers/columns'
import { toRule } from '#core/registers/values'
import type { Field } from '#define/field'
import type { Question } from '#define/past'
import type { ActInput } from './act-input.ts'
import type { Loaded } from './load.ts'

/** Questions about the past whose answer hangs on what the case itself says, not only on whom it is about. */
const ofColumns = new Set<Question['asks']>(['others with', 'times within'])

/** Undefined where more than columns of their own has changed: the parts of a case, or what was asked of the ledger by what a column said. */
export const filledIn = (
  catalogue: Catalogue,
  p: SomeProcedure,
  filling: readonly { readonly act: ActInput; readonly one: Loaded; readonly columns: Columns }[],
): Map<number, Loaded> | undefined => {
  const r = p.register
  if (filling.some(f => Object.keys(f.act.parts ?? {}).length)) return
  if (Object.values<Question<any>>(r.told.past ?? {}).some(q => ofColumns.has(q.asks)) || catalogue.settledBy(r).length)
    return
  const from = p.head.from && snake(String(p.head.from))
  if (filling.some(f => (from && from in f.columns) || fallsBack(p, f.columns))) return
  return new Map(
    filling.map(({ one, columns: filled }) => {
      const columns = { ...one.columns, ...filled }
      return [one.id, { ...one, columns, given: { ...one.given, row: toRule(r.told.fields, {}, columns) } }]
    }),
  )
}
/** Where a row is changed, an empty field that was not told as empty says what the row says. */
const fallsBack = (p: SomeProcedure, columns: Columns) => {
  if (p.isNew) return false
  const told = new Set((columns.filled as string[] | undefined) ?? [])
  return Object.entries<Field<any>>(p.register.told.fields).some(
    ([k, f]) => !told.has(k) && columnNames(k, f).some(c => c in columns && (columns[c] ?? null) === null),
  )
}
