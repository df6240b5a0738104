/** 助餐点的表格: the template, filled in, in, out, and in again changes nothing; what may not be changed by a file, and why. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { writeCsv } from '#core/documents/csv'
import { parseUpload } from '#core/documents/upload'
import { inventBankCard } from '#core/identity/bank-card'
import { ok } from './life.ts'
import { openMeals, points } from './meals-office.ts'

let o: Awaited<ReturnType<typeof openMeals>>
beforeAll(async () => {
  o = await openMeals()
})
afterAll(() => o?.office.close())

describe('助餐点的表格', () => {
  const titles = [
    '台账编号',
    '名称',
    '村（居）',
    '起始日期',
    '运营单位（收款户名）',
    '结算账户',
    '座位数',
    '食品经营许可证号',
  ]
  const table = (lines: string[][]) =>
    writeCsv({
      columns: titles.map(title => ({ key: title, title })),
      rows: lines.map(l => Object.fromEntries(titles.map((t, i) => [t, l[i]!]))),
    }).bytes
  const upload = async (lines: string[][], query = '') =>
    (await o.office.as('section')).upload(`${points}/import${query}`, '助餐点.csv', table(lines))
  const village = () =>
    one(
      o.office.ledger.owner,
      sql<{
        name: string
      }>`select t.name || v.name as name from division v join division t on t.id = v.parent_id where v.id = ${o.office.places.eastVillage}`,
    ).then(v => v.name)
  const line = async (name: string, more: Record<string, string> = {}) => {
    const told: Record<string, string> = {
      ...{
        台账编号: '',
        名称: name,
        '村（居）': await village(),
        起始日期: '2024-06-01',
        '运营单位（收款户名）': `${name}餐饮`,
      },
      ...{ 结算账户: inventBankCard(820), 座位数: '24', 食品经营许可证号: 'JY820', ...more },
    }
    return titles.map(t => told[t]!)
  }
  const whyNotLines = async (...lines: string[][]) =>
    ok(await upload(lines, '?dry-run=1')).errors.map((e: { row: number; why: string }) => `${e.row} ${e.why}`)

  test('模板是这些列；填好导入，导出再导入什么也不变；同名的两行、已在册的不收', async () => {
    const section = await o.office.as('section')
    const template = await section.get(`${points}/template`)
    const [head] = (await parseUpload(template.raw, { name: '模板.xlsx' })).rows
    expect(head!.cells).toEqual(titles)
    const fresh = [await line('北门助餐点'), await line('西门助餐点', { 结算账户: inventBankCard(821) })]
    expect(ok(await upload(fresh))).toMatchObject({ ok: true, added: 2 })
    const exported = await section.get(`${points}/export?format=xlsx&state=all`)
    const again = ok(await section.upload(`${points}/import`, '助餐点.xlsx', exported.raw))
    expect(again).toMatchObject({ ok: true, added: 0, changed: 0, unchanged: 4 })
    expect(await whyNotLines(await line('河东助餐点'), await line('河东助餐点'))).toEqual([
      '3 与第2行是同一对象，请删去一行',
    ])
    expect((await whyNotLines(await line('北门助餐点')))[0]).toContain('2 ')
    expect(ok(await o.push([o.meal({ point: '北门助餐点' })])).ok).toBe(false) // 别家的点
  })
  test('更改：座位变了的只改这一行，账户留掩码不算改；村（居）、名称、起始日期不能改；新点要写全账户和村', async () => {
    const section = await o.office.as('section')
    const all = (await parseUpload((await section.get(`${points}/export?format=xlsx`)).raw, { name: '点.xlsx' })).rows
    const north = [...all.find(r => r.cells[1] === '北门助餐点')!.cells]
    const changed = (at: string, to: string) => titles.map((t, i) => (t === at ? to : north[i]!))
    expect(ok(await upload([changed('座位数', '30')]))).toMatchObject({ ok: true, changed: 1, added: 0 })
    expect(await whyNotLines(changed('村（居）', '别的镇别的村'))).toEqual([
      '2 “村（居）”不能用导入更改；搬迁的请终止原点、另行登记',
    ])
    expect(await whyNotLines(changed('名称', '南门助餐点'))).toEqual([
      '2 名称与这个台账编号的对象不一致，请核对；新增的不填台账编号',
    ])
    expect((await whyNotLines(changed('起始日期', '2024-06-02')))[0]).toContain('起始日期不能用导入更改')
    expect(await whyNotLines(await line('河东助餐点', { '村（居）': '没有这个村' }))).toEqual([
      '2 请在“村（居）”中写所在的乡镇和村（居）全名',
    ])
    expect((await whyNotLines(await line('河东助餐点', { 结算账户: '****1234' })))[0]).toContain('是掩码')
  })
})
