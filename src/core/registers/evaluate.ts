/** The rules over one row: facts → measured columns → clauses and the sheet line by line. Pure. */
import { snake } from '#core/catalogue'
import type { Columns } from '#core/engine'
import type { Benefit } from '#define'
import type { Clause } from '#define/clauses'
import { inForce } from '#define/clauses'
import type { Fen, Money } from '#define/money'
import type { AnyRegister } from '#define/register'
import type { Person } from '#define/subjects'
import { type Day, type Month, monthOf } from '#define/time'

export interface Given {
  /** Each role with what is known of it: { household }, { person }, { child, adopter }. */
  readonly subjects: Readonly<Record<string, unknown>>
  readonly row: Readonly<Record<string, unknown>>
  readonly parts: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly standards: Readonly<Record<string, unknown>>
  readonly past: Readonly<Record<string, unknown>>
  readonly on: Day
  readonly applied?: Day
}
export interface SheetLine {
  readonly title: string
  /** Yuan with two decimals where it is money; else the value itself. */
  readonly amount: string | number | boolean | null
  readonly law?: string
}
export interface Evaluated {
  /** Everything a clause may see. */
  readonly c: any
  /** Measure → value; of people, their number. */
  readonly measured: Readonly<Record<string, unknown>>
  /** People measure → persons' numbers. */
  readonly people: Readonly<Record<string, readonly number[]>>
  readonly sheet: readonly SheetLine[]
}

const quiet = (_: string, value: unknown) => value
const recorder = (sheet: SheetLine[]) => (title: string, value: unknown, law?: string) => {
  sheet.push({ title, amount: shownLine(value), ...(law && { law }) })
  return value
}
/** Whatever a rule writes in a line is money in twelfths of a fen, unless it is no number. */
const shownLine = (value: unknown) =>
  typeof value === 'number' ? (Math.round(value) / 1200).toFixed(2) : (value as string | boolean | null)

/** `isQuiet`: without the sheet, for many rows. */
export const evaluate = (r: AnyRegister, given: Given, isQuiet = false): Evaluated => {
  const sheet: SheetLine[] = []
  const c: any = {
    ...given.subjects,
    row: given.row,
    parts: Object.fromEntries(Object.keys(r.told.parts ?? {}).map(k => [k, given.parts[k] ?? []])),
    standards: given.standards,
    past: given.past,
    on: given.on,
    applied: given.applied ?? given.on,
    month: monthOf(given.on),
    line: isQuiet ? quiet : recorder(sheet),
    measured: {},
  }
  const people: Record<string, number[]> = {}
  for (const [name, m] of Object.entries<any>(r.measures)) {
    const value = m.of(c)
    if (m.type === 'people') people[name] = (value as Person[]).map(p => Number(p.id))
    c.measured[name] = m.type === 'people' ? value.length : m.type === 'money' ? Math.round(value * 1e4) / 1e4 : value
  }
  return { c, measured: c.measured, people, sheet }
}

/** The monthly worth in fen, seen from columns alone. */
export const worthOf = (
  b: Benefit<any>,
  seen: { row: unknown; measured: unknown; standards: unknown; past: unknown },
  month: Month,
  sheet?: SheetLine[],
): number => b.amount({ ...seen, month, line: sheet ? recorder(sheet) : quiet } as any) as Fen as unknown as number

export interface Verdict {
  readonly says: string
  readonly holds: boolean
  readonly weight: 'must' | 'mind'
  readonly law?: string
}
export const verdicts = (clauses: readonly Clause[], on: Day): Verdict[] =>
  clauses
    .filter(x => inForce(x, on))
    .map(x => ({ says: x.says, holds: x.holds, weight: x.weight, ...(x.law && { law: x.law }) }))
export const refusing = (all: readonly Verdict[]) => all.filter(v => v.weight === 'must' && !v.holds)

export const measuredColumns = (r: AnyRegister, measured: Readonly<Record<string, unknown>>): Columns =>
  Object.fromEntries(Object.keys(r.measures).map(name => [snake(name), measured[name]]))
export type MonthlyMoney = Money<'household month'>
