/** Another seed, another county's numbers, another period, a broken file, a stop on the way. */
import { afterEach, describe, expect, test } from 'vitest'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated, count, figuresOf, idNumbersOf } from './rehearsed.ts'

let open: TestLedger[] = []
const fresh = async () => {
  const ledger = await testLedger()
  open.push(ledger)
  return ledger
}
afterEach(async () => {
  await Promise.all(open.map(l => l.close()))
  open = []
}, 60_000)

const start = { households: 140, persons: 223 }
const figures = {
  新增低保户数: 9,
  新增低保人数: 16,
  退出低保户数: 7,
  退出低保人数: 19,
  在保低保户数: 142,
  在保低保人数: 220,
}

describe('演练', () => {
  test('别的县、别的期间、大家庭，一样得出', async () => {
    const other = {
      新增低保户数: 3,
      新增低保人数: 11,
      退出低保户数: 11,
      退出低保人数: 12,
      在保低保户数: 52,
      在保低保人数: 189,
    }
    const on = '2024-03-31'
    const profile = await calibrated({ households: 60, persons: 190 }, other)
    const period = { name: '2024Q2', from: '2024-04-01', to: '2024-06-30' }
    const minimumLiving = { ...profile.calibration.minimumLiving, start: { on, households: 60, persons: 190 } }
    const { owner, home, ...rest } = await fresh()
    const done = await simulate({
      owner,
      home,
      profile: { ...profile, calibration: { ...profile.calibration, period, minimumLiving } },
    })
    expect(done).toMatchObject({ period: '2024Q2', today: '2024-07-01', figures: other })
    expect(await figuresOf({ owner, home, ...rest }, '2024Q2')).toEqual(other)
  }, 200_000)

  test.each([
    ['户数对不上', start, { ...figures, 退出低保户数: 8 }, '户数对不上'],
    ['人数对不上', start, { ...figures, 在保低保人数: 221 }, '人数对不上'],
    ['人比户少', start, { ...figures, 新增低保人数: 8, 在保低保人数: 212 }, '新增人数 8 少于户数 9'],
    [
      '退出人数比户数少',
      { households: 140, persons: 140 },
      { ...figures, 新增低保人数: 9, 退出低保人数: 0, 在保低保人数: 149 },
      '退出人数 0 少于户数 7',
    ],
  ])('自相矛盾的文件：%s，一句话，什么都不写', async (_, from, wrong, says) => {
    const { owner, home } = await fresh()
    await expect(simulate({ owner, home, profile: await calibrated(from, wrong) })).rejects.toThrow(says)
    expect(await count(owner, 'county')).toBe(0)
  })

  test('中途停下，什么都没有；再来一次就有；换一个种子，换一批人，数字一样', async () => {
    const profile = await calibrated(start, figures)
    const people = async (seed: number, { owner, home, ...rest }: TestLedger) => {
      expect((await simulate({ owner, home, profile, seed })).figures).toEqual(figures)
      return idNumbersOf({ owner, home, ...rest })
    }
    const stopped = await fresh()
    const { owner, home } = stopped
    const progress = (what: string) => {
      if (what.includes('2024-03')) throw new Error('停')
    }
    await expect(simulate({ owner, home, profile, seed: 1, progress })).rejects.toThrow('停')
    expect(await count(owner, 'county')).toBe(0)
    expect(await count(owner, 'person')).toBe(0)
    const [first, other, again] = [
      await people(1, stopped),
      await people(2, await fresh()),
      await people(1, await fresh()),
    ]
    expect(again).toEqual(first)
    expect(other.filter(n => first.includes(n)).length).toBeLessThan(first.length / 10)
  }, 400_000)

  test('只演练到某一天', async () => {
    const { owner, home } = await fresh()
    const done = await simulate({ owner, home, profile: await calibrated(start, figures), until: '2024-01-31' })
    expect(done.today).toBe('2024-01-31')
  }, 100_000)
})
