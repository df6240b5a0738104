/** Money by the day it was paid, cases by the days they began and ended, published numbers with their source. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { type Db, one } from '#core/db'
import { definitionOf } from '#core/indicators/definition'
import { indicators } from '#core/indicators/indicators'
import { enterBase } from '#core/indicators/published'
import { records } from '#core/indicators/records'
import { figures } from '#define'
import { modules } from '#domains/index'
import { allowance, application } from '#domains/social-assistance/minimum-living'
import { roster } from '#domains/social-assistance/minimum-living.roster'
import { County, codes, type Row } from './county.ts'

/** The county's own figures and some that only this test asks for. */
const more = figures(
  ({ begun, ended, inTime, withdrawn, lapsed, expected, paid, holding, during, share, average, base }) => ({
    受理件: begun(application),
    办结件: ended(application),
    确认件: ended(application, 'grant'),
    按时办结率: share(inTime(application), ended(application)),
    撤回件: withdrawn(application),
    逾期件: lapsed(application),
    应办件: expected(application),
    城市低保支出: paid(allowance, { where: { area: 'urban' } }),
    户均支出: average(paid(allowance), holding(roster)),
    期内曾在保人数: during(roster, { people: 'persons', distinct: true }),
    期内曾在保户数: during(roster, { distinct: true }),
    登记人数合计: holding(roster, { sum: 'persons' }),
    死亡数: base('死亡人数'),
  }),
)
const catalogue = new Catalogue({ ...modules, 'social-assistance/minimum-living.test': { more } })

let county: County
let east: Row
let west: Row
const ask = async (names: string[], period = '2024H1', more: object = {}) =>
  Object.fromEntries(
    (await county.asHead(db => indicators(db, catalogue, { names, period, ...more }))).map(f => [f.title, f.text]),
  )

/** A run of a month with its lines, and what the bank answered on a day. */
const pay = (
  month: string,
  lines: readonly {
    row: Row
    at: '东一' | '西一' | '东二'
    fen: number
    kind?: string
    outcome: 'paid' | 'returned' | 'unknown'
  }[],
  on: string,
) =>
  county.write(async db => {
    const id = async (q: ReturnType<typeof sql<{ id: number }>>) => (await one(db, q)).id
    const run =
      await id(sql`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
      values (1, 'minimum-living.allowance', ${`${month}-01`}::date, 'supplement', (select count(*) + 1 from payment_run), 'relief', 1, 1, ${on}) returning id`)
    const batch =
      await id(sql`insert into payment_batch (county_id, run_id, number, hash, stamp, lines, transfers, total, run_person, made_by, made_person, made_on)
      values (1, ${run}, ${`B${run}`}, repeat('0', 64), '', 1, 1, 1, 1, 1, 1, ${on}) returning id`)
    const back =
      await id(sql`insert into payment_return (county_id, batch_id, name, sm3, transfers, paid, came_back, unknown, on_day, read_by, read_person)
      values (1, ${batch}, 'x', ${`s${run}`}, 1, 1, 0, 0, ${on}, 1, 1) returning id`)
    for (const [i, l] of lines.entries()) {
      const { division, town } = county.village(l.at)
      await sql`insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id, payee_id, payee_name, account_sealed, amount, file_line)
        values (1, ${`${month}-01`}::date, ${run}, 'minimum-living.allowance', ${l.kind ?? 'arrears'}, ${`${month}-01`}::date, ${run}, ${l.row.id}, ${division}, ${town}, ${l.row.persons[0]!}, '领款人', '', ${l.fen}, ${i + 1})`.execute(
        db,
      )
      await sql`insert into payment_outcome (county_id, batch_id, file_line, return_id, outcome, on_day, reason_code, amount)
        values (1, ${batch}, ${i + 1}, ${back}, ${l.outcome}, ${on}, ${l.outcome === 'returned' ? '01' : null}, ${l.fen})`.execute(
        db,
      )
    }
  })
const file = (db: Db, n: number, more: Record<string, string | null>) =>
  sql`insert into case_file (county_id, business, procedure, number, division_id, source, edition, applied_on, opened_by, stands, outcome, ended_on, total_due)
    values (1, 'minimum-living', 'minimum-living.application', ${`N${n}`}, ${county.village(n % 2 ? '东一' : '西一').division}, ${more.source ?? 'application'}, 'e', ${more.on}::date, 1,
      ${more.ended ? 'ended' : 'open'}, ${more.outcome ?? null}, ${more.ended ?? null}::date, ${more.due ?? null}::date)`.execute(
    db,
  )

