/** Another registry's half-year: every number another one, and each comes out exactly; a file that contradicts itself is refused before anything is written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { machine } from '#core/machine'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated, catalogue } from './rehearsed.ts'

const marriage = {
  结婚登记: 61,
  '结婚登记(跨区域通办)': 3,
  受理离婚申请: 47,
  离婚登记: 23,
  '离婚登记(跨区域通办)': 2,
  撤回离婚登记申请: 5,
  逾期视为撤回离婚登记申请: 8,
  补领结婚证: 11,
  补领离婚证: 4,
  婚姻登记抽查件数: 8,
  抽查不合格件数: 1,
  婚姻登记合格率: 87.5,
}
const six = { 新增低保户数: 2, 新增低保人数: 3, 退出低保户数: 1, 退出低保人数: 2, 在保低保户数: 21, 在保低保人数: 31 }
const county = (told: object) =>
  calibrated({ households: 20, persons: 30 }, six, { offices: { marriage: told } as never })
let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
}, 60_000)
afterAll(() => ledger.close())

describe('婚姻登记处的半年', () => {
  test('自相矛盾的数字，一句话说明，什么都没有写入', async () => {
    const { owner, home } = ledger
    const refused = async (more: object) =>
      simulate({ owner, home, profile: await county({ ...marriage, ...more }) }).catch(e => String(e.message))
    expect(await refused({ 离婚登记: 40 })).toContain('离婚登记、撤回和逾期的合计多于受理离婚申请')
    expect(await refused({ 婚姻登记合格率: 99 })).toContain('合格率与抽查件数、不合格件数不符')
  })
  test('换一份数字，出它自己的报告', async () => {
    const { owner, home } = ledger
    await simulate({ owner, home, profile: await county(marriage) })
    const names = Object.keys(marriage).filter(n => n !== '抽查不合格件数')
    const found = await asActor(ledger.app, machine(1), trx =>
      indicators(trx, catalogue, { names, period: '2024H1' } as never),
    )
    const { 抽查不合格件数: _, ...wanted } = marriage
    expect(Object.fromEntries(found.map(f => [f.title, f.value]))).toEqual(wanted)
  }, 300_000)
})
