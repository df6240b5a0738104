/** Each post counts what it may see: its own towns, its own businesses, through row-level security. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkIdentities } from '#core/indicators/identities'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { makeReport, reportNamed } from '#core/reports/make'
import { County, catalogue, codes } from './county.ts'

let county: County
const names = ['在保低保户数', '在保低保人数', '新增低保户数', '退出低保人数', '城市低保人数']
beforeAll(async () => {
  county = await County.open()
  await county.enter('东一', '2023-01-01', 3)
  await county.enter('东二', '2024-02-01', 2)
  await county.enter('西一', '2023-01-01', 4)
  await county.enter('西一', '2023-01-01', 1, { until: '2024-04-01' })
})
afterAll(() => county.close())

describe('乡镇', () => {
  it.each([
    ['east', '东镇', [2, 5, 1, 0, 2]],
    ['west', '西镇', [1, 4, 0, 1, 0]],
  ] as const)('%s 只数得到本镇', async (town, name, expected) => {
    const found = await county.as(county.clerkOf(town), db => indicators(db, catalogue, { names, period: '2024H1' }))
    expect(found.map(f => f.value)).toEqual(expected)
    expect(found[0]!.area).toBe(name)
  })
  it('与县里按镇分列的一致', async () => {
    const all = await county.asHead(db => indicators(db, catalogue, { names, period: '2024H1', by: 'town' }))
    const east = await county.as(county.clerkOf('east'), db => indicators(db, catalogue, { names, period: '2024H1' }))
    expect(all.map(f => f.areas!.find(a => a.code === codes.east)!.value)).toEqual(east.map(f => f.value))
  })
  it('分列只列本镇', async () => {
    const [f] = await county.as(county.clerkOf('east'), db =>
      indicators(db, catalogue, { names: ['在保低保人数'], period: '2024H1', by: 'town' }),
    )
    expect(f!.areas!.map(a => a.name)).toEqual(['东镇'])
  })
  it('问邻镇、问全县，拒绝', async () => {
    const ask = (area: string) =>
      county.as(county.clerkOf('east'), db => indicators(db, catalogue, { names, period: '2024H1', area }))
    await expect(ask(codes.west)).rejects.toThrow('看不到「西镇」')
    await expect(ask(codes.county)).rejects.toThrow('看不到「甲县」')
    await expect(ask(codes.east)).resolves.toHaveLength(names.length)
  })
  it('名单只有本镇的人，恒等式也平', async () => {
    const list = await county.as(county.clerkOf('west'), db =>
      records(db, catalogue, '在保低保人数', { period: '2024H1' }),
    )
    expect(list.rows.map(r => r.town)).toEqual(['西镇', '西镇', '西镇', '西镇'])
    const checked = await county.as(county.clerkOf('west'), db => checkIdentities(db, catalogue, { period: '2024H1' }))
    expect(checked.filter(i => !i.holds)).toEqual([])
  })
})

describe('后来迁往邻镇的一户', () => {
  const march = { names, period: '2024-03' }
  let row: Awaited<ReturnType<County['enter']>>
  const west = <T>(work: Parameters<typeof county.as<T>>[1]) => county.as(county.clerkOf('west'), work)
  beforeAll(async () => {
    row = await county.enter('西一', '2023-06-01', 2)
    await county.move(row, '东一', '2024-06-01')
  })
  it.each([
    ['2024-03', [3, 7], [2, 5]],
    ['2024-05', [2, 6], [2, 5]],
    ['2024-06', [1, 4], [3, 7]],
  ] as const)('%s：西镇、东镇再问，与县里按镇分列的一致', async (period, ofWest, ofEast) => {
    const ask = { names: names.slice(0, 2), period }
    const all = await county.asHead(db => indicators(db, catalogue, { ...ask, by: 'town' }))
    for (const [town, expected] of [
      ['west', ofWest],
      ['east', ofEast],
    ] as const) {
      const own = await county.as(county.clerkOf(town), db => indicators(db, catalogue, ask))
      expect(own.map(f => f.value)).toEqual(expected)
      expect(all.map(f => f.areas!.find(a => a.code === codes[town])!.value)).toEqual(expected)
    }
  })
  it('名单与数字相符：已迁出的列出、掩名，不能打开', async () => {
    const [figure] = await west(db => indicators(db, catalogue, { ...march, names: ['在保低保人数'] }))
    const list = await west(db => records(db, catalogue, '在保低保人数', march))
    expect(list.rows).toHaveLength(figure!.value!)
    const gone = list.rows.filter(r => r.rowId === row.id)
    expect(gone.map(r => [r.town, r.opens])).toEqual([
      ['西镇', false],
      ['西镇', false],
    ])
    for (const r of list.rows) expect(r.name).toMatch(/^.\*+$/)
    expect(list.rows.filter(r => r.opens)).toHaveLength(4 + 1)
    const east = await county.as(county.clerkOf('east'), db =>
      records(db, catalogue, '在保低保人数', { period: '2024-03' }),
    )
    expect(east.rows.filter(r => r.rowId === row.id)).toEqual([])
  })
  it('恒等式逐月都平：迁出的月份多一项迁出', async () => {
    for (const by of [undefined, 'town'] as const) {
      const found = await west(db => checkIdentities(db, catalogue, { period: '2024H1', ...(by && { by }) }))
      expect(found.filter(i => !i.holds)).toEqual([])
      expect(new Set(found.map(i => i.area))).toEqual(new Set(['西镇']))
      expect(found.find(i => i.month === '2024-06' && !i.title.includes('人口'))!.movedOut).toBe(1)
    }
  })
})

describe('业务', () => {
  const elsewhere = () => ({ ...county.clerkOf('east'), businesses: ['complaints'] })
  it('不办理这项业务的，看不到指标、名单和报告', async () => {
    await expect(county.as(elsewhere(), db => indicators(db, catalogue, { names, period: '2024H1' }))).rejects.toThrow(
      '不办理',
    )
    await expect(
      county.as(elsewhere(), db => records(db, catalogue, '在保低保人数', { period: '2024H1' })),
    ).rejects.toThrow('不办理')
    const report = reportNamed(catalogue, 'half-year')
    await expect(county.as(elsewhere(), db => makeReport(db, catalogue, report, { period: '2024H1' }))).rejects.toThrow(
      '不办理',
    )
  })
  it('不指名时只给看得到的', async () => {
    const found = await county.as(elsewhere(), db => indicators(db, catalogue, { period: '2024H1' }))
    expect(found.filter(f => f.title.includes('低保'))).toEqual([])
  })
  it('没有岗位的什么都数不到', async () => {
    const nobody = { ...county.clerkOf('east'), divisions: [] }
    const found = await county.as(nobody, db => indicators(db, catalogue, { names, period: '2024H1' }))
    expect(found.map(f => f.value)).toEqual([0, 0, 0, 0, 0])
  })
})
