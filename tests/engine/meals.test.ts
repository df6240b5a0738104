/** 老年助餐: recorded by the hundred thousand, each once; settled with the point for exactly what its meals come to. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { insertMany, newIds, one, rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { parseUpload } from '#core/documents/upload'
import { allocate } from '#core/funds/post'
import { inventBankCard } from '#core/identity/bank-card'
import { inventIdNumber } from '#define/id-number'
import { blindIndex, seal } from '#core/identity/sealing'
import { settleBatch } from '#core/payments/outcome'
import { openRun, supplementRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { openCases } from '#core/procedures/open'
import { openMonthly } from '#core/procedures/schedule'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { enterRows } from '#core/registers/rows'
import type { Day, Month } from '#define/time'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const { catalogue, keys } = o.engine
const meals = catalogue.register('meals.meals')!
const subsidy = catalogue.benefit('meals.subsidy')!
const settlement = catalogue.procedure('meals.settlement')!
const points: number[] = []
const provider = (point: number): Actor =>
  ({
    ...{ countyId: o.countyId, accountId: 1, personId: 0, name: '运营单位', post: 'provider', divisionId: o.town.id },
    ...{ divisions: [], businesses: ['meals'], placeId: point },
  }) as Actor

let seq = 500
const elder = async (born: Day, name: string) => {
  const idNumber = inventIdNumber('349999', born, ++seq)
  const { personIds } = await o.household({ people: [{ born, name, idNumber } as never] })
  return { id: personIds[0]!, name, idNumber }
}
const point = async (name: string, n: number) => {
  const [id] = await newIds(o.owner, 1)
  await insertMany(o.owner, 'place', [{ county_id: o.countyId, id, division_id: o.town.village, kind: '助餐点', name }])
  const card = inventBankCard(9000 + n)
  await o.as('county', trx =>
    enterRows(trx, o.engine, o.countyId, catalogue.register('meals.points')!, [
      {
        ...{ divisionId: o.town.village, townId: o.town.id, from: '2024-01-01', caseId: null, because: '登记' },
        columns: {
          ...{ place_id: id, operator: `${name}餐饮公司`, seats: 40, food_licence: 'JY1' },
          account_sealed: `\\x${seal(keys, card).toString('hex')}`,
          account_index: `\\x${blindIndex(keys, 'account', card).toString('hex')}`,
          account_masked: `*${card.slice(-4)}`,
        },
      },
    ]),
  )
  points.push(id!)
  return id!
}
type Line = readonly [
  who: { name: string; idNumber: string },
  day: string,
  point: string,
  sitting: string,
  price: string,
]
const book = (lines: readonly Line[]) =>
  writeXlsx({
    sheets: [
      {
        name: '助餐',
        columns: ['姓名', '证件号码', '日期', '助餐点', '餐次', '餐费'].map(title => ({ key: title, title })),
        rows: lines.map(([who, day, at, sitting, price]) => ({
          ...{ 姓名: who.name, 证件号码: who.idNumber, 日期: day, 助餐点: at, 餐次: sitting, 餐费: price },
        })),
      },
    ],
  })
const load = async (lines: readonly Line[], how: { isDryRun?: boolean; takesGood?: boolean } = {}) => {
  const on = await o.day()
  const bytes = await book(lines)
  return o.as('town', (trx, by) =>
    importRows(trx, o.engine, by, meals, { name: '助餐.xlsx', bytes }, { on, isDryRun: false, ...how }),
  )
}
const total = async () =>
  await one(
    o.owner,
    sql<{
      n: number
      fen: number
    }>`select count(*)::int as n, coalesce(sum(subsidy_amount), 0)::bigint as fen from meals_meals where annulled_on is null`,
  )

type Eater = Awaited<ReturnType<typeof elder>>
let [old, older, poor, young] = [] as unknown as [Eater, Eater, Eater, Eater]
beforeAll(async () => {
  await point('和平助餐点', 1)
  await point('东门助餐点', 2)
  old = await elder('1960-03-01', '六十岁')
  older = await elder('1944-06-10', '八十岁')
  young = await elder('1970-01-01', '不到龄')
  const idNumber = inventIdNumber('349999', '1955-01-01', ++seq)
  const others = [{ relation: '10' }, { relation: '20', born: '2014-05-01' as Day }]
  const household = await o.household({
    people: [{ born: '1955-01-01', name: '低保老人', idNumber } as never, ...others],
  })
  poor = { id: household.personIds[0]!, name: '低保老人', idNumber }
  await o.granted(household)
  await o.as('finance', (trx, actor) =>
    allocate(trx, { fund: 'elderly welfare', amount: 100_000_000, documentNo: '演示〔2024〕10号', actor }),
  )
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
      '10 不符合条件：用餐当日年满六十周岁',
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
})

describe('结算', () => {
  const open = async () => {
    const on = await o.day()
    await o.as('county', (trx, by) => openMonthly(trx, o.engine, by, settlement, on))
    return rows(
      o.owner,
      sql<{
        id: number
        place_id: number
      }>`select id, place_id from case_file where procedure = 'meals.settlement' and stands = 'open' order by place_id`,
    )
  }
  const through = async (id: number, place: number) => {
    await confirm(id, place)
    await o.act('town', 'meals.settlement', id, 'check')
    await o.act('county', 'meals.settlement', id, 'decide', { outcome: 'grant' })
  }
  const confirm = async (id: number, place: number) => {
    const on = await o.day()
    const { asActor } = await import('#core/db')
    const { actOnCases } = await import('#core/procedures/act')
    await asActor(o.app, provider(place), trx =>
      actOnCases(trx, o.engine, settlement, 'confirm', [
        { caseId: id, by: provider(place), on, fields: { confirmed: true } },
      ]),
    )
  }
  const statements = () =>
    rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', month, subsidy_count, subsidy_amount) as says from meals_statements order by id`,
    ).then(all => all.map(s => s.says))
  const lines = () =>
    rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', payee_name, kind, to_char(for_month, 'YYYY-MM'), amount, status) as says from payment_status
        where benefit = 'meals.subsidy' order by id`,
    ).then(all => all.map(l => l.says))
  const pay = async (month: Month, returned: 'returned' | 'paid' = 'paid') => {
    const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit: subsidy, month, actor }))
    const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
    await o.as('finance2', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
    await o.as('finance', (trx, actor) =>
      settleBatch(trx, { batch: batch.id, returned: returned === 'returned' ? [{ line: 1, code: '02' }] : [], actor }),
    )
  }

  test('七月的餐八月结：运营单位确认、乡镇核对、县里同意，付给运营单位的账户；争议的餐下月再结', async () => {
    await o.today('2024-08-01')
    const doubted = await one(
      o.owner,
      sql<{
        id: number
        person_id: number
      }>`select id, person_id from meals_meals where on_day = '2024-07-02' and sitting = 'breakfast'`,
    )
    const [dispute] = await o.as('town', (trx, by) =>
      openCases(trx, o.engine, catalogue.procedure('meals.dispute')!, [
        {
          by,
          on: '2024-08-01',
          divisionId: o.town.village,
          personId: doubted.person_id,
          rowId: doubted.id,
          source: 'discovery',
        },
      ]),
    )
    const cases = await open()
    expect(cases.map(c => c.place_id)).toEqual([...points].sort((a, b) => a - b))
    const [peace, east] = cases as [{ id: number; place_id: number }, { id: number; place_id: number }]
    await expect(o.act('town', 'meals.settlement', peace.id, 'check')).rejects.toThrow()
    await through(peace.id, peace.place_id)
    const whole = await total()
    const [first] = await statements()
    const waits = await one(
      o.owner,
      sql<{
        fen: number
        point: number
      }>`select subsidy_amount as fen, point from meals_meals where id = ${doubted.id}`,
    )
    const isHere = waits.point === peace.place_id
    const east7 = await one(
      o.owner,
      sql<{
        n: number
        fen: number
      }>`select count(*)::int as n, coalesce(sum(subsidy_amount), 0)::bigint as fen from meals_meals where point = ${east.place_id} and annulled_on is null`,
    )
    expect(first).toBe(
      `2024-07 ${whole.n - east7.n - (isHere ? 1 : 0)} ${whole.fen - east7.fen - (isHere ? waits.fen : 0)}`,
    )
    // 没有用餐的点，或全在争议中的，不予结算。
    if (east7.n === (isHere ? 0 : 1)) {
      await confirm(east.id, east.place_id)
      await o.act('town', 'meals.settlement', east.id, 'check')
      await expect(o.act('county', 'meals.settlement', east.id, 'decide', { outcome: 'grant' })).rejects.toThrow(
        '有应结的用餐',
      )
      await o.act('county', 'meals.settlement', east.id, 'decide', { outcome: 'refuse' })
    }
    await o.today('2024-08-08')
    await pay('2024-07', 'returned')
    expect(await lines()).toEqual([expect.stringMatching(/^和平助餐点餐饮公司 regular 2024-07 \d+ returned$/)])
    await o.act('town', 'meals.dispute', dispute!.caseId, 'see')
    await o.act('county', 'meals.dispute', dispute!.caseId, 'decide', { outcome: 'not found', says: '签字属实' })
    await load([
      [old, '2024-07-20', '和平助餐点', '午餐', '10'],
      [old, '2024-08-02', '东门助餐点', '午餐', '10'],
    ])
    await o.today('2024-09-02')
    for (const c of await open()) await through(c.id, c.place_id)
    const sums = await one(
      o.owner,
      sql<{
        n: number
        fen: number
      }>`select sum(subsidy_count)::int as n, sum(subsidy_amount)::bigint as fen from meals_statements`,
    )
    expect(sums).toEqual(await total())
    await o.today('2024-09-08')
    await pay('2024-08')
    expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
  })
  test('同一月不能结两次；撤销了的餐从下一张结算单里扣回', async () => {
    await o.today('2024-09-10')
    await expect(
      o
        .as('county', (trx, by) =>
          openCases(trx, o.engine, settlement, [
            {
              by,
              on: '2024-09-10',
              divisionId: o.town.village,
              placeId: points[0]!,
              source: 'schedule',
              brought: { month: '2024-08' },
            } as never,
          ]),
        )
        .then(async ([c]) => through(c!.caseId, points[0]!)),
    ).rejects.toThrow()
    expect(supplementRun).toBeDefined()
  })
})
