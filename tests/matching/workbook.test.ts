/** 比对 Excel 工作簿: the first sheet is compared as any file; what is broken, locked or spoilt is told and nothing is written. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { deaths, file, head, inACounty, match, o, titles } from './office.ts'

inACounty()
const workbook = async (name: string, lines: (string | number)[][], heading = titles) => {
  const sheet = (title: string, body: (string | number)[][]) => ({
    name: title,
    columns: heading.map(
      (t, i) =>
        ({ key: String(i), title: t, type: body.some(l => typeof l[i] === 'number') ? 'count' : 'text' }) as const,
    ),
    rows: body.map(l => Object.fromEntries(l.map((v, i) => [i, v]))),
  })
  return file(name, await writeXlsx({ sheets: [sheet('死亡', lines), sheet('说明', [])] }))
}
const dead = () => [head.name, head.number, '2024-07-12', '户口注销', '本县']

describe('工作簿', () => {
  test('与同样内容的 CSV 一样：先试不写，命中的带行号；同一数据换成 CSV 再来，没有新增', async () => {
    const lines = [['外人', '349999195003040011', '2024-07-01', '户口注销', '外县'], ['甲', '123', '', '', ''], dead()]
    const book = await workbook('死亡.xlsx', lines)
    const found = { rows: 3, nameless: 1, hits: 1, added: 1, raised: 1, problems: [] }
    expect(await match('deaths', book, true)).toMatchObject(found)
    expect(await rows(o.owner, sql`select from matched_file`)).toEqual([])
    expect(await match('deaths', book)).toMatchObject(found)
    expect(
      await rows(o.owner, sql`select h.line, f.name from matched_hit h join matched_file f on f.id = h.file_id`),
    ).toEqual([{ line: 4, name: '死亡.xlsx' }])
    expect(await match('deaths', file('死亡.csv', deaths(lines)))).toMatchObject({
      rows: 3,
      hits: 1,
      added: 0,
      known: 1,
    })
  })
  test('一万行的，一行不少', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => [
      `外人${i}`,
      '349999195003040011',
      '2024-07-01',
      '户口注销',
      '',
    ])
    const book = await workbook('一万.xlsx', [...many, dead()])
    expect(await match('deaths', book, true)).toMatchObject({ rows: 10_001, hits: 1 })
  })
  test('号码存成了数值、末几位已丢的行不比对，也说明', async () => {
    const done = await match(
      'deaths',
      await workbook('数值.xlsx', [[head.name, Number(head.number.slice(0, 17)), '2024-07-12', '户口注销', '']]),
      true,
    )
    expect(done).toMatchObject({ rows: 1, nameless: 1, hits: 0, added: 0 })
    expect(done.problems).toEqual([{ row: 2, says: expect.stringContaining('第2行B列的长号码被存成了数值') }])
  })
})

describe('不合格的工作簿，一句话说明，一行也不留', () => {
  test.each<[string, () => Promise<Uint8Array>, string]>([
    ['截断', async () => (await bytesOf(dead())).subarray(0, 900), '不是完整的 .xlsx 工作簿'],
    ['旧版或加密', async () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), '去掉密码并另存为 .xlsx'],
    ['空的', async () => Buffer.alloc(0), '文件是空的'],
    ['不是表格', async () => Buffer.from([0x41, 0, 0x42, 0]), '不是文本表格'],
    ['没有内容', async () => writeXlsx({ sheets: [{ name: '一', columns: [], rows: [] }] }), '没有标题行'],
    [
      '少一列',
      async () => bytesOf(dead(), ['姓名', '号码', '死亡日期', '信息来源', '户籍地']),
      '缺少“证件号码”列；现有的列：姓名、号码',
    ],
    ['列名重复', async () => bytesOf(dead(), ['姓名', '身份证号码', '死亡日期', '信息来源', '姓名']), '两个“姓名”列'],
  ])('%s', async (name, bytes, why) => {
    const refused = await match('deaths', file(`${name}.xlsx`, await bytes())).catch(e => e)
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused.reason).toMatch(new RegExp(why))
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.status).toBeLessThan(500)
    expect(await rows(o.owner, sql`select from matched_file where name = ${`${name}.xlsx`}`)).toEqual([])
  })
  const bytesOf = async (line: string[], heading = titles) =>
    writeXlsx({
      sheets: [
        {
          name: '一',
          columns: heading.map((t, i) => ({ key: String(i), title: t })),
          rows: [Object.fromEntries(line.map((v, i) => [i, v]))],
        },
      ],
    })
})
