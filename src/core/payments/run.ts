/** 每月核发: the month's lines for everybody who is due, with what earlier months still owe, once a month and benefit. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import { type Db, maybe, one } from '#core/db'
import { standardsOn } from '#core/standards/values'
import { type Rhythm, rhythms } from '#define/benefit'
import type { Day, Month } from '#define/time'
import { firstDay, monthAfter, monthOf, monthsApart } from '#define/time'
import { closeGaps } from './close.ts'
import { nothing, type OpenedRun, summary, together } from './opened-run.ts'
import { dateOf, payableOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'
import { insertRegular, isAnyDue } from './regular.ts'
import { type Before, lastRunOf, newRun, standStill } from './stand-still.ts'

export interface RunOf {
  readonly catalogue: Catalogue
  readonly benefit: AnyBenefit
  readonly month: Month
  /** Sees the whole county. */
  readonly actor: Actor
}
/**
 * Lines of `month` and of what earlier months lack; what they have too much becomes claims. All in the given transaction.
 * @throws Refusal where the month is run already, is not the next one, lies in the future, has no standards, or nothing is to be paid
 */
export const openRun = async (trx: Db, { catalogue, benefit, month, actor }: RunOf): Promise<OpenedRun> => {
  const of = payableOf(catalogue, benefit)
  const today = await standStill(trx, of, actor)
  const before = await maybe(trx, lastRunOf(of, actor))
  mustBeMonth(month)
  const rhythm = await rhythmOn(trx, actor.countyId, of, month)
  const span = monthsPaid(rhythm, month, before)
  mustBeNext(of, month, today, before, rhythm)
  const { run } = await one(
    trx,
    newRun(
      of,
      actor,
      'month',
      sql`(select ${dateOf(month)} as month, ${(before?.nth ?? 0) + 1}::int as nth, ${dateOf(span.at(-1)!)} as pays_from) s`,
    ),
  )
  const at = { county: actor.countyId, run, month }
  // A month in which nothing was due has no run: a month with no statement to pay holds up nobody.
  for (const skipped of before ? monthsBetween(before.last, span.at(-1)!) : [])
    if (await isAnyDue(trx, of, at.county, skipped))
      throw new Refusal(
        `「${of.title}」只核发到 ${before!.last}，请先核发 ${endOfSpan(skipped, monthsOf[rhythm])}，再核发 ${month}。`,
      )
  const regular = [await insertRegular(trx, of, at)]
  for (const earlier of span.slice(1)) regular.push(await insertRegular(trx, of, at, earlier))
  const closed = before
    ? await closeGaps(trx, of, at, actor, { ...before, upTo: monthAfter(span.at(-1)!, -1) })
    : nothing
  const done = { id: run, month, ...(closed ? together([...regular, closed]) : await summary(trx, at)) }
  if (!done.regular && !done.arrears && !done.repay && !done.held && !done.claims)
    throw new Refusal(`${month}没有应发「${of.title}」的对象，未生成发放；请核对台账和月份。`, {
      detail: { isNothing: true },
    })
  await note(trx, of, actor, done)
  return done
}

/**
 * 补核 in the month run last: only rows that something has touched since. @throws Refusal where nothing has to be put right
 */
export const supplementRun = async (
  trx: Db,
  { catalogue, benefit, actor }: Omit<RunOf, 'month'>,
): Promise<OpenedRun> => {
  const of = payableOf(catalogue, benefit)
  await standStill(trx, of, actor)
  const before = await maybe(
    trx,
    sql<Before & { run: number }>`with before as materialized (${lastRunOf(of, actor)}),
      made as (${newRun(of, actor, 'supplement', sql`(select "lastMonth" as month, nth + 1 as nth, null::date as pays_from from before) s`)})
      select * from before, made`,
  )
  if (!before) throw new Refusal(`「${of.title}」还没有核发过，不能补核；请先核发当月。`)
  const at = { county: actor.countyId, run: before.run, month: before.last, isSupplement: true }
  const closed = await closeGaps(trx, of, at, actor, { ...before, upTo: before.last })
  const done = { id: before.run, month: before.last, ...(closed ?? (await summary(trx, at))) }
  if (!done.arrears && !done.repay && !done.reversal && !done.claims && !done.held)
    throw new Refusal(`${before.last}核发以后没有需要补发或追缴「${of.title}」的变更，未生成补核。`)
  await note(trx, of, actor, done)
  return done
}

const note = (trx: Db, of: Payable, actor: Actor, { id, ...done }: OpenedRun) =>
  audit(trx, actor, {
    action: 'payment.run',
    business: of.business,
    subject: `run:${id}`,
    detail: { benefit: of.id, ...done },
  })

const mustBeMonth = (month: Month) => {
  if (!/^20(2\d|3[0-5])-(0[1-9]|1[0-2])$/.test(month))
    throw new Refusal(`「${month}」不是可以核发的月份，请写成 2024-07 的样子（2020 至 2035 年）。`, { status: 400 })
}
const rhythmOn = async (trx: Db, county: number, of: Payable, month: Month): Promise<Rhythm> => {
  if (!of.standards) return of.rhythm({})
  return of.rhythm(await standardsOn(trx, county, of.business, firstDay(month), { fields: of.standards }))
}
/** The months that a run of `month` pays, the last first: since the run before; the first run, those of its own quarter or half of a year. */
const monthsPaid = (rhythm: Rhythm, month: Month, before: Before | undefined): Month[] => {
  const size = monthsOf[rhythm]
  const place = (Number(month.slice(5)) - 1) % size
  const count = before ? monthsApart(before.last, month) : place + 1
  return Array.from({ length: Math.min(Math.max(1, count), size) }, (_, i) => monthAfter(month, -i))
}
const monthsBetween = (after: Month, until: Month): Month[] =>
  Array.from({ length: Math.max(0, monthsApart(after, until) - 1) }, (_, i) => monthAfter(after, i + 1))
const monthsOf: Readonly<Record<Rhythm, number>> = { month: 1, quarter: 3, 'half-year': 6 }

const mustBeNext = (of: Payable, month: Month, today: Day, before: Before | undefined, rhythm: Rhythm) => {
  const size = monthsOf[rhythm]
  if (before && month <= before.last && month >= before.first)
    throw new Refusal(`${month}的「${of.title}」已经核发，同一月份不得重复核发；变更请作补核。`, { status: 409 })
  if (before && month < before.first)
    throw new Refusal(`「${of.title}」自 ${before.first} 起核发，不能再核发更早的 ${month}；漏发的由补核补发。`)
  if (Number(month.slice(5)) % size)
    throw new Refusal(
      `「${of.title}」${rhythms[rhythm]}发放，只在${rhythm === 'quarter' ? '每季' : '每半年'}的最后一个月核发，${month}不是。`,
    )
  const latest = monthAfter(monthOf(today))
  const next = before && endOfSpan(monthAfter(before.last), size)
  if (before && next! <= latest && month > latest)
    throw new Refusal(`「${of.title}」只核发到 ${before.last}，请先核发 ${next}，再核发 ${month}。`)
  if (month > latest) throw new Refusal(`今天是 ${today}，最早只能提前核发 ${latest}，不能核发 ${month}。`)
}

/** The last month of the quarter or half-year in which a month lies. */
const endOfSpan = (month: Month, size: number) => monthAfter(month, (size - (Number(month.slice(5)) % size)) % size)
