/** What a row will be worth in the month it begins, by the standards of that month: shown on trial, posted and decided alike. */
import { type AnyBenefit, type SomeProcedure, snake } from '#core/catalogue'
import { evaluate } from '#core/registers/evaluate'
import type { Timeline } from '#core/registers/timeline'
import { type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import { firstMonthOf, worthOfCase } from './evaluate-case.ts'
import type { Loaded } from './load.ts'

/** `said`: the month that a correction itself names. The amount is in fen. */
export const worthAtFirst = async (
  p: SomeProcedure,
  benefit: AnyBenefit,
  one: Loaded,
  c: unknown,
  decided: Day,
  timeline: Timeline,
  said?: Month | null,
) => {
  const firstMonth = p.isNew
    ? firstMonthOf(benefit, c, { decided, applied: one.header.applied_on })
    : (said ?? monthAfter(monthOf(decided)))
  const starts = firstDay(firstMonth)
  // Who moves is worth what the place they move to pays.
  const at = p.head.moves ? Number(one.columns[snake(String(p.head.moves))]) : said ? one.livedIn : one.livesIn
  const then = evaluate(p.register, { ...one.given, on: starts, standards: await timeline.on(starts, at) })
  return { firstMonth, starts, ...worthOfCase(benefit, then, firstMonth) }
}
