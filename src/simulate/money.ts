/** 发放: each month worked out by one, released by another, sent to the bank, and the bank's answer read, with a few lines that come back. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { checkAccount } from '#core/payments/account-check'
import { bankFile } from '#core/payments/bank-file'
import { settleBatch } from '#core/payments/outcome'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { settingOn } from '#core/standards/settings'
import { type Day, firstDay, type Month } from '#define/time'
import type { Life } from './life.ts'

/** One month, on its days. */
export const payMonth = (life: Life, month: Month, payDay: number) => {
  const { agenda, trx, engine, countyId, staff } = life
  const last = plusDays(firstDay(month), payDay - 1)
  const run = agenda.workday(plusDays(firstDay(month), Math.max(0, payDay - 6)), 0)
  const release = agenda.workday(run, 1)
  const back = agenda.workday(last > release ? last : release, 2)
  const [maker, releaser] = staff.finance
  const { keys, catalogue } = engine
  let batch = 0
  agenda.at(run, 90, async () => {
    await checkReturned(life)
    const opened = await openRun(trx, { catalogue, benefit: life.matters.allowance, month, actor: maker })
    await payIn(life, month, opened.total)
    batch = (await sealRun(trx, { run: opened.id, actor: maker, keys })).id
  })
  agenda.at(release, 91, async () => {
    const { hash } = await one(
      trx,
      sql<{ hash: string }>`select hash from payment_batch where county_id = ${countyId} and id = ${batch}`,
    )
    await releaseBatch(trx, { batch, hash, actor: releaser, keys })
    if (month === life.plan.paid.at(-1))
      await bankFile(trx, { batch, format: 'txt', use: `${month}低保金`, actor: maker, keys })
  })
  agenda.at(back, 92, () => settle(life, batch, month))
}

/** 财政拨入 for a quarter at once, with something to spare. */
const payIn = async ({ trx, staff, countyId }: Life, month: Month, total: number) => {
  const { balance } = await one(
    trx,
    sql<{ balance: number }>`select coalesce(max(balance), 0)::bigint as balance from fund_account
      where county_id = ${countyId} and fund = 'relief' and account = 'available'`,
  )
  if (balance >= total) return
  const amount = Math.ceil((total * 3.06) / 10_000_00) * 10_000_00
  await allocate(trx, {
    fund: 'relief',
    amount,
    documentNo: `演示（非真实文号）社保〔${month}〕`,
    actor: staff.finance[0],
  })
}

/** Nearly all are paid; one in five hundred comes back, or the bank doesn't know yet. */
const settle = async (life: Life, batch: number, month: Month) => {
  const random = life.random.fork(`bank ${month}`)
  const { transfers } = await one(
    life.trx,
    sql<{
      transfers: number
    }>`select transfers from payment_batch where county_id = ${life.countyId} and id = ${batch}`,
  )
  const returned = Array.from({ length: Math.ceil(transfers / 500) }, (_, i) => ({
    line: i * 500 + random.int(1, Math.min(500, transfers - i * 500)),
    code: random.pick(['02', '02', '03', '03', '05', '99'] as const),
  }))
  await settleBatch(life.trx, { batch, returned, actor: life.staff.finance[0] })
}

/** 账号核实 of what came back: most are put right before the next run, so that they are paid again with it. */
const checkReturned = async (life: Life) => {
  const { trx, engine, countyId, matters, staff } = life
  const random = life.random.fork('check accounts')
  const came = await rows(
    trx,
    sql<{
      row_id: number
    }>`select distinct l.row_id from payment_outcome o join payment_batch b on b.county_id = o.county_id and b.id = o.batch_id
      join payment_line l on l.county_id = b.county_id and l.run_id = b.run_id and l.file_line = o.file_line
      where o.county_id = ${countyId} and o.outcome = 'returned' and not exists (select from payment_follower f
        where f.county_id = l.county_id and f.of_month = l.month and f.of_line_id = l.id) order by 1`,
  )
  for (const { row_id } of came)
    if (random.chance(80))
      await checkAccount(trx, {
        ...{ catalogue: engine.catalogue, benefit: matters.allowance, row: row_id, actor: staff.finance[1] },
        why: '与领款人和银行网点核对，账户已恢复正常',
      })
}

/** The day of each month by which the county pays. */
export const payDayOf = async ({ trx, countyId, plan }: Pick<Life, 'trx' | 'countyId' | 'plan'>) =>
  Number(await settingOn(trx, countyId, 'pay-day', plan.opens)) || 10
