/** A calibration file that differs in every number gives its own report, office by office. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { machine } from '#core/machine'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated, catalogue, nanling } from './rehearsed.ts'

const home = { households: 60, persons: 96 }
const own = {
  新增低保户数: 5,
  新增低保人数: 8,
  退出低保户数: 4,
  退出低保人数: 9,
  在保低保户数: 61,
  在保低保人数: 95,
}
/** What the file tells of each office, made smaller and no longer like 南陵's. */
const offices: Record<string, Record<string, number>> = {
  meals: {
    老年人助餐补贴人次: 6120,
    老年人助餐补贴金额: 2.6,
    运营中的助餐点: 4,
    助餐点座位数: 110,
    六十至七十九周岁用餐老人: 60,
  },
  'old-age-allowance': { 享受高龄津贴人数: 310, 高龄津贴累计支出: 9.87, 到龄新增: 17, 死亡退出: 11, 百岁老人: 2 },
  'social-organisations': {
    ...{ 社会组织成立登记: 2, 社会组织变更登记: 3, 社会组织注销登记: 1, 社会组织到期换证: 4, 完成年检的社会组织: 21 },
    ...{ 登记社会组织总数: 40, 社会团体数: 23, 民办非企业单位数: 17 },
  },
  marriage: {
    ...{ 结婚登记: 31, '结婚登记(跨区域通办)': 2, 受理离婚申请: 26, 离婚登记: 13, '离婚登记(跨区域通办)': 1 },
    ...{ 撤回离婚登记申请: 4, 逾期视为撤回离婚登记申请: 5, 补领结婚证: 6, 补领离婚证: 3 },
    ...{ 婚姻登记抽查件数: 8, 抽查不合格件数: 1, 婚姻登记合格率: 87.5 },
  },
  cremation: {
    ...{ 火化遗体: 47, 火化率: 90, 享受惠民殡葬补贴人数: 41, 惠民殡葬补贴金额: 6.68, 县外户籍火化遗体: 2 },
    ...{ 凭票补给家属人数: 3, 火化区死亡人数: 50, 死亡人数: 55 },
  },
}
let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
  const profile = await calibrated(home, own, { offices })
  await simulate({ owner: ledger.owner, home: ledger.home, profile })
}, 600_000)
afterAll(() => ledger.close())

test('每个数字都不同的县，有自己的报告', async () => {
  const theirs = (await nanling()).calibration.offices as typeof offices
  const wanted = { ...own, ...Object.assign({}, ...Object.values(offices)) } as Record<string, number>
  const names = Object.keys(wanted).filter(n => n in catalogue.figures)
  expect(names.length).toBeGreaterThan(30)
  const ofNanling = Object.assign({}, ...Object.values(theirs)) as Record<string, number>
  expect(names.filter(n => wanted[n] === ofNanling[n])).toEqual([])
  const found = await asActor(ledger.app, { ...machine(1), post: 'auditor' }, trx =>
    indicators(trx, catalogue, { period: '2024H1', names }),
  )
  expect(Object.fromEntries(found.map(f => [f.id, f.value]))).toEqual(
    Object.fromEntries(names.map(n => [n, wanted[n]])),
  )
})
