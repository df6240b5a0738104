/** From the run to the bank: two people, one hash, the same bytes. */

import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { rows } from '#core/db'
import { decodeText, parseCsv } from '#core/documents/csv'
import { readXlsx } from '#core/documents/spreadsheet'
import { fundBalance } from '#core/funds/statement'
import { inventBankCard } from '#core/identity/bank-card'
import { type BankFile, bankFile, checkBankFile } from '#core/payments/bank-file'
import { releaseBatch, sealRun, withdrawBatch } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { type County, catalogue, fund, linesOf, maker, releaser, run, supplement, testCounty, third } from './county.ts'

let c: County
beforeEach(async () => {
  await c?.close()
  c = await testCounty()
  for (const row of [2001, 2002, 2003]) await c.household({ row, from: '2024-07-01' })
  await c.today('2024-07-08')
})
afterAll(() => c?.close())
const refused = (reason: RegExp) => ({ reason: expect.stringMatching(reason) })
const sealed = async () => {
  const { id } = await run(c, '2024-07')
  return c.as(maker, trx => sealRun(trx, { run: id, actor: maker, keys: c.keys }))
}
const release = (batch: number, hash: string, actor = releaser) =>
  c.as(actor, trx => releaseBatch(trx, { batch, hash, actor, keys: c.keys }))
const problems = async () => (await verifyMoney(c.owner, 1, { catalogue, keys: c.keys })).problems
const file = (batch: number, format: 'xlsx' | 'txt') =>
  c.as(releaser, trx => bankFile(trx, { batch, format, use: '低保金 2024-07', actor: releaser, keys: c.keys }))

describe('a sealed batch', () => {
  it('is released once, by another, with the hash that was seen', async () => {
    await fund(c, 150000)
    const batch = await sealed()
    expect(batch).toMatchObject({ lines: 3, transfers: 3, total: 150000 })
    expect(batch.hash).toMatch(/^[0-9a-f]{64}$/)
    await expect(release(batch.id, batch.hash, maker)).rejects.toMatchObject(refused(/由另一人复核/))
    const otherAccount = { ...maker, accountId: 999 }
    await expect(release(batch.id, batch.hash, otherAccount)).rejects.toMatchObject(refused(/由另一人复核/))
    await expect(
      release(
        batch.id,
        batch.hash.replace(/^./, x => (x === '0' ? '1' : '0')),
      ),
    ).rejects.toMatchObject(refused(/摘要不一致|不一致/))
    await expect(release(batch.id, batch.hash.slice(0, 8))).rejects.toMatchObject(refused(/「核对码」/))
    await expect(file(batch.id, 'txt')).rejects.toMatchObject(refused(/还没有放行/))
    const done = await Promise.allSettled([release(batch.id, batch.hash), release(batch.id, batch.hash, third)])
    expect(done.map(d => d.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await fundBalance(c.owner, 1, 'relief')).toEqual({ available: 0, source: -150000, transit: 150000 })
    await expect(sql`update payment_batch set released_person = made_person`.execute(c.owner)).rejects.toMatchObject({
      constraint: 'maker_does_not_release',
    })
  })
  it('is not sealed twice', async () => {
    const { id } = await run(c, '2024-07')
    const seal = () => c.as(maker, trx => sealRun(trx, { run: id, actor: maker, keys: c.keys }))
    const done = await Promise.allSettled([seal(), seal(), seal()])
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(1)
  })
  it.each([
    ['an amount', sql`update payment_line set amount = amount + 1 where row_id = 2002`],
    [
      'two accounts swapped',
      sql`update payment_line a set account_sealed = b.account_sealed from payment_line b where a.row_id + b.row_id = 4003`,
    ],
    [
      'a line added',
      sql`insert into payment_line (county_id, month, run_id, benefit, kind, for_month, row_id, division_id, payee_id, payee_name, account_sealed, amount, file_line)
      select county_id, month, run_id, benefit, 'arrears', '2024-06-01', row_id, division_id, payee_id, payee_name, account_sealed, amount, 4 from payment_line where row_id = 2001`,
    ],
  ])('is not released after somebody changed %s in the database, and verify says so', async (_, tamper) => {
    await fund(c, 10_000_000)
    const batch = await sealed()
    await tamper.execute(c.owner)
    await expect(release(batch.id, batch.hash)).rejects.toMatchObject(refused(/封存后内容被改动过/))
    expect((await problems()).join()).toMatch(/发放行与封存时的摘要不一致/)
  })
  it('whose hash was rewritten too lacks the stamp', async () => {
    await fund(c, 10_000_000)
    const batch = await sealed()
    await sql`update payment_batch set total = total + 1`.execute(c.owner)
    await expect(release(batch.id, batch.hash)).rejects.toMatchObject(refused(/被改动过/))
  })
  it('is withdrawn before its release; then its lines are due again', async () => {
    await fund(c, 10_000_000)
    const batch = await sealed()
    const withdraw = (why: string) =>
      c.as(releaser, trx => withdrawBatch(trx, { batch: batch.id, why, actor: releaser }))
    await expect(withdraw('错')).rejects.toMatchObject(refused(/写明撤回的原因/))
    await withdraw('月份选错，重新核发')
    await expect(release(batch.id, batch.hash)).rejects.toMatchObject(refused(/撤回/))
    expect(await supplement(c)).toMatchObject({ arrears: 3, total: 150000 })
    expect(await linesOf(c, 2001)).toEqual(['regular 2024-07 50000 withdrawn', 'arrears 2024-07 50000 open'])
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 3, arrears: 0 })
    expect(await problems()).toEqual([])
  })
})

describe('the bank file', () => {
  let batch: number
  let made: BankFile
  beforeEach(async () => {
    await fund(c, 10_000_000)
    batch = await c.paid('2024-07')
    made = await file(batch, 'txt')
  })
  it('is the same to the byte each time, in GB18030 and in Excel', async () => {
    expect((await file(batch, 'txt')).bytes.equals(made.bytes)).toBe(true)
    const book = await file(batch, 'xlsx')
    expect((await file(batch, 'xlsx')).bytes.equals(book.bytes)).toBe(true)
    expect(decodeText(made.bytes).encoding).toBe('gb18030')
    const text = [...parseCsv(decodeText(made.bytes).text)].map(r => r.cells)
    expect(text[1]!.slice(1, 5)).toEqual(['1', '赵2001', inventBankCard(2001), '500.00'])
    expect(text.at(-1)!.slice(1, 5)).toEqual(['合计', '3', '', '1500.00'])
    expect((await readXlsx(book.bytes)).map(r => r.cells.slice(0, 4))).toEqual(text.map(r => r.slice(0, 4)))
    const seen = await rows(c.owner, sql`select from audit_entry where action = 'payment.file'`)
    expect(seen).toHaveLength(4)
    expect(await problems()).toEqual([])
  })
  it('with any byte flipped is not the file', async () => {
    await c.as(maker, trx => checkBankFile(trx, 1, batch, made.bytes))
    for (let i = 0; i < made.bytes.length; i += 7) {
      const flipped = Buffer.from(made.bytes)
      flipped[i]! ^= 1
      await expect(c.as(maker, trx => checkBankFile(trx, 1, batch, flipped))).rejects.toMatchObject(refused(/不一致/))
    }
  })
  it('changed where it is kept is found by verify', async () => {
    await sql`alter table payment_file disable trigger all`.execute(c.owner)
    await sql`update payment_file set sm3 = repeat('0', 64)`.execute(c.owner)
    expect((await problems()).join()).toMatch(/银行文件（txt）的摘要不一致/)
  })
})
