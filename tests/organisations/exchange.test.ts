/** The register of organisations as a file: exported, imported again without a change, broken rows told one by one, new ones entered. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { inventCreditCode } from '#core/identity/credit-code'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { exchangeColumns } from '#core/registers/exchange-columns'
import { registration, type Societies, societies } from './county.ts'

let o: Societies
beforeAll(async () => {
  o = await societies()
  for (const n of [1, 2, 3]) await o.standing(`南陵县第${n}商会`, '2015-01-01')
})
afterAll(() => o.close())
const register = () => o.engine.catalogue.register('social-organisations.registered')!
const on = '2024-06-03' as const
const exported = () =>
  o.as('county', (trx, by) => exportRows(trx, o.engine, by, register(), { on, state: 'all' }, { format: 'csv' }))
const imported = (lines: readonly (readonly string[])[], isDryRun = false) =>
  o.as('county', (trx, by) =>
    importRows(trx, o.engine, by, register(), { name: '社会组织.csv', bytes: csv(lines) }, { on, isDryRun }),
  )
const csv = (lines: readonly (readonly string[])[]) =>
  new TextEncoder().encode(`\uFEFF${lines.map(l => l.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`)
const heads = () => exchangeColumns(register()).map(c => c.title)
const fresh = (name: string, n: number, more: Record<string, string> = {}): string[] => {
  const told = registration(name) as Record<string, unknown>
  const village = `${o.town.name}`
  return exchangeColumns(register()).map(c => {
    if (c.title in more) return more[c.title]!
    if (c.key === '.name') return name
    if (c.key === '.number') return inventCreditCode('51', '340223', n)
    if (c.key === '.from') return '2024-05-06'
    if (c.key === '.village') return villageName(village)
    if (c.key.startsWith('.')) return ''
    const field = register().told.fields[c.key]!
    const value = c.key === 'certificateUntil' ? '2029-05-05' : told[c.key]
    if (field.options) return field.options[String(value)] ?? ''
    return value === true ? '是' : value === false ? '否' : String(value ?? '')
  })
}
let village = ''
const villageName = (_: string) => village
beforeAll(async () => {
  const { name } = await one(
    o.owner,
    sql<{
      name: string
    }>`select t.name || v.name as name from division v join division t on t.id = v.parent_id where v.id = ${o.town.village}`,
  )
  village = name
})

test('the name and the number stand once in the table, as whose the row is', () => {
  expect(heads().filter(h => h === '名称')).toHaveLength(1)
  expect(heads().filter(h => h === '统一社会信用代码')).toHaveLength(1)
})
test('template, and what was exported is imported again without a change', async () => {
  expect((await templateOf(register())).length).toBeGreaterThan(1000)
  const bytes = await exported()
  expect(bytes.toString('utf8').trim().split(/\r?\n/)).toHaveLength(4)
  const again = await o.as('county', (trx, by) =>
    importRows(trx, o.engine, by, register(), { name: '社会组织.csv', bytes }, { on, isDryRun: false }),
  )
  expect(again).toMatchObject({ ok: true, rows: 3, added: 0, changed: 0, unchanged: 3, errors: [] })
})
test('a new line enters the organisation and its row; a second time it is refused', async () => {
  const line = fresh('南陵县导入协会', 50_001)
  expect(await imported([heads(), line], true)).toMatchObject({ ok: true, added: 1 })
  expect(await imported([heads(), line])).toMatchObject({ ok: true, added: 1, errors: [] })
  const { n } = await one(
    o.owner,
    sql<{
      n: number
    }>`select count(*)::int as n from social_organisations_registered t join organisation x on x.id = t.organisation_id
    where x.credit_code = ${inventCreditCode('51', '340223', 50_001)} and x.kind = 'association' and x.address = '籍山镇1号'`,
  )
  expect(n).toBe(1)
  expect(await imported([heads(), line])).toMatchObject({ ok: false })
})
test.each([
  ['校验码不对', { 统一社会信用代码: '51340223MJ90000011' }, '校验码不正确'],
  ['村（居）没有写', { '村（居）': '' }, '请在“村（居）”中写'],
  [
    '名称与代码不符',
    { 统一社会信用代码: inventCreditCode('51', '340223', 50_001) },
    '与库中这个统一社会信用代码的名称',
  ],
  ['类型不在选项中', { 类型: '行会' }, '类型'],
])('a broken row says what is wrong, and nothing is written: %s', async (_, more, says) => {
  const done = await imported([
    heads(),
    fresh('南陵县坏行协会', 50_009, more as unknown as Record<string, string>),
    fresh('南陵县好行协会', 50_010),
  ])
  expect(done.ok).toBe(false)
  expect(done.errors[0]!.why).toContain(says)
  const { n } = await one(
    o.owner,
    sql<{ n: number }>`select count(*)::int as n from organisation where name in ('南陵县坏行协会', '南陵县好行协会')`,
  )
  expect(n).toBe(0)
})
