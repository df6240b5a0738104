/** However many release at once, no fund goes below zero and no batch is released twice. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#core/actor'
import { one, rows } from '#core/db'
import { fundBalance } from '#core/funds/statement'
import { inventBankCard } from '#core/identity/bank-card'
import { seal } from '#core/identity/sealing'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { type County, catalogue, fund, maker, releaser, testCounty } from './county.ts'

const number = '202407-1'
/** The invented benefits are of no business that a clerk works in. */
const [everMaker, everReleaser] = [maker, releaser].map(a => ({ ...a, businesses: 'all' as const })) as [Actor, Actor]
describe('64 batches released at once over a fund that is enough for 40', () => {
  let c: County
  const count = 64
  beforeAll(async () => {
    c = await testCounty()
    await c.household({ row: 2001, from: '2024-01-01' })
    await c.today('2024-07-08')
  })
  afterAll(() => c?.close())
  it('stops at zero; what was released is what left', async () => {
    await fund(c, 40 * 1000 + 999)
    const sealed = seal(c.keys, inventBankCard(1))
    for (let i = 1; i <= count; i++) {
      const benefit = `invented-${i}.allowance` // each a benefit of its own, paid from the one fund
      const run = await one(
        c.owner,
        sql<{
          id: number
        }>`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
          values (1, ${benefit}, '2024-07-01', 'month', 1, 'relief', 501, 501, '2024-07-08') returning id`,
      )
      await sql`insert into payment_line (county_id, month, run_id, benefit, kind, for_month, row_id, division_id, payee_id, payee_name, account_sealed, amount, file_line)
        values (1, '2024-07-01', ${run.id}, ${benefit}, 'regular', '2024-07-01', 2001, 20, 2001, '赵', ${sealed}, 1000, 1)`.execute(
        c.owner,
      )
      await c.as(everMaker, trx => sealRun(trx, { run: run.id, actor: everMaker, keys: c.keys }))
    }
    const all = await rows(c.owner, sql<{ id: number; hash: string }>`select id, hash from payment_batch`)
    const done = await Promise.allSettled(
      all.map(({ id, hash }) =>
        c.as(everReleaser, trx => releaseBatch(trx, { batch: id, hash, actor: everReleaser, keys: c.keys })),
      ),
    )
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(40)
    for (const d of done) if (d.status === 'rejected') expect(d.reason.reason).toMatch(/可用余额不足/)
    expect(await fundBalance(c.owner, 1, 'relief')).toEqual({ available: 999, source: -40_999, transit: 40_000 })
    const numbers = await rows(
      c.owner,
      sql<{ n: number }>`select file_no as n from payment_batch where file_no is not null order by 1`,
    )
    expect(numbers.map(r => r.n)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect((await verifyMoney(c.owner, 1, { catalogue, keys: c.keys })).problems).toEqual([])
  })
  it('entries that do not sum to zero are refused at commit, whoever writes them', async () => {
    const crooked = c.as(maker, async trx => {
      const { id } = await one(
        trx,
        sql<{
          id: number
        }>`insert into fund_transaction (county_id, fund, kind, on_day, document_no, made_by, made_person)
          values (1, 'relief', 'allocated', '2024-07-08', '假1', 1, 1) returning id`,
      )
      await sql`insert into fund_entry (county_id, transaction_id, fund, account, amount) values (1, ${id}, 'relief', 'available', 5)`.execute(
        trx,
      )
    })
    await expect(crooked).rejects.toMatchObject({ constraint: 'entries_sum_to_zero' })
    await expect(c.as(maker, trx => sql`update fund_account set balance = 1`.execute(trx))).rejects.toMatchObject({
      code: '42501',
    })
    await sql`update fund_account set balance = balance + 1 where account = 'available'`.execute(c.owner)
    expect((await verifyMoney(c.owner, 1, { catalogue, keys: c.keys })).problems.join()).toMatch(/余额与分录不一致/)
  })
})
