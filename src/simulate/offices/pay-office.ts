/** 发放 of one benefit in a rehearsal: run, sealed, released by another, and the bank's answer, with money put into the fund as needed. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { checkAccount } from '#core/payments/account-check'
import { settleBatch } from '#core/payments/outcome'
import { type ResultCode } from '#core/payments/return-file'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import type { Fund } from '#define/benefit'
import { type Day, firstDay, type Month } from '#define/time'
import type { Life } from '../life.ts'

export interface Paying {
  readonly benefit: AnyBenefit
  readonly month: Month
  /** The month on whose days it is paid; `day`: about which day of it. */
  readonly in: Month
  readonly day: number
  readonly order: number
  /** The transfers that come back, by their number in the file. */
  readonly returned?: (batch: { readonly run: number; readonly total: number }) => Promise<readonly number[]>
}
const code: ResultCode = '03'

export const payOffice = (life: Life, p: Paying) => {
  const { agenda, trx, engine, staff } = life
  const run = agenda.workday(plusDays(firstDay(p.in), p.day - 1), 0)
  const [release, back] = [agenda.workday(run, 1), agenda.workday(run, 4)] as [Day, Day]
  const [maker, releaser] = staff.finance
  const { keys, catalogue } = engine
  let batch: { id: number; run: number; total: number; hash: string } | undefined
  agenda.at(run, p.order, async () => {
    await checkReturned(life, p.benefit)
    const opened = await unlessNothing(trx, () =>
      openRun(trx, { catalogue, benefit: p.benefit, month: p.month, actor: maker }),
    )
    if (!opened?.total) return
    await payIn(life, p.benefit.worth.fund as Fund, opened.total, p.month)
    const sealed = await sealRun(trx, { run: opened.id, actor: maker, keys })
    batch = { id: sealed.id, run: opened.id, total: sealed.total, hash: sealed.hash }
  })
  agenda.at(release, p.order, async () => {
    if (batch) await releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor: releaser, keys })
  })
  agenda.at(back, p.order, async () => {
    if (!batch) return
    const lines = (await p.returned?.(batch)) ?? []
    await settleBatch(trx, { batch: batch.id, returned: lines.map(line => ({ line, code })), actor: maker })
  })
}

/** A month in which nobody is due anything has no run. */
const unlessNothing = async <T>(trx: Db, work: () => Promise<T>): Promise<T | undefined> => {
  await sql`savepoint run_of_month`.execute(trx)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal && (error.more.detail as { isNothing?: boolean } | undefined)?.isNothing))
      throw error
    await sql`rollback to savepoint run_of_month`.execute(trx)
    return undefined
  }
}

/** 财政拨入 for a quarter at once. */
const payIn = async ({ trx, staff, countyId }: Life, fund: Fund, total: number, month: Month) => {
  const { balance } = await one(
    trx,
    sql<{ balance: number }>`select coalesce(max(balance), 0)::bigint as balance from fund_account
      where county_id = ${countyId} and fund = ${fund} and account = 'available'`,
  )
  if (balance >= total) return
  const { n } = await one(
    trx,
    sql<{
      n: number
    }>`select count(*)::int as n from fund_transaction where county_id = ${countyId} and fund = ${fund} and kind = 'allocated'`,
  )
  const amount = Math.ceil(((total - balance) * 3.06) / 10_000_00) * 10_000_00
  const documentNo = `演示（非真实文号）社保〔${month}〕老${n + 1}号`
  await allocate(trx, { fund, amount, documentNo, actor: staff.finance[0] })
}

/** What came back is put right before the next run, and is paid again with it. */
const checkReturned = async ({ trx, engine, countyId, staff }: Life, benefit: AnyBenefit) => {
  const came = await rows(
    trx,
    sql<{
      row_id: number
    }>`select distinct l.row_id from payment_outcome o join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
      join payment_line l on l.county_id = b.county_id and l.run_id = b.run_id and l.file_line = o.file_line
      where o.county_id = ${countyId} and o.outcome = 'returned' and l.benefit = ${engine.catalogue.idOf(benefit)} and not exists (
        select from payment_follower f where f.county_id = l.county_id and f.of_month = l.month and f.of_line_id = l.id) order by 1`,
  )
  for (const { row_id } of came)
    await checkAccount(trx, {
      ...{ catalogue: engine.catalogue, benefit, row: row_id, actor: staff.finance[1] },
      why: '与领款人和银行网点核对，账户已恢复正常',
    })
}

/** Fen that the bank has paid for a benefit within the period. */
export const paidSoFar = async ({ trx, countyId, engine, plan }: Life, benefit: AnyBenefit): Promise<number> =>
  (
    await one(
      trx,
      sql<{ fen: number }>`select coalesce(sum(r.paid), 0)::bigint as fen from payment_return r
        join payment_batch b on b.county_id = r.county_id and b.id = r.batch_id
        join payment_run u on u.county_id = b.county_id and u.id = b.run_id
        where r.county_id = ${countyId} and u.benefit = ${engine.catalogue.idOf(benefit)}
          and r.on_day between ${plan.period.from}::date and ${plan.period.to}::date`,
    )
  ).fen
