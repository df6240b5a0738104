/** The society office's half-year: exactly what the file says, whatever it says; a draw that recomputes, and work left on every desk. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { asActor, rows } from '#core/db'
import { checkCreditCode } from '#core/identity/credit-code'
import { indicators } from '#core/indicators/indicators'
import { showDraw } from '#core/inspections/show'
import { machine } from '#core/machine'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated, catalogue, nanling } from './rehearsed.ts'

const few = { households: 40, persons: 60 }
const figures = {
  新增低保户数: 4,
  新增低保人数: 5,
  退出低保户数: 4,
  退出低保人数: 8,
  在保低保户数: 40,
  在保低保人数: 57,
}
const ofNanling = async () => (await nanling()).calibration.offices['social-organisations'] as Record<string, number>
const other = {
  ...{ 社会组织成立登记: 7, 社会组织变更登记: 2, 社会组织注销登记: 1, 社会组织到期换证: 4, 完成年检的社会组织: 31 },
  ...{ 登记社会组织总数: 64, 社会团体数: 40, 民办非企业单位数: 24 },
}

describe.each([
  ['南陵', ofNanling],
  ['另一个县', async () => other as Record<string, number>],
] as const)('%s', (_, told) => {
  let ledger: TestLedger
  let wanted: Record<string, number>
  beforeAll(async () => {
    ledger = await testLedger()
    wanted = await told()
    const profile = await calibrated(few, figures, { offices: { 'social-organisations': wanted } })
    await simulate({ owner: ledger.owner, home: ledger.home, profile })
  }, 300_000)
  afterAll(() => ledger.close())
  const seen = <T>(work: Parameters<typeof asActor<T>>[2]) =>
    asActor(ledger.app, { ...machine(1), post: 'auditor' }, work)

  test('exactly the figures of the file, by the ordinary indicators', async () => {
    const found = await seen(trx => indicators(trx, catalogue, { period: '2024H1', names: Object.keys(wanted) }))
    expect(Object.fromEntries(found.map(f => [f.id, f.value]))).toEqual(wanted)
    expect(found.map(f => f.unit)).toEqual(['个', '个', '个', '个', '家', '个', '个', '个'])
  })
  test('the stock before the period, plus those who came, less those who left, is the stock at its end', async () => {
    const before = await seen(trx => indicators(trx, catalogue, { period: '2023-12', names: ['登记社会组织总数'] }))
    expect(before[0]!.value! + wanted.社会组织成立登记! - wanted.社会组织注销登记!).toBe(wanted.登记社会组织总数)
  })
  test('credit codes are well-formed, and none is twice', async () => {
    const found = await rows(
      ledger.owner,
      sql<{ code: string }>`select credit_code as code from organisation where credit_code is not null`,
    )
    expect(found.filter(f => !checkCreditCode(f.code).ok)).toEqual([])
    expect(new Set(found.map(f => f.code)).size).toBe(found.length)
  })
  test('a draw that recomputes, problems found and put right, some open', async () => {
    const [draw] = await rows(ledger.owner, sql<{ id: number }>`select id from inspection_draw`)
    const engine = { catalogue, keys: undefined as never, home: ledger.home }
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
      ledger.owner,
      sql<{
        p: string
        n: number
      }>`select procedure || '.' || at_step as p, count(*)::int as n from case_file where stands = 'open' and organisation_id is not null group by 1`,
    )
    expect(open.map(o => o.p)).toContain('annual-reports.inspection.accept')
    expect(open.map(o => o.p)).toContain('social-organisations.renewal.apply')
  })
})

test.each([
  ['合计不符', { 社会团体数: 41 }, '之和应等于登记总数'],
  ['年检多于应检', { 完成年检的社会组织: 60 }, '完成年检的多于应当参检的'],
])('a file that does not agree with itself is refused before anything is written: %s', async (_, wrong, says) => {
  const ledger = await testLedger()
  const profile = await calibrated(few, figures, { offices: { 'social-organisations': { ...other, ...wrong } } })
  await expect(simulate({ owner: ledger.owner, home: ledger.home, profile })).rejects.toThrowError(Refusal)
  await expect(simulate({ owner: ledger.owner, home: ledger.home, profile })).rejects.toMatchObject({
    reason: expect.stringContaining(says),
  })
  await ledger.close()
})