beforeAll(async () => {
  county = await County.open()
  east = await county.enter('东一', '2023-01-01', 2)
  west = await county.enter('西一', '2023-01-01', 3)
  const urban = await county.enter('东二', '2023-01-01', 1, { until: '2024-03-01' })
  await pay('2023-12', [{ row: east, at: '东一', fen: 100_000_000, outcome: 'paid' }], '2024-01-01')
  await pay(
    '2024-01',
    [
      { row: east, at: '东一', fen: 4_321, outcome: 'paid' },
      { row: west, at: '西一', fen: 90_000_000, outcome: 'returned' },
      { row: urban, at: '东二', fen: 70_000_000, outcome: 'paid' },
    ],
    '2024-01-25',
  )
  await pay(
    '2024-02',
    [
      { row: west, at: '西一', fen: 90_000_000, outcome: 'paid' },
      { row: west, at: '西一', fen: -5_000, kind: 'deduction', outcome: 'paid' },
    ],
    '2024-06-30',
  )
  await pay(
    '2024-06',
    [
      { row: east, at: '东一', fen: 55_000_000, outcome: 'paid' },
      { row: west, at: '西一', fen: 66_000_000, outcome: 'unknown' },
    ],
    '2024-07-01',
  )
  await county.write(async db => {
    await file(db, 1, { on: '2023-12-31', ended: '2024-01-01', outcome: 'grant', due: '2024-01-01' })
    await file(db, 2, { on: '2024-01-01', ended: '2024-02-10', outcome: 'refuse', due: '2024-02-09' })
    await file(db, 3, { on: '2024-06-30', source: 'schedule' })
    await file(db, 4, { on: '2024-07-01' })
    await file(db, 5, { on: '2024-02-01', ended: '2024-02-02', outcome: 'withdrawn' })
    await file(db, 6, { on: '2024-02-01', ended: '2024-05-02', outcome: 'lapsed' })
    await file(db, 7, { on: '2024-03-01', ended: '2024-06-30', outcome: 'grant' })
  })
})
afterAll(() => county.close())

describe('累计支出', () => {
  it('按支付日期：1月1日付的上年12月的算，7月1日付的6月的不算；退票的不算，重发成功之日算', async () => {
    expect(await ask(['低保累计支出', '城市低保支出'])).toEqual({ 低保累计支出: '260.00', 城市低保支出: '70.00' })
    const [f] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['低保累计支出'], period: '2024H1', by: 'town' }),
    )
    expect(f!.fen).toBe(100_000_000 + 4_321 + 70_000_000 + 90_000_000 - 5_000)
    expect(f!.areas!.map(a => [a.name, a.text])).toEqual([
      ['东镇', '170.00'],
      ['西镇', '90.00'],
    ])
    expect(await ask(['低保累计支出'], '2024H2')).toEqual({ 低保累计支出: '55.00' })
  })
  it('打开到每一笔，合计相同', async () => {
    const list = await county.asHead(db => records(db, catalogue, '低保累计支出', { period: '2024H1' }))
    expect(list.rows.map(r => [r.ofRow, r.amount, r.month, r.day, r.name])).toContainEqual([
      west.id,
      -5_000,
      '2024-02',
      '2024-06-30',
      '张*',
    ])
    expect(list.rows.reduce((n, r) => n + r.amount!, 0)).toBe(260_000_000 - 679)
    const east = await county.asHead(db =>
      records(db, catalogue, '低保累计支出', { period: '2024H1', area: codes.east }),
    )
    expect(east.rows).toHaveLength(3)
  })
  it('截至当时所知', async () =>
    expect(await ask(['低保累计支出'], '2024H1', { knownAt: '2024-06-30' })).toEqual({ 低保累计支出: '0.00' }))
  it('镇里只数本镇的', async () => {
    const [f] = await county.as(county.clerkOf('west'), db =>
      indicators(db, catalogue, { names: ['低保累计支出'], period: '2024H1' }),
    )
    expect(f!.text).toBe('90.00')
  })
  it('户均', async () => expect(await ask(['户均支出'])).toEqual({ 户均支出: '1299996.61' }))
})

describe('办件', () => {
  it('受理、办结、按时、撤回、逾期、应办', async () =>
    expect(await ask(['受理件', '办结件', '确认件', '按时办结率', '撤回件', '逾期件', '应办件'])).toEqual({
      ...{ 受理件: '5', 办结件: '3', 确认件: '2', 按时办结率: '66.67', 撤回件: '1', 逾期件: '1', 应办件: '1' },
    }))
  it('打开到办件；比率可看分子和分母', async () => {
    const list = (of?: 'whole') =>
      county.asHead(db => records(db, catalogue, '按时办结率', { period: '2024H1', ...(of && { of }) }))
    expect([(await list()).rows.length, (await list('whole')).rows.length]).toEqual([2, 3])
  })
  it('按镇', async () => {
    const [f] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['受理件'], period: '2024H1', by: 'town' }),
    )
    expect(f!.areas!.map(a => a.value)).toEqual([3, 2])
  })
})

