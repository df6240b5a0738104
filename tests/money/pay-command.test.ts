/** `minzheng pay`: a month up to the sealed batch in one command, and one line for what is wrong. */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rows } from '#core/db'
import { callMinzheng } from '#tests/setup/command'
import { type County, linesOf, testCounty } from './county.ts'

let c: County
beforeAll(async () => {
  c = await testCounty()
  await c.household({ row: 2001, from: '2024-07-01' })
  await c.household({ row: 2002, from: '2024-07-01', account: null })
  await sql`insert into account (county_id, login, person_id, name, post, division_id, businesses)
    values (1, 'caiwu', 2001, '周敏', 'finance', 10, '{minimum-living}'), (1, 'cun', 2002, '钱二', 'village', 20, '{minimum-living}')`.execute(
    c.owner,
  )
  await c.today('2024-07-08')
})
afterAll(() => c?.close())

const pay = (...args: string[]) => callMinzheng(['pay', ...args], { DATABASE_URL: c.ownerUrl, MINZHENG_HOME: c.home })

describe('minzheng pay', () => {
  it.each([
    [['2024-07', '高温补贴'], /没有「高温补贴」这项待遇/],
    [['2024-07', '--as', 'cun'], /「cun」不能核发这项待遇；可以的有：caiwu（周敏）/],
    [['2024-09'], /最早只能提前核发 2024-08/],
    [['七月'], /不是可以核发的月份/],
  ])('%j is refused in one line, and nothing is written', async (args, why) => {
    const { out, err, code } = await pay(...args)
    expect({ out, code, lines: err.split('\n').length }).toEqual({ out: '', code: 1, lines: 1 })
    expect(err).toMatch(why)
    expect(await rows(c.owner, sql`select from payment_run`)).toHaveLength(0)
  })
  it('runs and seals; a second press is refused', async () => {
    const { out, err, code } = await pay('2024-07', '低保金', '--json')
    expect({ err, code }).toEqual({ err: '', code: 0 })
    const [made] = JSON.parse(out)
    expect(made).toMatchObject({ month: '2024-07', regular: 1, held: 1, transfers: 1, total: '500.00', by: '周敏' })
    expect(made.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await linesOf(c, 2001)).toEqual(['regular 2024-07 50000 sealed'])
    expect((await pay('2024-07')).err).toMatch(/已经核发，同一月份不得重复核发/)
  })
})
