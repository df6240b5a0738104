/** Whatever a return file looks like, and however many release at once: nothing is marked paid wrongly, no fund goes below zero. */

import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '#core/actor'
import { one, rows } from '#core/db'
import type { UploadedRow } from '#core/documents/spreadsheet'
import { fundBalance } from '#core/funds/statement'
import { inventBankCard } from '#core/identity/bank-card'
import { seal } from '#core/identity/sealing'
import type { Transfer } from '#core/payments/bank-file'
import { fenOf, matchReturn, type Result, returnTitles } from '#core/payments/return-file'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { type County, catalogue, fund, maker, releaser, testCounty } from './county.ts'

const number = '202407-1'
const yuan = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
const sentBatch = fc
  .array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 40 })
  .map(amounts =>
    amounts.map((amount, i): Transfer => ({ line: i + 1, name: `赵${i % 7}`, account: inventBankCard(i), amount })),
  )
const codes = fc.constantFrom('00', '00', '00', '01', '03', '99')
const answered = sentBatch.chain(sent =>
  fc.record({ sent: fc.constant(sent), codes: fc.array(codes, { minLength: sent.length, maxLength: sent.length }) }),
)
const fileOf = (sent: readonly Transfer[], said: readonly string[]): string[][] => [
  [...returnTitles],
  ...sent.map((t, i) => [number, String(t.line), t.name, t.account, yuan(t.amount), said[i]!, '']),
  [number, '合计', String(sent.length), '', yuan(sent.reduce((s, t) => s + t.amount, 0))],
]
const read = (sent: readonly Transfer[], cells: readonly string[][]) =>
  matchReturn(
    number,
    sent,
    cells.map((c, i): UploadedRow => ({ row: i + 1, cells: c })),
  )
/** Written apart from what it judges. */
const isRight = (sent: readonly Transfer[], said: readonly string[], results: readonly Result[]) =>
  results.length === sent.length &&
  new Set(results.map(r => r.line)).size === sent.length &&
  results.every(r => {
    const code = said[r.line - 1]
    return r.outcome === (code === '00' ? 'paid' : code === '99' ? 'unknown' : 'returned')
  })

describe('a return file', () => {
  it('that says all is believed line by line, in any order', () => {
    fc.assert(
      fc.property(answered, fc.nat(), ({ sent, codes: said }, turn) => {
        const [header, ...body] = fileOf(sent, said)
        const lines = body.slice(0, -1)
        const turned = [...lines.slice(turn % lines.length), ...lines.slice(0, turn % lines.length)]
        expect(isRight(sent, said, read(sent, [header!, ...turned, body.at(-1)!]))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  it('spoilt in any one or two cells or rows is refused, or says the same of every line still', () => {
    const spoil = fc.oneof(
      fc.record({ what: fc.constant('drop' as const), at: fc.nat() }),
      fc.record({ what: fc.constant('double' as const), at: fc.nat() }),
      fc.record({
        what: fc.constant('swap' as const),
        at: fc.nat(),
        to: fc.nat(),
        cell: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        what: fc.constant('write' as const),
        at: fc.nat(),
        cell: fc.integer({ min: 0, max: 4 }),
        text: fc.oneof(fc.string(), fc.nat().map(String), fc.nat().map(yuan)),
      }),
    )
    let refused = 0
    fc.assert(
      fc.property(answered, fc.array(spoil, { minLength: 1, maxLength: 2 }), ({ sent, codes: said }, spoils) => {
        const cells = fileOf(sent, said).map(r => [...r])
        for (const s of spoils) {
          const at = s.at % cells.length
          if (s.what === 'drop') cells.splice(at, 1)
          else if (s.what === 'double') cells.splice(at, 0, [...(cells[at] ?? [])])
          else if (s.what === 'write' && cells[at]) cells[at]![s.cell] = s.text
          else if (s.what === 'swap' && cells[at]) {
            const to = cells[s.to % cells.length]!
            ;[cells[at]![s.cell], to[s.cell]] = [to[s.cell]!, cells[at]![s.cell]!]
          }
          if (!cells.length) return
        }
        try {
          expect(isRight(sent, said, read(sent, cells))).toBe(true)
        } catch (e) {
          if (!(e instanceof Refusal)) throw e
          refused++
        }
      }),
      { numRuns: 2000 },
    )
    expect(refused).toBeGreaterThan(1500)
  })
  it('reads sums exactly', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), fen => fenOf(yuan(fen)) === fen))
    for (const text of ['1.005', '-1', '1e3', '１', '1,000.00', '', '.5', ' 1']) expect(fenOf(text)).toBeUndefined()
  })
})

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
      await c.as(maker, trx => sealRun(trx, { run: run.id, actor: maker, keys: c.keys }))
    }
    const all = await rows(c.owner, sql<{ id: number; hash: string }>`select id, hash from payment_batch`)
    const done = await Promise.allSettled(
      all.map(({ id, hash }) =>
        c.as(releaser, trx => releaseBatch(trx, { batch: id, hash, actor: releaser, keys: c.keys })),
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
