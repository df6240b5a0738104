/** What earlier months lack or have too much comes out the same, whether few rows are looked up in a supplement or all are joined in the next month's run. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type Db, rows } from '#core/db'
import { openRun, supplementRun } from '#core/payments/run'
import { benefit, catalogue, fund, maker } from './county.ts'
import { c, inAFreshCounty } from './fresh-county.ts'

inAFreshCounty()

/** What a run wrote for earlier months, and undone again. */
const tried = async (work: (trx: Db) => Promise<unknown>) => {
  let said: string[] = []
  const undone = new Error('undone')
  const trial = c.as(maker, async trx => {
    await work(trx)
    const found = await rows(
      trx,
      sql<{ said: string }>`
        select concat_ws(' ', row_id, kind, for_month, amount, held_back, division_id, payee_name, account_masked) as said from payment_line
          where run_id = (select max(id) from payment_run) and kind <> 'regular'
        union all select concat_ws(' ', c.row_id, 'claim', m.month, m.amount) from payment_claim c join payment_claim_month m on m.county_id = c.county_id and m.claim_id = c.id
        order by 1`,
    )
    said = found.map(f => f.said)
    throw undone
  })
  await expect(trial).rejects.toBe(undone)
  return said
}

it('arrears, claims and what is held back, line by line', async () => {
  await c.today('2024-07-08')
  await fund(c, 10_000_000)
  for (let row = 2001; row <= 2009; row++) await c.household({ row, from: '2024-05-01' })
  await c.paid('2024-05')
  await c.paid('2024-06')
  await c.paid('2024-07')
  await c.state({ row: 2001, starts: '2024-06-01', amount: 60000 })
  await c.state({ row: 2002, starts: '2024-05-01', amount: 40000 })
  await c.until(2003, '2024-06-01', '死亡')
  await c.state({ row: 2004, starts: '2024-06-01', amount: 55000, account: null })
  await c.state({ row: 2005, starts: '2024-07-01', amount: 50000, suspended: true })
  await c.state({ row: 2006, starts: '2024-06-01', amount: 70000 })
  await c.state({ row: 2006, starts: '2024-07-01', amount: 30000 })
  await c.household({ row: 2010, from: '2024-06-01' })
  await c.today('2024-08-06')
  const few = await tried(trx => supplementRun(trx, { catalogue, benefit, actor: maker }))
  const many = await tried(trx => openRun(trx, { catalogue, benefit, month: '2024-08', actor: maker }))
  expect(few).toEqual(many)
  expect(few.map(f => f.split(' ').slice(0, 4).join(' '))).toEqual([
    ...['2001 arrears 2024-06-01 10000', '2001 arrears 2024-07-01 10000'],
    ...['2002 claim 2024-05-01 10000', '2002 claim 2024-06-01 10000', '2002 claim 2024-07-01 10000'],
    ...['2003 claim 2024-06-01 50000', '2003 claim 2024-07-01 50000'],
    ...['2004 arrears 2024-06-01 5000', '2004 arrears 2024-07-01 5000'],
    '2005 claim 2024-07-01 50000',
    ...['2006 arrears 2024-06-01 20000', '2006 claim 2024-07-01 20000'],
    ...['2010 arrears 2024-06-01 50000', '2010 arrears 2024-07-01 50000'],
  ])
})
