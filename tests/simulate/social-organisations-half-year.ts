/** The society office's half-year, whatever county it is lived in: what must be true of it. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Db, rows } from '#core/db'
import { checkCreditCode } from '#core/identity/credit-code'
import { indicators } from '#core/indicators/indicators'
import { showDraw } from '#core/inspections/show'
import { machine } from '#core/machine'
import { catalogue, type HalfYear, seenByAuditor } from './rehearsed.ts'

export const societyHalfYear = (lived: () => HalfYear) => {
  const seen = <T>(work: (trx: Db) => Promise<T>) => seenByAuditor(lived().ledger, work)
  test('exactly the figures of the file, by the ordinary indicators', async () => {
    const found = await seen(trx =>
      indicators(trx, catalogue, { period: '2024H1', names: Object.keys(lived().wanted) }),
    )
    expect(Object.fromEntries(found.map(f => [f.id, f.value]))).toEqual(lived().wanted)
    expect(found.map(f => f.unit)).toEqual(['个', '个', '个', '个', '家', '个', '个', '个'])
  })
  test('the stock before the period, plus those who came, less those who left, is the stock at its end', async () => {
    const before = await seen(trx => indicators(trx, catalogue, { period: '2023-12', names: ['登记社会组织总数'] }))
    expect(before[0]!.value! + lived().wanted.社会组织成立登记! - lived().wanted.社会组织注销登记!).toBe(
      lived().wanted.登记社会组织总数,
    )
  })
  test('credit codes are well-formed, and none is twice', async () => {
    const found = await rows(
      lived().ledger.owner,
      sql<{ code: string }>`select credit_code as code from organisation where credit_code is not null`,
    )
    expect(found.filter(f => !checkCreditCode(f.code).ok)).toEqual([])
    expect(new Set(found.map(f => f.code)).size).toBe(found.length)
  })
  test('a draw that recomputes, problems found and put right, some open', async () => {
    const [draw] = await rows(lived().ledger.owner, sql<{ id: number }>`select id from inspection_draw`)
    const engine = { catalogue, keys: undefined as never, home: lived().ledger.home }
    const shown = await seen(trx => showDraw(trx, engine, machine(1), draw!.id))
    expect(shown.check).toEqual({ isSeedRight: true, areListsRight: true, isResultRight: true })
    const found = await seen(trx =>
      indicators(trx, catalogue, {
        period: '2024H1',
        names: ['双随机抽查社会组织', '抽查发现问题数', '抽查问题整改销号数', '活动异常名录在列数'],
      }),
    )
    const [checked, problems, closed, listed] = found.map(f => f.value!)
    expect(checked).toBe(shown.drawn.length)
    expect(closed).toBeLessThanOrEqual(problems!)
    expect(listed).toBeGreaterThan(0)
  })
  test('desks are not empty: reports to be accepted, problems to be put right, certificates that run out', async () => {
    const open = await rows(
      lived().ledger.owner,
      sql<{
        p: string
        n: number
      }>`select procedure || '.' || at_step as p, count(*)::int as n from case_file where stands = 'open' and organisation_id is not null group by 1`,
    )
    expect(open.map(o => o.p)).toContain('annual-reports.inspection.accept')
    expect(open.map(o => o.p)).toContain('social-organisations.renewal.apply')
  })
}
