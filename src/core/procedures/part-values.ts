/** The parts of a case as they travel: what the case has filled, else what is in force on its row. */
import type { SomeProcedure } from '#core/catalogue'
import { partsOf } from '#core/registers/columns'
import { toValues } from '#core/registers/values'
import type { Loaded } from './load.ts'

export const partValues = (p: SomeProcedure, one: Loaded): Record<string, Record<string, unknown>[]> => {
  const filled = (one.columns.filled as string[] | null) ?? []
  return Object.fromEntries(
    partsOf(p.register).map(([name, part]) => {
      const isOfCase = filled.includes(name) || p.isNew
      const mine = one.given.lines[name]!.filter(l =>
        isOfCase
          ? l.case_id === one.id && l.held !== 'empty'
          : l.row_id === one.header.row_id && l.held !== null && l.held !== 'empty',
      )
      return [name, mine.map(l => ({ id: String(l.id), ...toValues(part.told.fields, l) }))]
    }),
  )
}
