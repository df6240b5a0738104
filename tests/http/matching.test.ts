/** 部门数据比对 through its doors: first tried, then written; who may, and what is answered to a file that can't be read. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { unseal } from '#core/identity/sealing'
import { household, ok } from './life.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
let line: string
const doors = '/registers/outside-data.imprisonments'
const file = (...lines: string[]) => Buffer.from(['姓名,身份证号码,入监（所）日期,类别', ...lines].join('\n'))

beforeAll(async () => {
  office = await openOffice()
  const h = await household(office, await office.as('clerk'))
  const head = await one(
    office.ledger.owner,
    sql<{
      name: string
      sealed: Buffer
    }>`select name, id_number_sealed as sealed from person where id = ${h.personIds[0]}`,
  )
  line = `${head.name},${unseal(office.engine.keys, head.sealed)},2024-05-20,服刑`
})
afterAll(() => office.close())

test('试比不写入；写入后列在比对过的文件里，再比一次没有新增', async () => {
  const section = await office.as('section')
  const send = async (query = '') => ok(await section.upload(`${doors}/match${query}`, '五月.csv', file(line)))
  expect(await send('?dry-run=1')).toMatchObject({ rows: 1, hits: 1, added: 1, raised: 0, before: null })
  expect(ok(await section.get(`${doors}/files`))).toMatchObject({ department: '司法、公安', files: [], last: null })
  expect(await send()).toMatchObject({ hits: 1, added: 1, known: 0 })
  expect(await send()).toMatchObject({ hits: 1, added: 0, known: 1, before: '2024-06-03' })
  const told = ok(await section.get(`${doors}/files`))
  expect(told).toMatchObject({ last: '2024-06-03', due: '2024-07-03', isLate: false })
  expect(told.files.map((f: { name: string; added: number }) => [f.name, f.added])).toEqual([
    ['五月.csv', 0],
    ['五月.csv', 1],
  ])
  expect(ok(await section.get(doors)).rows).toHaveLength(1)
})
test.each([
  ['五月.xls', Buffer.from('x'), '旧版 .xls 请先另存为 .xlsx'],
  ['五月.xlsx', Buffer.from('x'), '文件缺少“证件号码”列'],
  ['五月.csv', Buffer.from('姓名,类别\n甲,服刑'), '文件缺少“证件号码”列'],
  ['五月.csv', Buffer.from('姓名,身份证号码,入监（所）日期,类别\n"甲,1,2'), '不是完整的表格'],
])('%s 读不出来的，一句话说明', async (name, bytes, why) => {
  const answer = await (await office.as('section')).upload(`${doors}/match`, name, bytes)
  expect([answer.status, answer.body.message ?? JSON.stringify(answer.body)]).toEqual([
    422,
    expect.stringContaining(why),
  ])
})
test('乡镇、财务不能比对', async () => {
  for (const who of ['clerk', 'cashier'] as const) {
    const client = await office.as(who)
    expect((await client.upload(`${doors}/match`, '五月.csv', file(line))).status).toBe(403)
    expect((await client.get(`${doors}/files`)).status).toBe(403)
  }
})
