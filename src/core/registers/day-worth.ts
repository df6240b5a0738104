/** What a row of one day is worth: its measures by the facts of that day and the standards of its place, and each benefit's sum in fen, kept with the row. */
import type { Db } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import { type Day, monthOf } from '#define/time'
import { evaluate, measuredColumns, worthOf } from './evaluate.ts'
import { gather } from './given.ts'
import { amountColumn, countColumn } from './tables.ts'
import { timelineOf } from './timeline.ts'
import type { MonthToSettle } from './to-settle.ts'

export interface DayWorth {
  readonly columns: Columns
  /** Of a statement: the months that it settles. */
  readonly months: readonly MonthToSettle[]
}
/** The columns that follow from the rest, in the order of the rows; nothing where nothing is measured and nothing paid. */
export const worthOfDays = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly { readonly on: Day; readonly at: number; readonly columns: Columns; readonly caseId: number | null }[],
): Promise<DayWorth[]> => {
  const { catalogue } = engine
  const benefits = catalogue.benefitsOf(r)
  const settled = catalogue.settledBy(r)
  if (!benefits.length && !settled.length && !Object.keys(r.measures).length)
    return all.map(() => ({ columns: {}, months: [] }))
  const timeline = timelineOf(trx, engine, countyId, r)
  const found: DayWorth[] = []
  for (const [on, ofDay] of grouped(
    all.map((row, at) => ({ row, at })),
    x => x.row.on,
  )) {
    const asked = ofDay.map(({ row, at }) => ({ key: at, caseId: row.caseId, columns: { ...row.columns, filled: [] } }))
    const given = await gather(trx, engine, countyId, r, asked, on)
    for (const { at, row } of ofDay) {
      const standards = await timeline.on(on, row.at)
      const { measured, c } = evaluate(r, { ...given.get(at)!, on, standards }, true)
      const seen = { row: c.row, measured, standards, past: c.past }
      // What the provider is paid is what the statement says: a sum of whole fen, in twelfths. Less than nothing is paid to nobody: it settles
      // nothing, and is set off against the next one.
      const sum = settled.length ? Math.round(settledIn(r, c.past, 'money to settle') / 12) : 0
      const rows = sum < 0 || !settled.length ? 0 : settledIn(r, c.past, 'rows to settle')
      found[at] = {
        columns: {
          ...measuredColumns(r, measured),
          ...Object.fromEntries(benefits.map(b => [amountColumn(catalogue, b), worthOf(b, seen, monthOf(on))])),
          ...Object.fromEntries(settled.map(b => [amountColumn(catalogue, b), Math.max(0, sum)])),
          ...Object.fromEntries(settled.map(b => [countColumn(catalogue, b), rows])),
        },
        months: sum < 0 ? [] : (given.get(at)!.toSettle?.months ?? []),
      }
    }
  }
  return found
}
const settledIn = (r: AnyRegister, past: Readonly<Record<string, unknown>>, asks: string) => {
  const asked = Object.entries<any>(r.told.past ?? {}).find(([, q]) => q.asks === asks)
  if (!asked) throw new Error(`${r.title}: a statement asks its past for the ${asks}`)
  return past[asked[0]] as number
}
