/** 导入即开始: rows from a file start the same matters as rows that were decided, as sets; what was refused starts nothing. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { grantToApp } from '#core/postgres/grants'
import { importRows } from '#core/registers/exchange'
import { businessSql } from '#core/registers/tables'
import { field, procedure, register } from '#define'
import { inventIdNumber } from '#define/id-number'
import { workingDays } from '#define/time'
import { testOffice } from './county.ts'

const people = register('独居老人台账', {
  about: 'person',
  over: 'period',
  keptBy: 'town',
  fields: { phone: field.text('联系人') },
})
const falls = register('跌倒报警明细', {
  ...{ about: 'person', over: 'day', keptBy: 'town', unique: ['subject', 'day'] },
  fields: { place: field.choice('地点', { home: '家中', out: '外出' }) },
} as const)
const visits = register('入户记录', { about: 'person', over: 'day', fields: { found: field.text('情况') } })
const first = procedure('首次入户', { makes: visits, starts: [{ enters: people }] }).steps({
  decide: { who: 'town', does: '入户', fills: ['found'], within: workingDays(5), decides: ['grant'] },
})
const look = procedure('报警核实', { makes: visits, manyAtOnce: true, starts: [{ enters: falls }] }).steps({
  decide: { who: 'town', does: '核实', fills: ['found'], within: workingDays(1), decides: ['grant'] },
})
const o = await testOffice(
  { 'elderly-care/living-alone': { people, falls, visits, first, look } },
  (owner, catalogue) =>
    owner.transaction().execute(async trx => {
      await sql.raw(businessSql(catalogue, catalogue.business('living-alone')!)).execute(trx)
      await grantToApp(trx)
    }),
)
afterAll(() => o.close())

const file = (titles: string[], lines: string[][]) =>
  writeXlsx({
    sheets: [
      {
        name: '表',
        columns: titles.map(title => ({ key: title, title })),
        rows: lines.map(l => Object.fromEntries(titles.map((t, i) => [t, l[i]!]))),
      },
    ],
  })
const load = async (r: typeof people | typeof falls, titles: string[], lines: string[][], takesGood = false) => {
  const bytes = await file(titles, lines)
  const on = await o.day()
  return o.as('town', (trx, by) =>
    importRows(trx, o.engine, by, r, { name: '表.xlsx', bytes }, { on, isDryRun: false, takesGood }),
  )
}
const begun = (procedureId: string) =>
  rows(
    o.owner,
    sql<{ says: string }>`select concat_ws(' ', p.name, c.at_step, c.source, c.stands) as says from case_file c
      join person p on p.id = c.person_id where c.procedure = ${procedureId} order by c.id`,
  ).then(all => all.map(c => c.says))
const elders = ['王一', '王二', '王三'].map((name, i) => ({
  name,
  idNumber: inventIdNumber('349999', '1944-05-06', i + 1),
}))
for (const e of elders) await o.household({ people: [e] })

test('台账导入的每一行各开一件；有一行不对的，一件也不开；再导入一次不重开', async () => {
  const titles = ['姓名', '证件号码', '起始日期', '联系人']
  const line = (i: number) => [elders[i]!.name, elders[i]!.idNumber, '2024-06-01', '邻居']
  expect((await load(people, titles, [line(0), ['查无此人', '349999194005061234', '2024-06-01', '邻居']])).ok).toBe(
    false,
  )
  expect(await begun('living-alone.first')).toEqual([])
  expect((await load(people, titles, [line(0), line(1)])).added).toBe(2)
  expect(await begun('living-alone.first')).toEqual(['王一 decide entry open', '王二 decide entry open'])
  expect((await load(people, titles, [line(1)])).ok).toBe(false)
  expect(await begun('living-alone.first')).toHaveLength(2)
})

test('按日登记的一批也是：只取无误的，就只为无误的开', async () => {
  const titles = ['姓名', '证件号码', '日期', '地点']
  const done = await load(
    falls,
    titles,
    [
      [elders[0]!.name, elders[0]!.idNumber, '2024-06-02', '家中'],
      [elders[2]!.name, elders[2]!.idNumber, '2024-06-02', '外出'],
      [elders[2]!.name, elders[2]!.idNumber, '2024-06-02', '外出'],
    ],
    true,
  )
  expect([done.added, done.errors.map(e => e.row)]).toEqual([2, [4]])
  expect(await begun('living-alone.look')).toEqual(['王一 decide entry open', '王三 decide entry open'])
})
