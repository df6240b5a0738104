/** Whether a row may go on after it was looked at, and whether its money changes: asked of the rules, as the clerk at the screen is told. */
import type { SomeProcedure } from '#core/catalogue'
import { verdictOfRow, worthOfCase } from '#core/procedures/evaluate-case'
import { loadCases } from '#core/procedures/load'
import { evaluate } from '#core/registers/evaluate'
import { timelineOf } from '#core/registers/timeline'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { Life } from './life.ts'

/** Case → what may be decided; a case that the rules would refuse is left out: somebody has to look closer. */
export const goingOn = async (life: Life, p: SomeProcedure, on: Day, ids: readonly number[]) => {
  const { trx, engine, countyId, matters } = life
  const loaded = await loadCases(trx, engine, countyId, p, ids, on, false)
  const month = monthAfter(monthOf(on))
  const starts = firstDay(month)
  const timeline = timelineOf(trx, engine, countyId, matters.roster)
  const may = new Map<number, 'continue' | 'adjust'>()
  for (const one of loaded.values()) {
    if (verdictOfRow(p, one, 'continue').refusals.length) continue
    const standards = await timeline.on(starts, one.livesIn)
    const then = evaluate(matters.roster, { ...one.given, on: starts, standards })
    const { amount } = worthOfCase(matters.allowance, then, month)
    may.set(one.id, amount === Number(one.columns.allowance_amount ?? 0) ? 'continue' : 'adjust')
  }
  return may
}
