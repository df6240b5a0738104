/** 比对的文件不合格: a wrong file is told line by line, and nothing is looked at. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { rows } from '#core/db'
import { deaths, file, head, inACounty, match, o, pathOf } from './office.ts'

inACounty()

describe('不合格的文件', () => {
  const good = () => [head.name, head.number, '2024-07-12', '户口注销', '本县']
  test.each([
    ['x.xls', 'x', '比对文件请用 CSV、Parquet 或者 Excel 工作簿（.xlsx）；旧版 .xls 请先另存为 .xlsx'],
    ['a.csv', '姓名,死亡日期,信息来源\n甲,2024-07-01,户口注销', '缺少“证件号码”列；现有的列：姓名、死亡日期、信息来源'],
    ['b.csv', '姓名,身份证号码,信息来源\n甲,1,户口注销', '缺少“死亡日期”列'],
  ])('%s', async (name, content, why) => {
    await expect(match('deaths', file(name, content))).rejects.toThrow(why)
    expect(await rows(o.owner, sql`select from matched_file where name = ${name}`)).toEqual([])
  })
  test('没有这个文件', async () => {
    await expect(match('deaths', { path: pathOf('none.csv'), name: 'none.csv' })).rejects.toThrow('打不开文件')
  })
  test('姓名与号码不是同一人、日期不是日期的，不采用并说明；号码不全的计数', async () => {
    const [name, number] = good()
    const done = await match(
      'deaths',
      file(
        'c.csv',
        deaths([
          ['冒名', number!, '2024-05-01', '户口注销', ''],
          [name!, number!, '七月', '户口注销', ''],
          ['甲', '123', '2024-07-01', '户口注销', ''],
        ]),
      ),
    )
    expect(done).toMatchObject({ rows: 3, nameless: 1, hits: 2, added: 0, raised: 0 })
    expect(done.problems.map(p => [p.row, p.says])).toEqual([
      [2, expect.stringContaining('姓名与库中这个证件号码的姓名不一致')],
      [3, expect.stringContaining('“日期”应写作')],
    ])
  })
  test('乡镇不能比对，只看见本镇的线索', async () => {
    const seen = await o.as('handed', trx => rows(trx, sql`select from outside_data_deaths`))
    expect(seen).toEqual([])
  })
})
