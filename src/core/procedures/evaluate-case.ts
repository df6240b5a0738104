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
import { type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
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
  sheet.push({ title: `${b.title}（每月）`, amount: (amount / 100).toFixed(2) })
  return { amount, sheet }
}

/** 首月 (rulebook 1.5): a classic source of errors, so each benefit says it. */
export const firstMonthOf = (b: AnyBenefit, c: unknown, at: { decided: Day; applied: Day; birthday?: Day }): Month => {
  const rule = typeof b.worth.from === 'function' ? b.worth.from(c as never) : (b.worth.from ?? 'month after decision')
  const day = rule.endsWith('birthday') ? at.birthday! : rule.endsWith('application') ? at.applied : at.decided
  return rule.startsWith('month after') ? monthAfter(monthOf(day)) : monthOf(day)
}
/** 停发月: from the month after the day, or the month itself where the county says so (rulebook 1.5). */
export const stopsFrom = (day: Day, isNextMonth = true): Day =>
  firstDay(isNextMonth ? monthAfter(monthOf(day)) : monthOf(day))
