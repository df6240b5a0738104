/** What the rules say of a case: measures, clauses, sheet, worth; each outcome asks its own clauses. Pure. */
import type { AnyBenefit, SomeProcedure } from '#core/catalogue'
import {
  type Evaluated,
  evaluate,
  refusing,
  type SheetLine,
  type Verdict,
  verdicts,
  worthOf,
} from '#core/registers/evaluate'
import { Person } from '#define/subjects'
import { birthdayOf, type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import type { Loaded } from './load.ts'

export interface CaseVerdict extends Evaluated {
  readonly clauses: readonly Verdict[]
  /** The sentences that refuse the outcome asked about. */
  readonly refusals: readonly Verdict[]
}
/** `outcome`: which outcome is thought of; without one, what the matter itself asks. */
export const verdictOfRow = (p: SomeProcedure, one: Pick<Loaded, 'given'>, outcome?: string): CaseVerdict => {
  const found = evaluate(p.register, one.given)
  const rule = p.head.mustTo?.[outcome as 'taper'] ?? p.head.must
  const clauses = rule ? verdicts(rule(found.c), one.given.on) : []
  return { ...found, clauses, refusals: refusing(clauses) }
}

/** The monthly worth in fen, and the sheet of it after the sheet of the measures. */
export const worthOfCase = (b: AnyBenefit, found: Evaluated, month: Month): { amount: number; sheet: SheetLine[] } => {
  const sheet = [...found.sheet]
  const amount = worthOf(
    b,
    { row: found.c.row, measured: found.measured, standards: found.c.standards, past: found.c.past },
    month,
    sheet,
  )
  sheet.push({ title: isMonthly(b) ? `${b.title}（每月）` : b.title, amount: (amount / 100).toFixed(2) })
  return { amount, sheet }
}

/** What is in force is paid month by month; what happened on a day, or is paid once, is one sum. */
export const isMonthly = (b: AnyBenefit) => b.worth.paid !== 'once' && b.worth.of.told.over === 'period'

/**
 * 首月 (rulebook 1.5): a classic source of errors, so each benefit says it. Whoever applies before the birthday's month waits for it; whoever applies
 * later gets the months since it, as far back as the county allows.
 */
export const firstMonthOf = (b: AnyBenefit, c: unknown, at: { decided: Day; applied: Day }): Month => {
  const { from = 'month after decision', fromAge, backTo } = b.worth
  const rule = typeof from === 'function' ? from(c as never) : from
  const birthday = fromAge === undefined ? undefined : birthdayOf(bornOf(c), fromAge)
  const day = rule.endsWith('birthday') ? birthday! : rule.endsWith('application') ? at.applied : at.decided
  const month = rule.startsWith('month after') ? monthAfter(monthOf(day)) : monthOf(day)
  if (!rule.endsWith('birthday') || !backTo) return month
  const earliest = monthAfter(monthOf(at.applied), -backTo(c as never))
  return month < earliest ? earliest : month
}
const bornOf = (c: any): Day => {
  const person = Object.values(c).find(x => x instanceof Person) as Person | undefined
  if (!person) throw new Error('a first month that is counted from a birthday, of nobody')
  return person.facts.born
}
/** 停发月: from the month after the day, or the month itself where the county says so (rulebook 1.5). */
export const stopsFrom = (day: Day, isNextMonth = true): Day =>
  firstDay(isNextMonth ? monthAfter(monthOf(day)) : monthOf(day))
