/** Who is in, who came, who went: rulebook 14.2 on a ledger small enough to count by hand. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkIdentities } from '#core/indicators/identities'
import { type IndicatorAsk, indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { County, catalogue, codes, type Row } from './county.ts'

let county: County
const rows: Record<string, Row> = {}
const six = ['在保低保户数', '在保低保人数', '新增低保户数', '新增低保人数', '退出低保户数', '退出低保人数']
const values = async (ask: Omit<IndicatorAsk, 'names'>) =>
  (await county.asHead(db => indicators(db, catalogue, { ...ask, names: six }))).map(f => f.value)

beforeAll(async () => {
  county = await County.open()
  rows.old = await county.enter('东一', '2022-03-01', 3)
  rows.urban = await county.enter('东二', '2023-05-01', 2)
  rows.newYear = await county.enter('西一', '2024-01-01', 2)
  rows.shortly = await county.enter('东一', '2024-02-01', 1, { until: '2024-05-01' })
  rows.alone = await county.enter('东一', '2024-06-01', 1, { alone: true })
  rows.july = await county.enter('西一', '2024-07-01', 4)
  rows.lastDay = await county.enter('西一', '2023-01-01', 2, { until: '2024-07-01' })
  rows.beforeIt = await county.enter('西一', '2021-01-01', 5, { until: '2024-01-01' })
  await county.join(rows.old, '东一', '2024-04-01', 4)
  await county.drop(rows.urban, rows.urban.persons[1]!, '东二', '2024-03-01', 1)
})
afterAll(() => county.close())

describe('边界', () => {
  it('上半年：期初 3 户 12 人，进 3 户 5 人，出 2 户 7 人，期末 5 户 10 人……逐人数过', async () => {
    // start: old 3, urban 2, lastDay 2, beforeIt 5 (held to 31 December)
    expect(await values({ period: '2023' })).toEqual([4, 12, 2, 4, 0, 0])
    // in: newYear 2, shortly 1, alone 1, and a member of old; out: beforeIt 5 on 1 January, shortly 1, a member of urban
    expect(await values({ period: '2024H1' })).toEqual([5, 10, 3, 5, 2, 7])
  })
  it('1月1日起算的计入一月新增，不在上年期末', async () => {
    expect(await values({ period: '2024-01' })).toEqual([4, 9, 1, 2, 1, 5])
  })
  it('保到6月30日的：6月30日仍在保，退出计在7月1日', async () => {
    expect(await values({ period: '2024-06' })).toEqual([5, 10, 1, 1, 0, 0])
    expect(await values({ period: '2024-07' })).toEqual([5, 12, 1, 4, 1, 2])
  })
  it('期内进又出的，新增和退出各计一次，期末没有', async () => {
    const found = await county.asHead(db => records(db, catalogue, '新增低保户数', { period: '2024H1' }))
    expect(found.rows.map(r => r.rowId)).toContain(rows.shortly!.id)
    const stock = await county.asHead(db => records(db, catalogue, '在保低保户数', { period: '2024H1' }))
    expect(stock.rows.map(r => r.rowId)).not.toContain(rows.shortly!.id)
  })
  it('按城乡、单人保', async () => {
    const names = ['城市低保户数', '城市低保人数', '农村低保户数', '农村低保人数', '单人保人数']
    const found = await county.asHead(db => indicators(db, catalogue, { names, period: '2024H1' }))
    expect(found.map(f => f.value)).toEqual([1, 1, 4, 9, 1])
  })
  it('未到的月份拒绝，未完的年度截至今天', async () => {
    await expect(values({ period: '2025' })).rejects.toThrow('还没有开始')
    await county.today('2024-03-15')
    expect((await values({ period: '2024' })).slice(0, 2)).toEqual([5, 9])
    await county.today('2024-12-31')
  })
})

describe('按乡镇', () => {
  it('各镇之和等于全县，空镇也列出', async () => {
    for (const figure of await county.asHead(db =>
      indicators(db, catalogue, { names: six, period: '2024H1', by: 'town' }),
    )) {
      expect(figure.areas!.map(a => a.name)).toEqual(['东镇', '西镇'])
      expect(figure.areas!.reduce((n, a) => n + a.value!, 0)).toBe(figure.value)
    }
  })
  it('--area 与 --by 一致', async () => {
    const [all] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['在保低保人数'], period: '2024H1', by: 'town' }),
    )
    const [east] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['在保低保人数'], period: '2024H1', area: codes.east }),
    )
    expect(east).toMatchObject({ value: all!.areas![0]!.value, area: '东镇' })
  })
  it('翻页位置不对，拒绝', () =>
    expect(
      county.asHead(db => records(db, catalogue, '在保低保人数', { period: '2024', cursor: 'x' })),
    ).rejects.toThrow('翻页位置'))
  it('没有的区划拒绝', () => expect(values({ period: '2024', area: '349999999' })).rejects.toThrow('没有代码'))
})

describe('逐月恒等式', () => {
  it('全县和各镇都平', async () => {
    const found = await county.asHead(db => checkIdentities(db, catalogue, { period: '2024', by: 'town' }))
    expect(found.length).toBeGreaterThan(24)
    expect(found.filter(i => !i.holds)).toEqual([])
    expect(found.filter(i => i.area === '全县').every(i => i.movedIn === 0 && i.movedOut === 0)).toBe(true)
  })
  it('人员明细与台账的人数不一致时指出来', async () => {
    await county.write(db => county.state(db, rows.july!, '2024-09-01', '西一', 3))
    const found = await county.asHead(db => checkIdentities(db, catalogue, { period: '2024-09' }))
    expect(found.filter(i => !i.holds)).toMatchObject([{ title: '低保台账：保障人口', end: 12, recorded: 11 }])
    await county.write(db => county.state(db, rows.july!, '2024-09-01', '西一', 4))
  })
})

describe('县内迁移', () => {
  it('迁出镇不算退出，迁入镇不算新增，恒等式记作迁入迁出', async () => {
    await county.move(rows.old!, '西一', '2024-10-01', 4)
    await county.write(db =>
      sql`update person set division_id = ${county.village('西一').division} where name = '张新'`.execute(db),
    )
    expect(await values({ period: '2024-10' })).toEqual([5, 12, 0, 0, 0, 0])
    const [stock] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['在保低保人数'], period: '2024-10', by: 'town' }),
    )
    const [before] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['在保低保人数'], period: '2024-09', by: 'town' }),
    )
    expect([before!.areas!.map(a => a.value), stock!.areas!.map(a => a.value)]).toEqual([
      [6, 6],
      [2, 10],
    ])
    const found = await county.asHead(db => checkIdentities(db, catalogue, { period: '2024-10', by: 'town' }))
    expect(found.filter(i => !i.holds)).toEqual([])
    const people = found.filter(i => i.title === '低保台账：保障人口')
    expect(people.map(i => [i.area, i.movedIn, i.movedOut])).toEqual([
      ['全县', 0, 0],
      ['东镇', 0, 4],
      ['西镇', 4, 0],
    ])
  })
  it('人从一户到另一户，中间不断，不算新增也不算退出', async () => {
    const person = rows.july!.persons[3]!
    await county.drop(rows.july!, person, '西一', '2024-11-01', 3)
    await county.write(db => county.cover(db, rows.alone!, person, '[2024-11-01,)'))
    await county.write(db => county.state(db, rows.alone!, '2024-11-01', '东一', 2))
    expect(await values({ period: '2024-11' })).toEqual([5, 12, 0, 0, 0, 0])
    const found = await county.asHead(db => checkIdentities(db, catalogue, { period: '2024-11', by: 'town' }))
    expect(found.filter(i => !i.holds)).toEqual([])
  })
})
