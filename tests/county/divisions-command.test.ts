/** `minzheng divisions`: a paper that merges towns, as a file; a broken line leaves everything as it was, and a trial too. */

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { type Office, testOffice } from '#tests/engine/county'
import { callMinzheng } from '#tests/setup/command'

let o: Office
let folder: string
let codes: string[]
beforeAll(async () => {
  o = await testOffice()
  folder = await mkdtemp(join(tmpdir(), 'minzheng-divisions-'))
  codes = (
    await rows(o.owner, sql<{ code: string }>`select code from division where level = 'town' order by code limit 3`)
  ).map(d => d.code)
})
afterAll(() => o?.close())

const header = '变更,原代码,新代码,新名称,启用日期,文号,沿用标准'
const divisions = async (lines: readonly string[], ...more: string[]) => {
  const file = join(folder, 'changes.csv')
  await writeFile(file, [header, ...lines].join('\n'))
  return callMinzheng(['divisions', file, ...more], { DATABASE_URL: o.ownerUrl, MINZHENG_HOME: o.home })
}
const standing = async () =>
  rows(o.owner, sql`select code, name from division where level = 'town' and upper_inf(valid) order by code`)
const merge = (doc = '省政府批复〔2024〕8号（演示）') => [
  `合并,${codes[0]},340223199,合镇,2024-10-01,${doc},`,
  `合并,${codes[1]},340223199,合镇,2024-10-01,省政府批复〔2024〕8号（演示）,是`,
]

test.each([
  ['没有这种变更', () => [`撤销,${codes[0]},340223199,合镇,2024-10-01,八号,`], /第 2 行「变更」「撤销」不认识/],
  ['两行的文号不同', () => merge('另一个文号'), /第 3 行「文号」与第 2 行是同一次变更/],
  ['只有一个并入', () => merge().slice(1), /合并须两个以上并为一个/],
  ['没有这个代码', () => [`更名,340223998,340223999,新镇,2024-10-01,九号,`], /没有代码为「340223998」的现行区划/],
  [
    '前一行对、后一行不对',
    () => [...merge(), `更名,${codes[0]},340223999,新镇,2024-11-01,九号,`],
    /没有代码为「\d+」的现行区划/,
  ],
] as const)('%s：一句话说清，什么都没有写', async (_, lines, why) => {
  const before = await standing()
  const { out, err, code } = await divisions(lines())
  expect({ out, code, lines: err.split('\n').length }).toEqual({ out: '', code: 1, lines: 1 })
  expect(err).toMatch(why)
  expect(await standing()).toEqual(before)
})

test('试算不写；登记以后旧镇止于前一日，新镇接续，记入审计；再按一次不成', async () => {
  const before = await standing()
  const tried = await divisions(merge(), '--dry-run')
  expect(tried).toMatchObject({ err: '', code: 0 })
  expect(tried.out).toContain('没有写入')
  expect(await standing()).toEqual(before)
  expect(await divisions(merge())).toMatchObject({ err: '', code: 0 })
  const after = await standing()
  expect(after).toContainEqual({ code: '340223199', name: '合镇' })
  expect(after.map(d => (d as { code: string }).code)).not.toEqual(expect.arrayContaining([codes[0]]))
  expect(await rows(o.owner, sql`select manner, document_no from division_succession order by from_id`)).toHaveLength(2)
  expect(
    await rows(o.owner, sql`select detail->>'manner' as manner from audit_entry where action = 'division.changed'`),
  ).toEqual([{ manner: 'merged' }])
  expect((await divisions(merge())).err).toMatch(/没有代码为/)
})
