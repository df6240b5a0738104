/** 殡葬's half-year: exactly what the file says, whatever it says; nobody cremated alive, nobody who died stays in a benefit, chains open and closed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { cremationHalfYear } from './cremation-half-year.ts'
import { calibrated } from './rehearsed.ts'

const few = { households: 60, persons: 90 }
const figures = {
  新增低保户数: 4,
  新增低保人数: 5,
  退出低保户数: 12,
  退出低保人数: 18,
  在保低保户数: 52,
  在保低保人数: 77,
}
/** Much less a head, so that items are left out of most bills. */
const other = {
  ...{ 火化遗体: 137, 火化率: 97, 享受惠民殡葬补贴人数: 90, 惠民殡葬补贴金额: 11.27, 县外户籍火化遗体: 9 },
  ...{ 凭票补给家属人数: 12, 火化区死亡人数: 131, 死亡人数: 160 },
}

describe('另一个县', () => {
  let ledger: TestLedger
  beforeAll(async () => {
    ledger = await testLedger()
    const profile = await calibrated(few, figures, { offices: { cremation: other } })
    await simulate({ owner: ledger.owner, home: ledger.home, profile })
  }, 600_000)
  afterAll(() => ledger.close())
  cremationHalfYear(() => ({ ledger, wanted: other }))
})

test('前后不符的文件，什么都不写，说清哪里不对', async () => {
  const ledger = await testLedger()
  const refused = async (more: object) => {
    const profile = await calibrated(few, figures, { offices: { cremation: { ...other, ...more } } })
    await simulate({ owner: ledger.owner, home: ledger.home, profile })
  }
  await expect(refused({ 享受惠民殡葬补贴人数: 200 })).rejects.toThrow('直接减免的多于本县户籍火化的')
  await expect(refused({ 火化率: 99.9 })).rejects.toThrow('低于所填的火化率')
  await expect(refused({ 惠民殡葬补贴金额: 20 })).rejects.toThrow(Refusal)
  await ledger.close()
}, 300_000)
