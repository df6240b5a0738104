/** The society office's half-year: exactly what the file says, whatever it says; a draw that recomputes, and work left on every desk. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated } from './rehearsed.ts'
import { societyHalfYear } from './social-organisations-half-year.ts'

const few = { households: 40, persons: 60 }
const figures = {
  新增低保户数: 4,
  新增低保人数: 5,
  退出低保户数: 4,
  退出低保人数: 8,
  在保低保户数: 40,
  在保低保人数: 57,
}
const other = {
  ...{ 社会组织成立登记: 7, 社会组织变更登记: 2, 社会组织注销登记: 1, 社会组织到期换证: 4, 完成年检的社会组织: 31 },
  ...{ 登记社会组织总数: 64, 社会团体数: 40, 民办非企业单位数: 24 },
}

describe('another county', () => {
  let ledger: TestLedger
  beforeAll(async () => {
    ledger = await testLedger()
    const profile = await calibrated(few, figures, { offices: { 'social-organisations': other } })
    await simulate({ owner: ledger.owner, home: ledger.home, profile })
  }, 300_000)
  afterAll(() => ledger.close())
  societyHalfYear(() => ({ ledger, wanted: other }))
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
