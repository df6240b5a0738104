/** 乡镇合并、拆分、更名: a town's own standards end with it; every household is worked out again from the day of the change, and no earlier month changes. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { changeDivisions } from '#core/divisions/change'
import type { Succession } from '#core/divisions/succeed'
import { raiseStandards } from '#core/registers/raise'
import { recount } from '#core/registers/recount'
import { checkStandard, setStandard } from '#core/standards/decide'
import type { Day, Month } from '#define/time'
import { type Office, testOffice } from './county.ts'

const months = ['2024-08', '2024-09', '2024-10', '2024-11', '2024-12'] as const
const on: Day = '2024-10-01'
let o: Office
let own: number
let beside: number

/** Of the town with its own standard, and of the town beside it. */
const worth = async (months: readonly Month[]) =>
  Promise.all([own, beside].map(rowId => Promise.all(months.map(m => o.due(rowId, m)))))
const decided = async (value: string, starts: Day, divisionId?: number) => {
  const roster = o.engine.catalogue.register('minimum-living.roster')!
  const fields = roster.told.standards!.told.fields
  const said = { business: 'minimum-living', name: 'rural', starts, value, documentNo: '演示〔2024〕9号', divisionId }
  const id = await o.as('county', (trx, by) => setStandard(trx, by, said, fields))
  await o.as('county2', (trx, by) => checkStandard(trx, by, id))
  return o.as('county2', (trx, by) => raiseStandards(trx, o.engine, by, roster, starts))
}
const change = (told: Omit<Succession, 'on' | 'documentNo'>) =>
  o.as('county', (trx, by) => changeDivisions(trx, o.engine, by, { ...told, on, documentNo: '演示〔2024〕20号' }))
const codeOf = async (id: number) =>
  (await one(o.owner, sql<{ code: string }>`select code from division where id = ${id}`)).code
/** What stands agrees with what the facts and the standards of each place give, month by month. */
const agrees = async () => {
  const roster = o.engine.catalogue.register('minimum-living.roster')!
  for (const m of months)
    expect((await o.as('county', trx => recount(trx, o.engine, o.countyId, roster, `${m}-01`))).wrong).toEqual([])
}
/** In fen a month, of three people: a standard of 9600, 10800, 12000 yuan a year, less 9600 yuan of wages, and 120 yuan of 分类施保 for the child. */
const [of9600, of10800, of12000] = [9600, 10800, 12000].map(yearly => ((yearly * 3 - 9600) / 12) * 100 + 12_000)

const open = async () => {
  o = await testOffice()
  own = (await o.granted(await o.household())).rowId
  const there = await o.household()
  beside = (await o.granted(there)).rowId
  await sql`update minimum_living_roster_state set division_id = ${o.handedTown.village}, town_id = ${o.handedTown.id} where row_id = ${beside}`.execute(
    o.owner,
  )
  await o.today('2024-07-15')
  await decided('12000', '2024-08-01', o.town.id)
  expect(await worth(['2024-08'])).toEqual([[of12000], [of9600]])
  await o.today('2024-09-20')
}

describe('合并', () => {
  let merged: Awaited<ReturnType<typeof change>>
  beforeAll(open)
  afterAll(() => o.close())
  test('自变更之日起按全县标准，以前各月不变；邻镇一户不动', async () => {
    const from = await Promise.all([codeOf(o.town.id), codeOf(o.handedTown.id)])
    merged = await change({ manner: 'merged', from, to: [{ code: '340223199', name: '合镇' }] })
    expect(merged).toMatchObject({ raised: 0, lowered: 1 })
    expect(await worth(['2024-08', '2024-09', '2024-10'])).toEqual([
      [of12000, of12000, of9600],
      [of9600, of9600, of9600],
    ])
    await agrees()
  })
  test('新镇另定了标准：两边的户都按它，并入以前的月份仍按原标准', async () => {
    expect(await decided('10800', '2024-11-01', merged.ids[0]!)).toMatchObject({ rows: 2, up: 2 })
    expect(await worth(months)).toEqual([
      [of12000, of12000, of9600, of10800, of10800],
      [of9600, of9600, of9600, of10800, of10800],
    ])
    await agrees()
  })
})

describe('合并，沿用其中一镇的标准', () => {
  beforeAll(open)
  afterAll(() => o.close())
  test('不在其中的区划不能沿用', async () => {
    const from = await Promise.all([codeOf(o.town.id), codeOf(o.handedTown.id)])
    const to = [{ code: '340223199', name: '合镇', keepsStandardsOf: '340223' }]
    await expect(change({ manner: 'merged', from, to })).rejects.toMatchObject({
      reason: expect.stringContaining('不在这次变更的区划之中'),
    })
  })
  test('原来的户不动，并入的户提高；全县以后提标，不动它们', async () => {
    const from = await Promise.all([codeOf(o.town.id), codeOf(o.handedTown.id)])
    const to = [{ code: '340223199', name: '合镇', keepsStandardsOf: from[0]! }]
    expect(await change({ manner: 'merged', from, to })).toMatchObject({ raised: 1, lowered: 0 })
    expect(await decided('10800', '2024-11-01')).toMatchObject({ up: 0, down: 0 })
    expect(await worth(months)).toEqual([
      [of12000, of12000, of12000, of12000, of12000],
      [of9600, of9600, of12000, of12000, of12000],
    ])
    await agrees()
  })
})

describe('拆分', () => {
  beforeAll(open)
  afterAll(() => o.close())
  const halves = async (keeps: boolean) => {
    const code = await codeOf(o.town.id)
    const villages = await rows(
      o.owner,
      sql<{
        code: string
        id: number
      }>`select code, id from division where parent_id = ${o.town.id} and upper_inf(valid) order by code`,
    )
    const mine = villages.filter(v => v.id === o.town.village).map(v => v.code)
    const rest = villages.filter(v => v.id !== o.town.village).map(v => v.code)
    return change({
      ...{ manner: 'split', from: [code] },
      to: [
        { code: '340223198', name: '东半镇', takes: mine, ...(keeps && { keepsStandardsOf: code }) },
        { code: '340223197', name: '西半镇', takes: rest },
      ],
    })
  }
  test('全县提标已定在其后：拆分当月按当时的全县标准，提标当月按新的', async () => {
    await decided('10800', '2024-12-01')
    expect(await worth(['2024-12'])).toEqual([[of12000], [of10800]])
    expect(await halves(false)).toMatchObject({ raised: 0, lowered: 1 })
    expect(await worth(months)).toEqual([
      [of12000, of12000, of9600, of9600, of10800],
      [of9600, of9600, of9600, of9600, of10800],
    ])
    await agrees()
  })
})

describe('更名', () => {
  beforeAll(open)
  afterAll(() => o.close())
  test('还是这个镇：标准沿用，谁也不变；以后再定的也只到这个镇', async () => {
    await decided('14400', '2024-12-01', o.town.id)
    const was = await worth(months)
    const code = await codeOf(o.town.id)
    const renamed = await change({ manner: 'renamed', from: [code], to: [{ code, name: '新名镇' }] })
    expect(renamed).toMatchObject({ raised: 0, lowered: 0 })
    expect(await worth(months)).toEqual(was)
    await agrees()
    expect(await decided('10800', '2024-11-01', renamed.ids[0]!)).toMatchObject({ rows: 1, down: 1 })
    expect((await worth(['2024-11']))[0]).toEqual([of10800])
    await agrees()
  })
})
