/** 指标: figures of the catalogue counted for a period and an area, as the asker may see them, now or as once known. */
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { counting, type Db, rows } from '#core/db'
import { sentenceOf } from './definition.ts'
import type { Tally } from './exact.ts'
import { type Exact, quotient, written } from './exact.ts'
import { type Plan, planOf } from './plan.ts'
import { type Ask, mustCount, type Scope, scopeOf } from './scope.ts'
import { tally } from './tally.ts'

export interface Shown {
  /** null where a published number is missing or the divisor is nought. */
  readonly value: number | null
  /** As it is printed: '9558.86'. */
  readonly text: string | null
}
export interface AreaValue extends Shown {
  readonly code: string
  readonly name: string
}
export interface Indicator extends Shown {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** As asked: '2024H1'. */
  readonly period: string
  readonly area: string
  readonly definition: string
  /** Of a share or an average: what is divided by what, so that anybody can reckon it again. */
  readonly quotient?: { readonly part: string; readonly whole: string | null }
  /** Money before any rounding, in fen. */
  readonly fen?: number
  /** With `by`: each town or village of the area, those with nothing included. */
  readonly areas?: readonly AreaValue[]
}
export interface IndicatorAsk extends Ask {
  /** All that the asker may see, where left out. */
  readonly names?: readonly string[]
  /** What is not theirs to count is left out instead of refused. */
  readonly leavesOut?: boolean
}

/**
 * Counts in few passes, for the asker of the transaction (`asActor`).
 * @throws Refusal for an unknown figure, a bad period, area or moment, or a business that the asker does not work in
 */
export const indicators = async (db: Db, catalogue: Catalogue, ask: IndicatorAsk): Promise<Indicator[]> => {
  const scope = await scopeOf(db, ask)
  const plans = plansFor(catalogue, scope, ask)
  const counts = plans.flatMap(p => (p.whole ? [p.part, p.whole] : [p.part]))
  const tallies = await counting(db, () => tally(db, catalogue, scope, counts))
  const places = scope.by ? await placesIn(db, scope) : []
  return plans.map(plan => {
    const part = tallies.get(plan.part)!
    const whole = plan.whole && tallies.get(plan.whole)!
    const value = valueOf(part.total, plan, whole?.total)
    return {
      id: plan.name,
      title: plan.name,
      ...shown(value, plan),
      unit: plan.unit,
      period: scope.period.name,
      area: scope.areaName,
      definition: sentenceOf(plan, scope.period),
      ...(plan.whole && part.total && { quotient: dividedBy(part.total, whole?.total) }),
      ...(value?.isMoney && value.under === 1n && { fen: Number(value.over) }),
      ...(scope.by && { areas: areaValues(plan, places, part, whole) }),
    }
  })
}
const plansFor = (catalogue: Catalogue, scope: Scope, { names, leavesOut = !names }: IndicatorAsk): Plan[] => {
  const plans = [...new Set(names ?? Object.keys(catalogue.figures))].map(n => planOf(catalogue, n))
  if (leavesOut) return plans.filter(p => p.businesses.every(scope.counts))
  for (const plan of plans) mustCount(scope, plan)
  return plans
}

const valueOf = (part: Exact | null, plan: Plan, over: Exact | null | undefined): Exact | null =>
  !plan.whole || !part ? part : over ? quotient(part, over) : null
const dividedBy = (part: Exact, over: Exact | null | undefined) => ({
  part: written(part, '元'),
  whole: over ? written(over, '元') : null,
})
const shown = (value: Exact | null, { unit, decimals }: Plan): Shown => {
  const text = value && written(value, unit, decimals)
  return { value: text === null ? null : Number(text), text }
}

interface Place {
  readonly id: number
  readonly code: string
  readonly name: string
}
const placesIn = (db: Db, scope: Scope): Promise<Place[]> =>
  rows(
    db,
    sql<Place>`select d.id, d.code, d.name from division d where d.county_id = ${scope.county} and d.level = ${scope.by}
      and d.valid @> ${scope.period.to}::date and ((select app_sees_all()) or d.id = any ((select app_divisions())::bigint[]))
      and (${scope.area?.id ?? null}::bigint is null or exists (select from division_within w
        where w.county_id = d.county_id and w.ancestor_id = ${scope.area?.id ?? null}::bigint and w.division_id = d.id))
      order by d.code`,
  )
/** What lies in no town any more is shown, not lost. */
const areaValues = (plan: Plan, places: readonly Place[], part: Tally, over?: Tally): AreaValue[] => {
  const isPublished = plan.part.of === 'published'
  const nothing: Exact | null = isPublished ? null : { over: 0n, under: 1n, isMoney: plan.part.of === 'payments' }
  const at = (id: number) => shown(valueOf(part.by.get(id) ?? nothing, plan, over && (over.by.get(id) ?? null)), plan)
  const listed = places.map(({ id, code, name }) => ({ code, name, ...at(id) }))
  const elsewhere = part.by.has(0) ? [{ code: '', name: '未归入乡镇、村（居）', ...at(0) }] : []
  return [...listed, ...elsewhere]
}
