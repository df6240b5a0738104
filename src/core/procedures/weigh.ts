/** Weighs a decision before it is made: what stands against it, what it is worth, from when; and the basis that is kept of it. */
import { Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Engine } from '#core/engine'
import type { Timeline } from '#core/registers/timeline'
import { type Day, firstDay, type Month } from '#define/time'
import type { ActInput } from './act-input.ts'
import { type CaseVerdict, stopsFrom, verdictOfRow } from './evaluate-case.ts'
import { worthAtFirst } from './first-worth.ts'
import type { Loaded } from './load.ts'

export interface Decision {
  /** The sheet, the clauses and the standards on which it rests; the letters print from it. */
  readonly basis: Basis
}
export interface Basis {
  readonly clauses: readonly unknown[]
  readonly sheet: readonly unknown[]
  /** Monthly, in fen. */
  readonly amount: number | null
  readonly before: number | null
  readonly persons: number | null
  /** Who they are, by number. */
  readonly people: readonly number[]
  readonly firstMonth: Month | null
  readonly stopsFrom: Day | null
  readonly edition: string
  readonly standards: Readonly<Record<string, unknown>>
}
export interface Weighed {
  readonly act: ActInput
  readonly one: Loaded
  readonly found: CaseVerdict
  readonly starts: Day
  amount: number | null
  before: number | null
  firstMonth: Month | null
  stops: Day | null
  sheet: readonly unknown[]
}
const good = new Set(['grant', 'continue', 'adjust', 'taper', 'found', 'not found', 'close'])

/** Refuses an outcome that the law does not allow here, with every sentence that stands against it. */
export const weigh = async (
  engine: Engine,
  p: SomeProcedure,
  act: ActInput,
  one: Loaded,
  on: Day,
  isNextMonth: boolean,
  timeline: Timeline,
): Promise<Weighed> => {
  const outcome = act.outcome!
  const found = verdictOfRow(p, one, outcome)
  const benefit = engine.catalogue.benefitsOf(p.register)[0]
  const isAsked = good.has(outcome) || !!p.head.mustTo?.[outcome as 'stop']
  if (isAsked && found.refusals.length)
    throw new Refusal(
      `不符合条件${found.refusals.map(r => `「${r.says}」`).join('')}，请核对填报内容，或者改选结论。`,
      {
        status: 422,
        basis: found.refusals
          .map(r => r.law ?? '')
          .filter(Boolean)
          .join('；'),
        detail: found.refusals,
      },
    )
  if (outcome === 'annul') {
    if (!act.says?.trim()) throw new Refusal('撤销登记须书面说明理由，请填写理由')
    return { act, one, found, starts: on, amount: null, before: null, firstMonth: null, stops: null, sheet: [] }
  }
  const said = p.head.from ? (one.columns[snake(String(p.head.from))] as Month | null) : null
  if (p.head.from && !said && outcome !== 'refuse')
    throw new Refusal(`请填写「${p.register.told.fields[String(p.head.from)]!.title}」`)
  const from = said ? firstDay(said) : stopsFrom(on, isNextMonth)
  const weighed: Weighed = {
    act,
    one,
    found,
    starts: from,
    amount: null,
    before: null,
    firstMonth: null,
    stops: null,
    sheet: found.sheet,
  }
  if (!benefit) return { ...weighed, starts: on, ...(outcome === 'stop' && { stops: on }) }
  weighed.before = p.isNew
    ? null
    : Number(one.columns[`${snake(engine.catalogue.idOf(benefit).split('.')[1]!)}_amount`] ?? 0)
  if (outcome === 'stop') {
    if (!act.says?.trim() && !one.columns.stop_reason)
      throw new Refusal('停发须书面说明理由，请填写停发原因或理由', { basis: '《社会救助暂行办法》第十三条' })
    return { ...weighed, stops: from, amount: 0 }
  }
  if (outcome === 'refuse') {
    if (!found.refusals.length && !act.says?.trim())
      throw new Refusal('各项条件都符合；不予确认的，请在意见中写明理由', { basis: '《社会救助暂行办法》第十一条' })
    return weighed
  }
  const worth = await worthAtFirst(p, benefit, one, found.c, on, timeline, said)
  if (outcome === 'continue' && !p.head.moves && worth.amount !== weighed.before)
    throw new Refusal(`核算金额为每月${yuan(worth.amount)}元，与现在的${yuan(weighed.before!)}元不同；请改选「调整」`, {
      detail: worth,
    })
  const { starts, amount, firstMonth, sheet } = worth
  return { ...weighed, starts, amount, firstMonth, sheet }
}
const yuan = (fen: number) => (fen / 100).toFixed(2)
export const reasonOf = (p: SomeProcedure, w: Weighed) => {
  const field = p.register.told.fields.stopReason
  const key = w.one.columns.stop_reason as string | null
  return (key && field?.options?.[key]) || w.act.says?.trim() || p.title
}

export const basisOf = (p: SomeProcedure, engine: Engine, w: Weighed): Basis => {
  const covers = engine.catalogue.benefitsOf(p.register)[0]?.worth.covers
  return {
    ...{
      clauses: w.found.clauses,
      sheet: w.sheet,
      amount: w.amount,
      before: w.before,
      firstMonth: w.firstMonth,
      stopsFrom: w.stops,
    },
    persons: covers ? (w.found.people[covers]?.length ?? 0) : null,
    people: covers ? (w.found.people[covers] ?? []) : [],
    edition: w.one.header.edition,
    standards: plain(w.one.given.standards),
  }
}
const plain = (standards: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(standards).filter(([, v]) => typeof v !== 'function'))