describe('期内曾在、合计', () => {
  it('期内退出的也算曾在', async () =>
    expect(await ask(['期内曾在保人数', '期内曾在保户数', '登记人数合计'])).toEqual({
      期内曾在保人数: '6',
      期内曾在保户数: '3',
      登记人数合计: '5',
    }))
})

describe('公布的基数', () => {
  const enter = (
    what: '户籍人口' | '死亡人数',
    from: string,
    to: string,
    value: number,
    area = codes.county,
    source = '县统计公报',
  ) => county.asHead(db => enterBase(db, { what, area, from: from as any, to: to as any, value, source }))
  it('没有录入就没有比率，录入后有，注明来源', async () => {
    expect(await ask(['低保覆盖率'])).toEqual({ 低保覆盖率: null })
    await enter('户籍人口', '2022-12-31', '2022-12-31', 900)
    await enter('户籍人口', '2023-12-31', '2023-12-31', 1_100)
    await enter('户籍人口', '2024-07-01', '2024-07-01', 1)
    expect(await ask(['低保覆盖率'])).toEqual({ 低保覆盖率: '0.45' })
    const list = await county.asHead(db => records(db, catalogue, '低保覆盖率', { period: '2024H1', of: 'whole' }))
    expect(list.published).toEqual([
      { area: '甲县', value: 1_100, from: '2023-12-31', to: '2023-12-31', source: '县统计公报' },
    ])
  })
  it('更正的以后录为准，当时所知不变', async () => {
    await county.today('2024-12-31')
    await sql`update published_base set known_from = '2024-06-01' where value = 1100`.execute(county.ledger.owner)
    await enter('户籍人口', '2023-12-31', '2023-12-31', 1_000)
    expect(await ask(['低保覆盖率'])).toEqual({ 低保覆盖率: '0.50' })
    expect(await ask(['低保覆盖率'], '2024H1', { knownAt: '2024-07-01' })).toEqual({ 低保覆盖率: '0.00' })
  })
  it('镇的比率用镇的基数，缺的镇没有', async () => {
    await enter('户籍人口', '2023-12-31', '2023-12-31', 100, codes.west)
    const [f] = await county.asHead(db =>
      indicators(db, catalogue, { names: ['低保覆盖率'], period: '2024H1', by: 'town' }),
    )
    expect(f!.areas!.map(a => a.text)).toEqual([null, '3.00'])
  })
  it('时期数须恰好填满期间，年数与季度数不重复相加', async () => {
    await enter('死亡人数', '2024-01-01', '2024-03-31', 70)
    expect(await ask(['死亡数'])).toEqual({ 死亡数: null })
    await enter('死亡人数', '2024-04-01', '2024-06-30', 80)
    expect(await ask(['死亡数'])).toEqual({ 死亡数: '150' })
    await enter('死亡人数', '2024-01-01', '2024-06-30', 151)
    expect(await ask(['死亡数'])).toEqual({ 死亡数: '151' })
    expect(await ask(['死亡数'], '2024Q2')).toEqual({ 死亡数: '80' })
  })
  it.each([
    ['时点数跨多日', () => enter('户籍人口', '2023-01-01', '2023-12-31', 5), '时点数'],
    ['没有来源', () => enter('户籍人口', '2023-12-31', '2023-12-31', 5, codes.county, ' '), '来源'],
    ['负数', () => enter('户籍人口', '2023-12-31', '2023-12-31', -5), '不小于零'],
    ['未来', () => enter('户籍人口', '2099-12-31', '2099-12-31', 5), '还没有到'],
    ['没有的区划', () => enter('户籍人口', '2023-12-31', '2023-12-31', 5, '999'), '没有代码'],
  ])('拒绝：%s', async (_, entering, why) => expect(entering()).rejects.toThrow(why))
})

describe('口径', () => {
  it.each([
    ['在保低保人数', '期末当日在「低保台账」中有效的「保障人口」，同一人只计一次（单位：人）。'],
    ['城市低保户数', '期末当日在「低保台账」中城乡类别为城市的有效的记录（单位：户）。'],
    ['单人保人数', '期末当日在「低保台账」中单人保为是的有效的「保障人口」，同一人只计一次（单位：人）。'],
  ])('%s', (name, sentence) => expect(definitionOf(catalogue, name)).toBe(sentence))
  it('每个指标都有', () => {
    for (const name of Object.keys(catalogue.figures)) {
      const sentence = definitionOf(catalogue, name)
      expect(sentence).toMatch(/（单位：.+）(；.+)?。$/)
      expect(sentence).not.toMatch(/undefined|\[object|[a-z]{3}/)
    }
  })
})
