/** As once known: a correction changes the figure from then on, and never what the ledger knew before. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { County, catalogue, codes, type Row } from './county.ts'

let county: County
let corrected: Row
const names = ['在保低保户数', '在保低保人数', '新增低保人数', '退出低保人数', '城市低保户数', '农村低保户数']
const values = async (knownAt?: string, area?: string) =>
  (
    await county.asHead(db =>
      indicators(db, catalogue, { names, period: '2024H1', ...(knownAt && { knownAt }), ...(area && { area }) }),
    )
  ).map(f => f.value)

beforeAll(async () => {
  county = await County.open('2024-01-05')
  corrected = await county.enter('东一', '2023-01-01', 3)
  await county.enter('东一', '2023-01-01', 2)
  await county.today('2024-05-20')
  await county.enter('西一', '2024-06-01', 1)
  await county.today('2024-07-15')
  // found out in July: the first household had ended with March; the second had been in the town, on the urban standard, since April
  await county.stop(corrected, '2024-04-01')
  await county.write(db =>
    sql`insert into minimum_living_roster_state
      (county_id, row_id, starts, division_id, town_id, because, area, alone, persons, income, more_need, refused_work)
    select county_id, row_id, '2024-04-01', division_id, town_id, '更正', 'urban', alone, persons, income, more_need, refused_work
      from minimum_living_roster_state where persons = 2`.execute(db),
  )
})
afterAll(() => county.close())

describe('更正以后', () => {
  it('现在问，是更正后的数', async () => expect(await values()).toEqual([2, 3, 1, 3, 1, 1]))
  it('截至更正前一天，是当时的数', async () => expect(await values('2024-07-14')).toEqual([3, 6, 1, 0, 0, 3]))
  it('截至更正当天，是更正后的数', async () => expect(await values('2024-07-15')).toEqual([2, 3, 1, 3, 1, 1]))
  it('更早：六月新增的还没有登记', async () => expect(await values('2024-05-19')).toEqual([2, 5, 0, 0, 0, 2]))
  it('登记之前什么都没有', async () => expect(await values('2024-01-04')).toEqual([0, 0, 0, 0, 0, 0]))
  it('按镇也如此', async () => {
    expect(await values('2024-07-14', codes.east)).toEqual([2, 5, 0, 0, 0, 2])
    expect(await values(undefined, codes.east)).toEqual([1, 2, 0, 3, 1, 0])
  })
  it('下钻同样截至当时', async () => {
    const list = (knownAt?: string) =>
      county.asHead(db => records(db, catalogue, '在保低保户数', { period: '2024H1', ...(knownAt && { knownAt }) }))
    expect((await list('2024-07-14')).rows.map(r => r.rowId)).toContain(corrected.id)
    expect((await list()).rows.map(r => r.rowId)).not.toContain(corrected.id)
  })
  it('镇里的人截至当时也只看到本镇', async () => {
    const ask = { names, period: '2024H1', knownAt: '2024-07-14' }
    const found = await county.as(county.clerkOf('west'), db => indicators(db, catalogue, ask))
    expect(found.map(f => f.value)).toEqual([1, 1, 1, 0, 0, 1])
  })
})
