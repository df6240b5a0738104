/** 承诺、暂停、设置: a county may promise less time than the law gives, and what it sets holds from its day on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor, one } from '#core/db'
import { pauseReasons, promised, promisesOn } from '#core/standards/limits'
import { settingOn } from '#core/standards/settings'
import { workingDays } from '#define/time'
import type { TestLedger } from '#tests/setup/ledger'
import { business, countyByTwo, refused } from './by-two.ts'

let ledger: TestLedger
let countyId: number

beforeAll(async () => {
  ;({ ledger, countyId } = await countyByTwo())
})
afterAll(() => ledger.close())

describe('promises, pauses and settings', () => {
  test('a promise shortens the limit of the law from its day on, and never lengthens it', async () => {
    const p = await promisesOn(ledger.owner, countyId, business, '2024-01-01')
    expect(p.application).toEqual({ visit: 8, decide: 7, total: 25, extended: 40 })
    expect(await promisesOn(ledger.owner, countyId, business, '2022-12-31')).toEqual({})
    expect(promised(workingDays(30), p.application?.total)).toEqual(workingDays(25))
    expect(promised(workingDays(20), p.application?.total)).toEqual(workingDays(20))
    expect(promised(workingDays(3), undefined)).toEqual(workingDays(3))
  })
  test('why a clock may stand', async () =>
    expect(await pauseReasons(ledger.owner, countyId, business, '2024-01-01')).toEqual([
      { reason: 'materials', title: '等待申请人补正材料', longest: null },
      { reason: 'other-province', title: '等待外省协查核对结果', longest: 20 },
    ]))
  test('a setting by its day; the usual one where nobody said; refused where somebody must', async () => {
    const setting = (name: Parameters<typeof settingOn>[2], day: Parameters<typeof settingOn>[3]) =>
      settingOn(ledger.owner, countyId, name, day)
    expect([await setting('review-authority', '2023-12-31'), await setting('review-authority', '2024-01-01')]).toEqual([
      '南陵县人民政府或芜湖市民政局',
      '南陵县人民政府',
    ])
    expect(await setting('publicity-inside-total', '2020-01-01')).toBe('yes')
    await expect(setting('supervision-phone', '2022-06-30')).rejects.toMatchObject(refused('还没有设置「监督电话」'))
  })
})
