/** The county of the work report, at its own size: the six figures of January to June 2024. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { figuresOf } from './rehearsed.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
  await simulate({ owner: ledger.owner, home: ledger.home, profile: 'profiles/nanling' })
}, 600_000)
afterAll(() => ledger.close())

test('南陵县 2024 年上半年：六项低保数字', async () => {
  expect(await figuresOf(ledger, '2024H1')).toEqual({
    ...{ 新增低保户数: 415, 新增低保人数: 522, 退出低保户数: 441 },
    ...{ 退出低保人数: 1064, 在保低保户数: 12_920, 在保低保人数: 18_285 },
  })
})
