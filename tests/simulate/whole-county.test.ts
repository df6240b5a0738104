/** The county of the work report, at its own size: every figure that its offices reported for January to June 2024, and each opened to its records. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor, type Db, one } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { machine } from '#core/machine'
import { makeReport, reportNamed } from '#core/reports/make'
import type { Post } from '#define/posts'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { cremationHalfYear } from './cremation-half-year.ts'
import { catalogue, nanling } from './rehearsed.ts'
import { societyHalfYear } from './social-organisations-half-year.ts'

/** 南陵县民政局 2024 年上半年工作总结; a rate with as many decimals as was reported. */
const reported: readonly (readonly [string, string, string])[] = [
  ...([
    ['新增低保户数', '415', '户'],
    ['新增低保人数', '522', '人'],
    ['退出低保户数', '441', '户'],
  ] as const),
  ...([
    ['退出低保人数', '1064', '人'],
    ['在保低保户数', '12920', '户'],
    ['在保低保人数', '18285', '人'],
  ] as const),
  ...([
    ['享受高龄津贴人数', '16600', '人'],
    ['高龄津贴累计支出', '548.09', '万元'],
  ] as const),
  ...([
    ['老年人助餐补贴人次', '510870', '人次'],
    ['老年人助餐补贴金额', '209.95', '万元'],
  ] as const),
  ...([
    ['火化遗体', '1954', '具'],
    ['火化率', '99.9', '%'],
    ['享受惠民殡葬补贴人数', '1902', '人'],
    ['惠民殡葬补贴金额', '310.03', '万元'],
  ] as const),
  ...([
    ['社会组织成立登记', '3', '个'],
    ['社会组织变更登记', '6', '个'],
    ['社会组织注销登记', '5', '个'],
  ] as const),
  ...([
    ['社会组织到期换证', '25', '个'],
    ['完成年检的社会组织', '130', '家'],
    ['登记社会组织总数', '249', '个'],
  ] as const),
  ...([
    ['社会团体数', '108', '个'],
    ['民办非企业单位数', '141', '个'],
  ] as const),
  ...([
    ['结婚登记', '880', '对'],
    ['结婚登记(跨区域通办)', '7', '对'],
    ['受理离婚申请', '846', '对'],
  ] as const),
  ...([
    ['离婚登记', '499', '对'],
    ['离婚登记(跨区域通办)', '9', '对'],
    ['婚姻登记合格率', '100.00', '%'],
  ] as const),
  ...([
    ['补领结婚证', '185', '件'],
    ['补领离婚证', '78', '件'],
  ] as const),
]
const names = reported.map(([name]) => name)
const period = '2024H1'
let ledger: TestLedger
let offices: Record<string, Record<string, number>>
beforeAll(async () => {
  ledger = await testLedger()
  const profile = await nanling()
  offices = profile.calibration.offices as typeof offices
  await simulate({ owner: ledger.owner, home: ledger.home, profile })
}, 900_000)
afterAll(() => ledger.close())
const asked = <T>(work: (trx: Db) => Promise<T>, post: Post = 'auditor') =>
  asActor(ledger.app, { ...machine(1), post }, work)

describe('南陵县 2024 年上半年', () => {
  test('各科室报告的数字，一个不差', async () => {
    const found = await asked(trx => indicators(trx, catalogue, { period, names }))
    expect(found.map(f => [f.id, f.text, f.unit])).toEqual(reported.map(r => [...r]))
    expect(found.find(f => f.id === '火化率')!.quotient).toEqual({ part: '1894', whole: '1895' })
  })
  test('报告里没有一个数字是空的，每一章都在', async () => {
    const made = await asked(trx => makeReport(trx, catalogue, reportNamed(catalogue, 'half-year'), { period }))
    expect(made.figures.filter(f => f.value === null).map(f => f.id)).toEqual([])
    expect(made.chapters.map(c => c.heading)).toEqual(
      expect.arrayContaining(['社会救助', '养老服务', '婚姻登记', '社会组织', '殡葬']),
    )
  })
  test('打开到每一条记录，条数就是那个数', async () => {
    for (const [name, text, unit] of reported) {
      if (unit === '万元' || unit === '%' || Number(text) > 2000) continue
      const post = /婚|离/.test(name) ? 'registry' : 'auditor'
      if (post === 'registry')
        await expect(
          asked(trx => records(trx, catalogue, name, { period })),
          name,
        ).rejects.toMatchObject({
          status: 403,
        })
      let [n, cursor]: [number, string | null] = [0, null]
      do {
        const at = { period, limit: 500, ...(cursor && { cursor }) }
        const page: { rows: readonly unknown[]; next: string | null } = await asked(
          trx => records(trx, catalogue, name, at),
          post,
        )
        n += page.rows.length
        cursor = page.next
      } while (cursor)
      expect([name, n]).toEqual([name, Number(text)])
    }
  })
  test('截至三月底所知：四月以后的事一件也没有', async () => {
    const flows = ['火化遗体', '老年人助餐补贴人次', '离婚登记', '高龄津贴累计支出']
    const [early, quarter, late] = await Promise.all([
      asked(trx => indicators(trx, catalogue, { period, names: flows, knownAt: '2024-03-31' })),
      asked(trx => indicators(trx, catalogue, { period: '2024Q1', names: flows, knownAt: '2024-03-31' })),
      asked(trx => indicators(trx, catalogue, { period, names: flows })),
    ])
    expect(early.map(f => f.value)).toEqual(quarter.map(f => f.value))
    for (const [i, f] of early.entries()) expect(f.value!, f.id).toBeLessThan(late[i]!.value!)
  })
  test('截至三月底所知的享受高龄津贴人数：数得出的每一行，当时都已在账上；后来才知道的不在', async () => {
    const name = '享受高龄津贴人数'
    const [then] = await asked(trx =>
      indicators(trx, catalogue, { period: '2024Q1', names: [name], knownAt: '2024-03-31' }),
    )
    const [now] = await asked(trx => indicators(trx, catalogue, { period: '2024Q1', names: [name] }))
    const told = await one(
      ledger.owner,
      sql<{ then: number; now: number; late: number }>`
        with was as (select distinct on (id) id, held from (
            select id, held, known_from from old_age_allowance_roster union all select id, held, known_from from history.old_age_allowance_roster) v
          where known_from < '2024-04-01' order by id, known_from desc),
        is_now as (select id, held from old_age_allowance_roster)
        select (select count(*) from was where held @> date '2024-03-31')::int as then, (select count(*) from is_now where held @> date '2024-03-31')::int as now,
          (select count(*) from is_now n left join was w using (id) where (n.held @> date '2024-03-31') is distinct from (w.held @> date '2024-03-31'))::int as late`,
    )
    expect([then!.value, now!.value]).toEqual([told.then, told.now])
    expect(told.late).toBeGreaterThan(0)
  })
})

describe('殡葬', () => cremationHalfYear(() => ({ ledger, wanted: offices.cremation! })))
describe('社会组织', () => societyHalfYear(() => ({ ledger, wanted: offices['social-organisations']! })))
