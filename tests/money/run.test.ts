/** The monthly run: who is due is paid once; what comes to light later is paid or claimed, never silently set off. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { claims } from '#core/payments/claim'
import { settleBatch } from '#core/payments/outcome'
import { verifyMoney } from '#core/payments/verify'
import { catalogue, fund, linesOf, maker, run, supplement } from './county.ts'
import { c, inAFreshCounty, refused } from './fresh-county.ts'

inAFreshCounty()

describe('worked example 10', () => {
  it('decided 2024-06-20: first paid July', async () => {
    await c.household({ row: 2001, from: '2024-06-01' })
    await c.household({ row: 2002, from: '2024-07-01' }) // decided 2024-06-20
    await c.today('2024-06-20')
    expect(await run(c, '2024-06')).toMatchObject({ regular: 1 })
    await c.today('2024-07-08')
    expect(await run(c, '2024-07')).toMatchObject({ regular: 2, arrears: 0, total: 100000 })
    expect(await linesOf(c, 2002)).toEqual(['regular 2024-07 50000 open'])
  })
  it('died 2024-08-03: August is kept, from September on nothing is paid', async () => {
    await c.household({ row: 2001, from: '2024-07-01' })
    await c.household({ row: 2002, from: '2024-07-01' })
    await c.today('2024-08-01')
    await run(c, '2024-07')
    await run(c, '2024-08')
    await c.today('2024-08-20')
    await c.until(2002, '2024-09-01', '死亡')
    await c.today('2024-09-05')
    expect(await run(c, '2024-09')).toMatchObject({ regular: 1, claims: 0 })
    expect(await linesOf(c, 2002)).toEqual(['regular 2024-07 50000 open', 'regular 2024-08 50000 open'])
  })
  it('known late in October: September and October, already paid, are claimed; the lines stand as they were', async () => {
    await c.household({ row: 2001, from: '2024-07-01' })
    await c.household({ row: 2002, from: '2024-07-01' })
    await fund(c, 10_000_000)
    for (const month of ['2024-07', '2024-08', '2024-09', '2024-10'] as const) {
      await c.today(`${month}-08`)
      const batch = await c.paid(month)
      await c.as(maker, trx => settleBatch(trx, { batch, returned: [], actor: maker }))
    }
    await c.today('2024-10-28')
    await c.until(2002, '2024-09-01', '死亡')
    await c.today('2024-11-08')
    expect(await run(c, '2024-11')).toMatchObject({ regular: 1, arrears: 0, deduction: 0, claims: 1 })
    expect(await claims(c.owner, 1)).toMatchObject([
      { row_id: 2002, cause: '死亡', months: ['2024-09', '2024-10'], due: 100000, outstanding: 100000 },
    ])
    expect(await linesOf(c, 2002)).toEqual(['07', '08', '09', '10'].map(m => `regular 2024-${m} 50000 paid`))
    await c.today('2024-12-08')
    expect(await run(c, '2024-12')).toMatchObject({ claims: 0 })
    expect((await verifyMoney(c.owner, 1, { catalogue, keys: c.keys })).problems).toEqual([])
  })
})

describe('what comes to light later', () => {
  beforeEach(async () => {
    await c.household({ row: 2001, from: '2024-05-01' })
    await c.household({ row: 2002, from: '2024-05-01' })
    for (const month of ['2024-05', '2024-06', '2024-07'] as const) {
      await c.today(`${month}-08`)
      await run(c, month)
    }
  })
  it('too little is paid as arrears of its months, once', async () => {
    await c.state({ row: 2001, starts: '2024-06-01', amount: 60000 })
    expect(await supplement(c)).toMatchObject({ regular: 0, arrears: 2, total: 20000 })
    await expect(supplement(c)).rejects.toMatchObject(refused(/没有需要补发或追缴/))
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 2, arrears: 0, total: 110000 })
    expect(await linesOf(c, 2001)).toContain('arrears 2024-06 10000 open')
  })
  it('who was granted for months already run is paid for them', async () => {
    await c.household({ row: 2003, from: '2024-06-01', amount: 30000 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 3, arrears: 2 })
  })
  it('too much is a claim; a correction of the correction lowers it before anything is paid', async () => {
    await c.state({ row: 2001, starts: '2024-06-01', amount: 35000 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ claims: 1, arrears: 0, total: 85000 })
    expect(await claims(c.owner, 1)).toMatchObject([{ months: ['2024-06', '2024-07'], due: 30000, outstanding: 30000 }])
    await c.state({ row: 2001, starts: '2024-06-01', amount: 55000 })
    await c.today('2024-09-08')
    expect(await run(c, '2024-09')).toMatchObject({ claims: 0, arrears: 3 })
    expect(await claims(c.owner, 1)).toMatchObject([{ months: [], due: 0, outstanding: 0 }])
    expect((await linesOf(c, 2001)).filter(l => l.startsWith('arrears'))).toEqual([
      'arrears 2024-06 5000 open',
      'arrears 2024-07 5000 open',
      'arrears 2024-08 20000 open',
    ])
  })
  it('is set off only where the county has said so, and never more than its share', async () => {
    await sql`insert into county_setting (county_id, name, starts, value) values (1, 'overpaid-offset', '2024-01-01', '30')`.execute(
      c.owner,
    )
    await c.until(2002, '2024-07-01', '收入超标')
    await c.state({ row: 2001, starts: '2024-06-01', amount: 40000 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 1, claims: 2, deduction: 1, total: 28000 })
    await c.today('2024-09-08')
    expect(await run(c, '2024-09')).toMatchObject({ regular: 1, deduction: 1, total: 32000 })
    await c.today('2024-10-08')
    expect(await run(c, '2024-10')).toMatchObject({ regular: 1, deduction: 0, total: 40000 })
    expect(await claims(c.owner, 1, { row: 2001 })).toMatchObject([{ due: 20000, offset_sum: 20000, outstanding: 0 }])
  })
})
