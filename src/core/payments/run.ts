/** 每月核发: the month's lines for everybody who is due, with what earlier months still owe, once a month and benefit. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import { type Db, ledgerDay, maybe, one } from '#core/db'
import { settingOn } from '#core/standards/settings'
import { standardsOn } from '#core/standards/values'
import { type Rhythm, rhythms } from '#define/benefit'
import type { Day, Month } from '#define/time'
import { firstDay, monthAfter, monthOf, monthsApart } from '#define/time'
import { lowerClaims, payGaps, reverseReturned } from './adjust.ts'
import { type Earlier, findGaps } from './gaps.ts'
import { openClaims, setOff } from './overpaid.ts'
import { dateOf, payableOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'
import { insertRegular, isAnyDue } from './regular.ts'

export interface RunOf {
  readonly catalogue: Catalogue
  readonly benefit: AnyBenefit
  readonly month: Month
  /** Sees the whole county. */
  readonly actor: Actor
}
export interface OpenedRun {
  readonly id: number
  readonly month: Month
  readonly regular: number
  readonly arrears: number
  readonly repay: number
  readonly deduction: number
  readonly reversal: number
  /** Written, but not in the file: no account, account changed, payee dead. */
  readonly held: number
  /** New claims for what was overpaid. */
  readonly claims: number
  /** Fen that the batch will carry. */
  readonly total: number
}

/**
 * Lines of `month` and of what earlier months lack; what they have too much becomes claims. All in the given transaction.
 * @throws Refusal where the month is run already, is not the next one, lies in the future, has no standards, or nothing is to be paid
 */
export const openRun = async (trx: Db, { catalogue, benefit, month, actor }: RunOf): Promise<OpenedRun> => {
  const of = payableOf(catalogue, benefit)
  const today = await ledgerDay(trx, actor.countyId)
  const before = await standStill(trx, of, actor)
  mustBeMonth(month)
  const rhythm = await rhythmOn(trx, actor.countyId, of, month)
  const span = monthsPaid(rhythm, month, before)
  mustBeNext(of, month, today, before, rhythm)
  const run = await newRun(trx, of, actor, { month, kind: 'month', paysFrom: span.at(-1)!, before })
  const at = { county: actor.countyId, run, month }
  // A month in which nothing was due has no run: a month with no statement to pay holds up nobody.
  for (const skipped of before ? monthsBetween(before.last, span.at(-1)!) : [])
    if (await isAnyDue(trx, of, at.county, skipped))
      throw new Refusal(
        `「${of.title}」只核发到 ${before!.last}，请先核发 ${endOfSpan(skipped, monthsOf[rhythm])}，再核发 ${month}。`,
      )
  await insertRegular(trx, of, at)
  for (const earlier of span.slice(1)) await insertRegular(trx, of, at, earlier)
  if (before)
    await closeGaps(trx, of, at, actor, { ...before, lastRun: before.id, upTo: monthAfter(span.at(-1)!, -1) }, today)
  const done = await summary(trx, at, month)
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
  const today = await ledgerDay(trx, actor.countyId)
  const before = await standStill(trx, of, actor)
  if (!before) throw new Refusal(`「${of.title}」还没有核发过，不能补核；请先核发当月。`)
  const run = await newRun(trx, of, actor, { month: before.last, kind: 'supplement', before })
  const at = { county: actor.countyId, run, month: before.last }
  await closeGaps(trx, of, at, actor, { ...before, lastRun: before.id, upTo: before.last }, today)
  const done = await summary(trx, at, before.last)
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

interface Before {
  readonly id: number
  readonly nth: number
  readonly first: Month
  readonly last: Month
  /** Runs whose batch was withdrawn. */
  readonly withdrawn: readonly number[]
}
/** One run of a benefit at a time, and no decision falls between it and the next. */
const standStill = async (trx: Db, of: Payable, { countyId, divisions }: Actor): Promise<Before | undefined> => {
  if (divisions !== 'all') throw new Refusal('核发须由管辖全县的岗位办理，请由县级民政的经办人核发。', { status: 403 })
  await sql`select pg_advisory_xact_lock(hashtextextended(${`payment ${countyId} ${of.id}`}, 0)),
    ${sql.join(of.locked.map(t => sql`hold_still(${t})`))}`.execute(trx)
  return maybe(
    trx,
    sql<Before>`select max(id) as id, max(nth) as nth, to_char(min(coalesce(pays_from, month)), 'YYYY-MM') as first, to_char(max(month), 'YYYY-MM') as last,
        to_jsonb(array(select b.run_id from payment_batch b join payment_run u on u.county_id = b.county_id and u.id = b.run_id
          where b.county_id = ${countyId} and b.withdrawn_on is not null and u.benefit = ${of.id})) as withdrawn
      from payment_run u where county_id = ${countyId} and benefit = ${of.id} having count(*) > 0`,
  )
}

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

interface NewRun {
  readonly month: Month
  readonly kind: 'month' | 'supplement'
  /** The first of the months that it pays. */
  readonly paysFrom?: Month
  readonly before: Before | undefined
}
const newRun = async (trx: Db, of: Payable, actor: Actor, { month, kind, paysFrom, before }: NewRun) => {
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into payment_run (county_id, benefit, month, kind, pays_from, nth, fund, town_fund, made_by, made_person, made_on)
      values (${actor.countyId}, ${of.id}, ${dateOf(month)}, ${kind}, ${paysFrom ? dateOf(paysFrom) : null}, ${(before?.nth ?? 0) + 1}, ${of.fund}, ${of.townFund ?? null},
        ${actor.accountId}, ${actor.personId}, ledger_day(${actor.countyId}::smallint)) returning id`,
  )
  return id
}

const closeGaps = async (
  trx: Db,
  of: Payable,
  at: { county: number; run: number; month: Month },
  actor: Actor,
  earlier: Earlier,
  today: Day,
) => {
  const found = await findGaps(trx, of, at, earlier)
  if (found.returned) await reverseReturned(trx, of, at, actor)
  if (found.owing) await lowerClaims(trx, of, at)
  if (found.more || found.returned) await payGaps(trx, of, at, actor)
  if (found.less) await openClaims(trx, of, at)
  const share = Number(await settingOn(trx, at.county, 'overpaid-offset', today, of.business))
  if (share > 0) await setOff(trx, of, at, share, actor)
}

const summary = async (trx: Db, { county, run }: { county: number; run: number }, month: Month): Promise<OpenedRun> => {
  const counted = await one(
    trx,
    sql<Omit<OpenedRun, 'id' | 'month'>>`
      select coalesce(sum(n) filter (where kind = 'regular' and not held), 0)::bigint as regular,
        coalesce(sum(n) filter (where kind = 'arrears' and not held), 0)::bigint as arrears,
        coalesce(sum(n) filter (where kind = 'repay'), 0)::bigint as repay, coalesce(sum(n) filter (where kind = 'deduction'), 0)::bigint as deduction,
        coalesce(sum(n) filter (where kind = 'reversal'), 0)::bigint as reversal,
        coalesce(sum(n) filter (where held), 0)::bigint as held,
        coalesce(sum(amount) filter (where not held and kind <> 'reversal'), 0)::bigint as total,
        (select count(*) from payment_claim where county_id = ${county} and run_id = ${run}) as claims
      from (select kind, held_back is not null as held, count(*) as n, sum(amount) as amount from payment_line
        where county_id = ${county} and month = ${dateOf(month)} and run_id = ${run} group by 1, 2) of_kind`,
  )
  return { id: run, month, ...counted }
}
