/** 老年助餐登记: by the facts of the day, each meal once; what is broken is listed and what is right can be taken. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { parseUpload } from '#core/documents/upload'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { inventIdNumber } from '#define/id-number'
import { type Line, mealsOffice } from './meals-office.ts'

const o = await mealsOffice()
const { load, total, elder, meals } = o
afterAll(() => o.close())
type Eater = Awaited<ReturnType<typeof elder>>
let [old, older, poor, young] = [] as unknown as [Eater, Eater, Eater, Eater]
beforeAll(async () => {
  old = await elder('1960-03-01', '六十岁')
  older = await elder('1944-06-10', '八十岁')
  young = await elder('1970-01-01', '不到龄')
  poor = await elder('1955-01-01', '低保老人', [{ relation: '10' }, { relation: '20', born: '2014-05-01' }])
  await o.granted(poor.household)
})

describe('登记', () => {
  test('按当日的情况定档：八十岁生日前一天和当天，低保自七月起', async () => {
    await o.today('2024-07-03')
    const done = await load([
      [old, '2024-06-09', '和平助餐点', '午餐', '10'],
      [older, '2024-06-09', '和平助餐点', '午餐', '10'],
      [older, '2024-06-10', '和平助餐点', '午餐', '10'],
      [poor, '2024-06-30', '和平助餐点', '午餐', '10'],
      [poor, '2024-07-01', '和平助餐点', '午餐', '10'],
      [poor, '2024-07-02', '和平助餐点', '午餐', '4.50'],
    ])
    expect(done).toMatchObject({ ok: true, added: 6 })
    const said = await rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', on_day, tier, subsidy_amount) as says from meals_meals order by person_id, on_day`,
    )
    expect(said.map(s => s.says)).toEqual([
      '2024-06-09 from60 300',
      '2024-06-09 from60 300',
      '2024-06-10 from80 500',
      '2024-06-30 from60 300',
      '2024-07-01 hardship 600',
      '2024-07-02 hardship 450',
    ])
  })
  test('坏行逐行说明；先试算，再只取无误的；再导一次什么都不加', async () => {
    await o.today('2024-07-03')
    const lines: Line[] = [
      [old, '2024-07-01', '和平助餐点', '午餐', '10'],
      [old, '2024-07-01', '东门助餐点', '午餐', '8'],
      [older, '2024-07-04', '东门助餐点', '午餐', '8'],
      [{ ...older, name: '写错名' }, '2024-07-01', '东门助餐点', '午餐', '8'],
      [
        { ...older, idNumber: `${older.idNumber.slice(0, 17)}${older.idNumber.endsWith('1') ? 2 : 1}` },
        '2024-07-01',
        '东门助餐点',
        '午餐',
        '8',
      ],
      [older, '2024-07-01', '没有的点', '午餐', '8'],
      [older, '2024-07-01', '东门助餐点', '夜宵', '8'],
      [older, '2024-07-01', '东门助餐点', '晚餐', '八元'],
      [young, '2024-07-01', '东门助餐点', '午餐', '8'],
      [
        { name: '没登记', idNumber: inventIdNumber('349999', '1950-01-01', 9) },
        '2024-07-01',
        '东门助餐点',
        '午餐',
        '8',
      ],
      [older, '2023-12-31', '东门助餐点', '午餐', '8'],
      [older, '2024-06-10', '东门助餐点', '午餐', '8'],
    ]
    const before = await total()
    const tried = await load(lines, { isDryRun: true })
    expect(tried.errors.map(e => `${e.row} ${e.why}`)).toEqual([
      '3 与第2行是同一条记录，只计一次',
      '4 “日期”在今天之后，请核对',
      '5 姓名与库中这个证件号码的姓名不一致，请核对证件原件',
      expect.stringMatching(/^6 .*校验/),
      '7 “助餐点”没有「没有的点」，或不在您的管辖范围内',
      expect.stringMatching(/^8 .*餐次.*早餐、午餐、晚餐/),
      expect.stringMatching(/^9 .*餐费/),
      '10 不符合条件「用餐当日年满六十周岁」',
      '11 这个人还没有登记，请先登记',
      '12 “助餐点”当日不在台账中，请核对日期',
      '13 已有同一条记录（和平助餐点），不重复登记',
    ])
    expect(await total()).toEqual(before)
    expect(await load(lines)).toMatchObject({ ok: false, added: 0 })
    const good = await load(lines, { takesGood: true })
    expect(good).toMatchObject({ ok: false, added: 1 })
    const file = await parseUpload(await good.errorFile!(), { name: 'e.xlsx' })
    expect(file.rows).toHaveLength(12)
    expect(await load(lines, { takesGood: true })).toMatchObject({ added: 0 })
    expect((await total()).n).toBe(before.n + 1)
  })
  test('两个点同时报同一人同一餐，只记一次', async () => {
    const before = (await total()).n
    const both = await Promise.allSettled(
      ['和平助餐点', '东门助餐点', '和平助餐点', '东门助餐点'].map(at =>
        load([[older, '2024-07-02', at, '早餐', '5']], { takesGood: true }),
      ),
    )
    expect(both.every(b => b.status === 'fulfilled')).toBe(true)
    expect((await total()).n).toBe(before + 1)
  })
  test('模板、导出、再导入：什么都不变', async () => {
    expect(JSON.stringify((await parseUpload(await templateOf(meals), { name: 't.xlsx' })).rows)).toContain('餐次')
    const before = await total()
    const out = await o.as('county', (trx, by) =>
      exportRows(trx, o.engine, by, meals, { on: '2024-07-03', state: 'all' }, { format: 'xlsx' }),
    )
    const again = await o.as('county', (trx, by) =>
      importRows(trx, o.engine, by, meals, { name: '台账.xlsx', bytes: out }, { on: '2024-07-03', isDryRun: false }),
    )
    expect(again).toMatchObject({ ok: true, added: 0, unchanged: before.n })
  })
  test('死亡后的用餐记下来，派人去看，看清以前不结算；冒用的撤销', async () => {
    await o.today('2024-07-03')
    const gone = await elder('1950-01-01', '去世的')
    await o.event('town', 'county', { event: 'person.died', personId: gone.id, on: '2024-07-01' })
    expect(
      await load([
        [gone, '2024-06-30', '和平助餐点', '午餐', '8'],
        [gone, '2024-07-02', '和平助餐点', '午餐', '8'],
      ]),
    ).toMatchObject({ ok: true, added: 2, raised: 1 })
    const clue = await one(
      o.owner,
      sql<{
        id: number
        row_id: number
      }>`select id, row_id from case_file where procedure = 'meals.dispute' and person_id = ${gone.id}`,
    )
    await o.act('town', 'meals.dispute', clue.id, 'see')
    await o.act('county', 'meals.dispute', clue.id, 'decide', { outcome: 'annul', says: '他人冒用' })
    expect(await one(o.owner, sql`select annulled_on::text as d from meals_meals where id = ${clue.row_id}`)).toEqual({
      d: '2024-07-03',
    })
  })
  test('先用了餐、后来才报死亡：次日自动派人去看，只派一次', async () => {
    await o.today('2024-07-05')
    const gone = await elder('1950-02-01', '迟报的')
    await load([
      [gone, '2024-07-02', '和平助餐点', '午餐', '8'],
      [gone, '2024-07-04', '和平助餐点', '午餐', '8'],
    ])
    await o.event('town', 'county', { event: 'person.died', personId: gone.id, on: '2024-07-03' })
    const clues = () =>
      rows(
        o.owner,
        sql<{
          on_day: string
        }>`select m.on_day from case_file c join meals_meals m on m.id = c.row_id where c.person_id = ${gone.id}`,
      )
    expect(await clues()).toEqual([])
    for (const day of ['2024-07-06', '2024-07-07'] as const) {
      await o.today(day)
      await runDaily(o.app, o.engine, o.countyId)
      expect(await clues()).toEqual([{ on_day: '2024-07-04' }])
    }
  })
})
