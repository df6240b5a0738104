/** A month of the run: what is due is paid once, in one batch, whoever asks again. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { rows } from '#core/db'
import { fund, linesOf, maker, run } from './county.ts'
import { c, inAFreshCounty, refused } from './fresh-county.ts'

inAFreshCounty()

describe('a month', () => {
  it('is not run twice, not skipped, not before its time, not without standards, not for nobody', async () => {
    await c.today('2024-07-08')
    await expect(run(c, '2024-07')).rejects.toMatchObject(refused(/没有应发/))
    await expect(run(c, '2023-12')).rejects.toMatchObject(refused(/不在.*有效期内/))
    await c.household({ row: 2001, from: '2024-01-01' })
    await run(c, '2024-07')
    await expect(run(c, '2024-07')).rejects.toMatchObject(refused(/已经核发，同一月份不得重复核发/))
    await expect(run(c, '2024-06')).rejects.toMatchObject(refused(/自 2024-07 起核发/))
    await expect(run(c, '2024-09')).rejects.toMatchObject(refused(/请先核发 2024-08/))
    await run(c, '2024-08')
    await expect(run(c, '2024-09')).rejects.toMatchObject(refused(/最早只能提前核发 2024-08/))
    await expect(run(c, '2024-13' as never)).rejects.toMatchObject(refused(/不是可以核发的月份/))
    await expect(run(c, '2024-09', { ...maker, divisions: [20] })).rejects.toMatchObject(refused(/管辖全县/))
    expect(await linesOf(c, 2001)).toHaveLength(2)
  })
  it('run by two at once is run exactly once', async () => {
    await c.today('2024-07-08')
    for (let row = 2001; row <= 2040; row++) await c.household({ row, from: '2024-07-01' })
    const done = await Promise.allSettled(Array.from({ length: 6 }, () => run(c, '2024-07')))
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(1)
    for (const d of done) if (d.status === 'rejected') expect(d.reason).toMatchObject(refused(/已经核发/))
    expect((await rows(c.owner, sql`select from payment_line`)).length).toBe(40)
  })
  it('a second line for the same month is refused by the database, whoever writes it', async () => {
    await c.today('2024-07-08')
    await c.household({ row: 2001, from: '2024-07-01' })
    await run(c, '2024-07')
    const again = sql`insert into payment_line (county_id, month, run_id, benefit, kind, for_month, row_id, division_id, amount, held_back)
      select county_id, month, run_id, benefit, kind, for_month, row_id, division_id, amount, 'no account' from payment_line`
    await expect(again.execute(c.owner)).rejects.toMatchObject({ code: '23505' })
    await expect(c.as(maker, trx => sql`update payment_line set amount = 1`.execute(trx))).rejects.toMatchObject({
      code: '42501',
    })
    await expect(c.as(maker, trx => sql`delete from payment_line`.execute(trx))).rejects.toMatchObject({
      code: '42501',
    })
    await expect(
      sql`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
        select county_id, benefit, month, kind, nth + 1, fund, made_by, made_person, made_on from payment_run`.execute(
        c.owner,
      ),
    ).rejects.toMatchObject({ constraint: 'month_paid_once' })
  })
  it('pays neither the suspended nor what is worth nothing, and holds back who has no account, is dead, or has changed the account', async () => {
    await c.today('2024-06-20')
    for (const row of [2001, 2002, 2003, 2004, 2005, 2006]) await c.household({ row, from: '2024-06-01' })
    await c.household({ row: 2007, from: '2024-06-01', account: null })
    await c.state({ row: 2002, starts: '2024-07-01', amount: 50000, suspended: true })
    await c.state({ row: 2003, starts: '2024-07-01', amount: 0 })
    await sql`update person set died_on = '2024-06-25' where id = 2004`.execute(c.owner)
    await c.today('2024-06-30')
    await c.state({ row: 2005, starts: '2024-06-30', amount: 50000, account: 9005 })
    await c.today('2024-07-02')
    await c.state({ row: 2006, starts: '2024-07-02', amount: 50000, account: 9006 })
    await c.today('2024-07-07')
    expect(await run(c, '2024-07')).toMatchObject({ regular: 2, held: 3, total: 100000 })
    expect(await linesOf(c, 2004)).toEqual(['regular 2024-07 50000 held payee died'])
    expect(await linesOf(c, 2006)).toEqual(['regular 2024-07 50000 held account changed'])
    expect(await linesOf(c, 2007)).toEqual(['regular 2024-07 50000 held no account'])
    await c.state({ row: 2007, starts: '2024-07-20', amount: 50000, account: 9007 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 4, arrears: 2, held: 2 })
    expect(await linesOf(c, 2006)).toEqual([
      'regular 2024-07 50000 held account changed',
      'regular 2024-08 50000 open',
      'arrears 2024-07 50000 open',
    ])
    expect(await linesOf(c, 2004)).toHaveLength(3)
    const transfers = await rows(
      c.owner,
      sql`select file_line from payment_line where month = '2024-08-01' and file_line is not null group by 1 order by 1`,
    )
    expect(transfers).toEqual([1, 2, 3, 4].map(file_line => ({ file_line })))
  })
})
