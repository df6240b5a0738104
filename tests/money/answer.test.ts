/** The bank's answer and what follows from it: paid again, reversed, claimed back; the fund to the fen. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { fundBalance, fundStatement } from '#core/funds/statement'
import { checkAccount } from '#core/payments/account-check'
import { claims } from '#core/payments/claim'
import { approveClaimEntry, proposeClaimEntry } from '#core/payments/claims'
import { readReturn, settleBatch } from '#core/payments/outcome'
import { reverseLine } from '#core/payments/reverse'
import { verifyMoney } from '#core/payments/verify'
import { answerOf, type Line, written } from './answer.ts'
import {
  benefit,
  type County,
  catalogue,
  fund,
  linesOf,
  maker,
  releaser,
  run,
  supplement,
  testCounty,
  third,
} from './county.ts'

let c: County
beforeEach(async () => {
  await c?.close()
  c = await testCounty()
  for (const row of [2001, 2002, 2003]) await c.household({ row, from: '2024-07-01' })
  await c.today('2024-07-08')
})
afterAll(() => c?.close())
const refused = (reason: RegExp) => ({ reason: expect.stringMatching(reason) })
const problems = async () => (await verifyMoney(c.owner, 1, { catalogue, keys: c.keys })).problems
const answer = (batch: number, codes?: Record<number, string>) => answerOf(c.owner, c.keys, batch, codes)
const read = (batch: number, bytes: Uint8Array, name = '结果.txt') =>
  c.as(maker, trx => readReturn(trx, { batch, file: { name, bytes }, actor: maker, keys: c.keys }))

describe("the bank's answer", () => {
  let batch: number
  beforeEach(async () => {
    await fund(c, 10_000_000)
    batch = await c.paid('2024-07')
  })
  it.each(['txt', 'xlsx'] as const)('%s: each line ends paid, returned or unknown; the fund follows', async as => {
    expect(await read(batch, await written(await answer(batch, { 2: '03', 3: '99' }), as), `结果.${as}`)).toMatchObject(
      {
        transfers: 3,
        paid: 50000,
        came_back: 50000,
        unknown: 50000,
      },
    )
    expect(await linesOf(c, 2001)).toEqual(['regular 2024-07 50000 paid'])
    expect(await linesOf(c, 2002)).toEqual(['regular 2024-07 50000 returned'])
    expect(await linesOf(c, 2003)).toEqual(['regular 2024-07 50000 unknown'])
    expect(await fundBalance(c.owner, 1, 'relief')).toMatchObject({ available: 9_900_000, transit: 50000, paid: 50000 })
    expect(await problems()).toEqual([])
  })
  it('is read once, also by two at once', async () => {
    const bytes = await written(await answer(batch))
    const done = await Promise.allSettled([read(batch, bytes), read(batch, bytes), read(batch, bytes, '再来.txt')])
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(1)
    await expect(read(batch, bytes)).rejects.toMatchObject(refused(/读入过，不再重复读入/))
    const other = await written((await answer(batch)).map(l => [...l.slice(0, 6), '改'] as unknown as Line))
    await expect(read(batch, other)).rejects.toMatchObject(refused(/每一笔都已有结果/))
    expect(await rows(c.owner, sql`select from payment_outcome`)).toHaveLength(3)
  })
  const cases: [string, RegExp, (lines: Line[]) => unknown][] = [
    ['a missing line', /缺少 1 笔，第一笔是序号 2/, l => l.splice(1, 1)],
    ['a doubled line', /序号 1 重复/, l => l.splice(1, 0, [...l[0]!])],
    ['an unknown line', /序号「7」不在本批次/, l => (l[0]![1] = 7)],
    ['a wrong amount', /金额「500.01」与送出的 500.00 元不一致/, l => (l[0]![4] = 50001)],
    ['a wrong total', /合计行的金额「1499.99」不对/, l => (l[3]![4] = 149999)],
    ['a wrong count', /合计行的笔数「2」不对/, l => (l[3]![2] = '2')],
    ['no total', /最后一行应是「合计」/, l => l.pop()],
    ['another batch', /批次号是「202407-9」/, l => (l[1]![0] = '202407-9')],
    ['two payees swapped', /姓名与送出的不一致/, l => ([l[0]![2], l[1]![2]] = [l[1]![2], l[0]![2]])],
    ['two accounts swapped', /账号与送出的不一致/, l => ([l[0]![3], l[1]![3]] = [l[1]![3], l[0]![3]])],
    ['an unknown code', /结果代码「77」不认识/, l => (l[0]![5] = '77')],
  ]
  it.each(cases)('with %s is refused in one sentence, and nothing is written', async (_, why, spoil) => {
    const lines = await answer(batch)
    spoil(lines)
    await expect(read(batch, await written(lines))).rejects.toMatchObject(refused(why))
    expect(await rows(c.owner, sql`select from payment_return`)).toHaveLength(0)
    expect(await rows(c.owner, sql`select from payment_outcome`)).toHaveLength(0)
    expect(await linesOf(c, 2001)).toEqual(['regular 2024-07 50000 sent'])
  })
  it('unknown lines wait for a later file about them alone and are never sent again', async () => {
    await read(batch, await written(await answer(batch, { 3: '99' })))
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 3, arrears: 0, repay: 0 })
    await expect(reversed(2003)).rejects.toMatchObject(refused(/结果不明/))
    const all = await answer(batch, { 3: '04' })
    await expect(read(batch, await written(all))).rejects.toMatchObject(refused(/序号「1」不在本批次等待结果/))
    const [number] = all[0]!
    await read(batch, await written([all[2]!, [number, '合计', '1', '', 50000, '', '']]))
    expect(await linesOf(c, 2003)).toEqual(['regular 2024-07 50000 returned', 'regular 2024-08 50000 open'])
    expect(await fundBalance(c.owner, 1, 'relief')).toMatchObject({ transit: 0 })
    expect(await problems()).toEqual([])
  })
  it('a returned line is paid again with the next run once the account is corrected, and only once', async () => {
    await c.as(maker, trx =>
      settleBatch(trx, {
        batch,
        returned: [
          { line: 2, code: '03' },
          { line: 3, code: '04' },
        ],
        actor: maker,
      }),
    )
    await c.state({ row: 2002, starts: '2024-07-20', amount: 50000, account: 9002 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 3, repay: 1, arrears: 0, total: 200000 })
    expect(await linesOf(c, 2002)).toEqual([
      'regular 2024-07 50000 repaid',
      'regular 2024-08 50000 open',
      'repay 2024-07 50000 open',
    ])
    const transfers = await rows(
      c.owner,
      sql<{ row: number; sum: number }>`select row_id as row, sum(amount)::bigint as sum from payment_line
      where month = '2024-08-01' group by file_line, row_id order by file_line`,
    )
    expect(transfers.map(t => t.sum)).toEqual([50000, 100000, 50000])
    expect(await linesOf(c, 2003)).toEqual(['regular 2024-07 50000 returned', 'regular 2024-08 50000 open'])
    await c.as(releaser, trx =>
      checkAccount(trx, { catalogue, benefit, row: 2003, why: '银行已解除冻结', actor: releaser }),
    )
    expect(await supplement(c)).toMatchObject({ repay: 1, total: 50000 })
    await expect(supplement(c)).rejects.toMatchObject(refused(/没有需要/))
    await expect(
      sql`insert into payment_follower (county_id, of_month, of_line_id, kind, month, line_id, made_person)
        select county_id, month, id, 'repay', month, id, 1 from payment_line where kind = 'repay' limit 1`.execute(
        c.owner,
      ),
    ).rejects.toMatchObject({ code: 'MZ403' })
    expect(await problems()).toEqual([])
  })
  it('a returned line of a month that is no longer due is reversed, and nothing is claimed', async () => {
    await c.as(maker, trx => settleBatch(trx, { batch, returned: [{ line: 2, code: '03' }], actor: maker }))
    await c.until(2002, '2024-07-02', '死亡')
    await sql`update minimum_living_roster set held = daterange('2024-06-01', '2024-07-01') where id = 2002`.execute(
      c.owner,
    )
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 2, repay: 0, reversal: 1, claims: 0 })
    expect(await linesOf(c, 2002)).toEqual(['regular 2024-07 50000 reversed', 'reversal 2024-07 -50000 reversal'])
    expect(await claims(c.owner, 1)).toEqual([])
  })
  const reversed = async (row: number, why = '付错账户，冲销') => {
    const { id } = await one(
      c.owner,
      sql<{
        id: number
      }>`select id from payment_line where row_id = ${row} and kind = 'regular' and month = '2024-07-01'`,
    )
    return c.as(maker, trx => reverseLine(trx, { month: '2024-07', line: id, why, actor: maker }))
  }
  it('a paid line is reversed by another line and claimed; what is due is paid anew; recovered money is back in the fund', async () => {
    await expect(reversed(2001)).rejects.toMatchObject(refused(/还没有回结果/))
    await c.as(maker, trx => settleBatch(trx, { batch, returned: [], actor: maker }))
    const done = await Promise.allSettled([reversed(2001), reversed(2001)])
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(1)
    const [claim] = await claims(c.owner, 1)
    expect(claim).toMatchObject({ row_id: 2001, months: ['2024-07'], due: 50000, outstanding: 50000 })
    await c.today('2024-08-08')
    expect(await run(c, '2024-08')).toMatchObject({ regular: 3, arrears: 1, claims: 0 })
    const propose = (amount: number, documentNo: string, kind: 'recovered' | 'waived' = 'recovered') =>
      c.as(maker, trx =>
        proposeClaimEntry(trx, { claim: claim!.id, kind, amount, why: '退回现金', documentNo, actor: maker }),
      )
    await expect(propose(50001, '收1')).rejects.toMatchObject(refused(/超过了它/))
    const entry = await propose(30000, '收1')
    await expect(propose(30000, '收1')).rejects.toMatchObject(refused(/已经登记过/))
    const approve = (id: number, actor = releaser) => c.as(actor, trx => approveClaimEntry(trx, id, actor))
    await expect(approve(entry, maker)).rejects.toMatchObject(refused(/不能由提出的本人批准/))
    const both = await Promise.allSettled([approve(entry), approve(entry, third)])
    expect(both.filter(d => d.status === 'fulfilled')).toHaveLength(1)
    const waived = await propose(20000, '免1', 'waived')
    await approve(waived)
    expect(await claims(c.owner, 1, { open: true })).toEqual([])
    expect(await fundBalance(c.owner, 1, 'relief')).toMatchObject({
      recovered: -30000,
      available: 10_000_000 - 150000 + 30000,
    })
    expect(await problems()).toEqual([])
  })
  it('the fund statement opens and closes to the fen', async () => {
    await c.as(maker, trx => settleBatch(trx, { batch, returned: [{ line: 2, code: '03' }], actor: maker }))
    await c.today('2024-08-08')
    await c.as(maker, trx => allocate(trx, { fund: 'relief', amount: 5, documentNo: '财社〔2024〕2号', actor: maker }))
    await expect(fund(c, 7)).rejects.toMatchObject(refused(/已经登记过/))
    const july = await fundStatement(c.owner, 1, 'relief', '2024-07')
    expect(july.find(a => a.account === 'available')).toEqual({
      ...{
        account: 'available',
        opening: 0,
        allocated: 10_000_000,
        released: -150000,
        settled: 50000,
        recovered: 0,
        closing: 9_900_000,
      },
    })
    const august = await fundStatement(c.owner, 1, 'relief', '2024-08')
    for (const month of [july, august]) expect(month.reduce((sum, a) => sum + a.closing, 0)).toBe(0)
    expect(august.find(a => a.account === 'available')).toMatchObject({
      opening: 9_900_000,
      allocated: 5,
      closing: 9_900_005,
    })
  })
})
