/** 比对: a department's file finds our people, a rule sends somebody to look, and only what is found changes anything. */
import { DuckDBInstance } from '@duckdb/node-api'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { unseal } from '#core/identity/sealing'
import { listSources } from '#core/matching/sources'
import { readCase } from '#core/procedures/view'
import { inventIdNumber } from '#define/id-number'
import { deaths, file, head, inACounty, match, o, pathOf, rowId } from './office.ts'

inACounty()
const clues = () =>
  rows(
    o.owner,
    sql<{
      id: number
      warning: string
      said: string
      due: string
      outcome: string | null
    }>`select c.id, d.warning, d.said, c.due, c.outcome
      from case_file c join clues_verification_case d on d.county_id = c.county_id and d.id = c.id where c.procedure = 'clues.verification' order by c.id`,
  )
const strangers = Array.from({ length: 40 }, (_, i) => inventIdNumber('349999', '1950-03-04', 500 + i))

describe('比对', () => {
  const told = (day = '2024-07-12') =>
    deaths([
      ...strangers.map((n, i) => [`外人${i}`, n, '2024-07-01', '户口注销', '外县']),
      [head.name, head.number.toLowerCase(), day, '死亡医学证明', '本县'],
    ])
  test('先试比对，什么也不写', async () => {
    const done = await match('deaths', file('d0.csv', told()), true)
    expect(done).toMatchObject({ rows: 41, hits: 1, added: 1, raised: 1, known: 0, problems: [], before: null })
    expect(await clues()).toEqual([])
    expect(await rows(o.owner, sql`select from matched_file`)).toEqual([])
  })
  test('只留命中的一行，带文件和行号；在保的死者派一条线索给乡镇，三个工作日', async () => {
    const done = await match('deaths', file('d1.csv', iconv.encode(told(), 'gb18030')))
    expect(done).toMatchObject({ rows: 41, nameless: 0, hits: 1, added: 1, raised: 1 })
    expect(
      await rows(
        o.owner,
        sql`select f.name, h.line, f.rows from matched_hit h join matched_file f on f.id = h.file_id`,
      ),
    ).toEqual([{ name: 'd1.csv', line: 42, rows: 41 }])
    expect(await clues()).toMatchObject([
      { warning: '死亡后仍在发放或者仍在册', said: '信息来源 死亡医学证明', due: '2024-08-08', outcome: null },
    ])
  })
  test('同一文件再比一次，不再添一行，也不再派线索', async () => {
    const done = await match('deaths', file('d1.csv', iconv.encode(told(), 'gb18030')), false, 'county2')
    expect(done).toMatchObject({ hits: 1, added: 0, known: 1, raised: 0, before: '2024-08-05' })
    expect(await clues()).toHaveLength(1)
  })
  test('命中本身不改变待遇；认定属实才按死亡之日停发', async () => {
    expect(await o.due(rowId, '2024-08')).toBeGreaterThan(0)
    const [clue] = await clues()
    const seen = { explanation: '家属称七月十二日病故', finding: '属实' }
    await o.act('town', 'clues.verification', clue!.id, 'visit', { second: o.second, fields: seen })
    await expect(o.act('county2', 'clues.verification', clue!.id, 'decide', { outcome: 'not found' })).rejects.toThrow(
      '核查结果不改变待遇',
    )
    await o.act('county2', 'clues.verification', clue!.id, 'decide', { outcome: 'found' })
    expect(await one(o.owner, sql`select died_on from person where id = ${head.id}`)).toEqual({ died_on: '2024-07-12' })
    expect(
      await one(o.owner, sql`select event, happened_on, source from life_event where person_id = ${head.id}`),
    ).toEqual({
      event: 'person.died',
      happened_on: '2024-07-12',
      source: '线索核查',
    })
  })
  test('已知的死亡不再派线索', async () => {
    const done = await match('deaths', file('d2.csv', told('2024-07-13')))
    expect(done).toMatchObject({ added: 1, raised: 0 })
  })
})

describe('别的来源', () => {
  test('Parquet；在保人员新登记的汽车派线索，摩托车不派；查明符合豁免的，同样的数据十二个月内不再派', async () => {
    const spouse = await one(
      o.owner,
      sql<{ sealed: Buffer; name: string }>`select id_number_sealed as sealed, name from person where id in (
      select person_id from covered_person where row_id = ${rowId}) and id <> ${head.id} order by id limit 1`,
    )
    const number = unseal(o.engine.keys, spouse.sealed)
    const parquet = pathOf('v.parquet')
    const vehicles = async (...cars: [day: string, plate: string, type: string][]) => {
      const db = await (await DuckDBInstance.create(':memory:')).connect()
      const lines = cars.map(
        ([day, plate, type]) => `('${spouse.name}', '${number}', '${day}', '${plate}', '${type}', '')`,
      )
      const titles = '"姓名", "证件号码", "初次登记日期", "号牌", "车型", "价格"'
      await db.run(`copy (select * from (values ${lines}) t(${titles})) to '${parquet}' (format parquet)`)
      db.closeSync()
      return match('vehicles', { path: parquet, name: 'v.parquet' })
    }
    const visit = (id: number, finding: string) =>
      o.act('town', 'clues.verification', id, 'visit', {
        second: o.second,
        fields: { explanation: '接送残疾儿子用', finding },
      })
    const decide = (id: number, outcome: string) => o.act('county2', 'clues.verification', id, 'decide', { outcome })

    const first = await vehicles(['2024-07-20', '皖B00001', '普通摩托车'], ['2024-07-20', '皖B00002', '小型客车'])
    expect(first).toMatchObject({ rows: 2, hits: 2, added: 2, raised: 1 })
    const clue = (await clues()).at(-1)!
    expect(clue).toMatchObject({
      warning: '救助期间新登记机动车',
      said: '号牌 皖B00002；车型 小型客车',
      due: '2024-08-19',
    })
    await visit(clue.id, '符合豁免')
    await expect(decide(clue.id, 'found')).rejects.toThrow('核查结果改变待遇')
    await decide(clue.id, 'not found')
    expect(await rows(o.owner, sql`select from life_event where event = 'household.property-changed'`)).toEqual([])

    expect(await vehicles(['2024-07-21', '皖B00002', '小型客车'])).toMatchObject({ added: 1, raised: 0 })
    expect(await vehicles(['2024-07-21', '皖B00003', '小型客车'])).toMatchObject({ added: 1, raised: 1 })
    const next = (await clues()).at(-1)!
    const on = await o.day()
    const seen = await o.as('town', (trx, by) => readCase(trx, o.engine, by, next.id, on))
    expect(seen.choices).toEqual({ finding: { 属实: '属实', 符合豁免: '符合豁免', 非本人使用: '非本人使用' } })
    await expect(visit(next.id, '同名误报')).rejects.toThrow(
      '「核查结果」不能是「同名误报」：这个办件可选属实、符合豁免、非本人使用，请重新选择',
    )
    await visit(next.id, '非本人使用')
    expect(await clues()).toHaveLength(3)
  })
  test('列出来源和下次应于何时', async () => {
    const on = await o.day()
    const list = await o.as('county', trx => listSources(trx, o.engine.catalogue, o.countyId, on))
    expect(list.find(s => s.id === 'outside-data.deaths')).toMatchObject({
      last: '2024-08-05',
      due: '2024-09-05',
      isLate: false,
    })
    expect(list.find(s => s.id === 'outside-data.companies')).toMatchObject({ last: null, isLate: true })
  })
})
