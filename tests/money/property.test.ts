/** Whatever a return file looks like, and however many release at once: nothing is marked paid wrongly, no fund goes below zero. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#core/actor'
import { one, rows } from '#core/db'
import type { UploadedRow } from '#core/documents/spreadsheet'
import { inventBankCard } from '#core/identity/bank-card'
import type { Transfer } from '#core/payments/bank-file'
import { fenOf, matchReturn, type Result, returnTitles } from '#core/payments/return-file'
import { fund } from './county.ts'

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
