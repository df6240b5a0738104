/** `minzheng import`, `export`, `base`: as at the doors, in somebody's name; one line for what is wrong. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { callMinzheng } from '#tests/setup/command'
import { start } from './begin.ts'
import { type House, openHouse } from './house.ts'
import { liveRow } from './rows.ts'
import { makeSubjects } from './values.ts'

let house: House
const folder = mkdtempSync(join(tmpdir(), 'minzheng-files-'))
beforeAll(async () => {
  house = await openHouse()
  const roster = house.catalogue.register('old-age-allowance.roster')!
  await liveRow(house, roster, await makeSubjects(house, roster, {}, start), {}, start)
})
afterAll(() => house?.close())

const minzheng = (...args: string[]) =>
  callMinzheng(args, { DATABASE_URL: house.ledger.ownerUrl, MINZHENG_HOME: house.ledger.home })
const register = '高龄津贴台账'

test('导出、试算、提交：什么也没有变，等待另一人复核', async () => {
  const path = join(folder, 'roster.csv')
  expect(await minzheng('export', register, path, '--purpose', '日常核对台账')).toMatchObject({ err: '', code: 0 })
  expect(readFileSync(path).length).toBeGreaterThan(50)
  const dry = await minzheng('import', register, path, '--dry-run', '--json')
  expect(dry).toMatchObject({ err: '', code: 0 })
  expect(JSON.parse(dry.out)).toMatchObject({ ok: true, rows: 1, changed: 0, unchanged: 1 })
  const waits = () =>
    one(house.ledger.owner, sql<{ n: number }>`select count(*)::int as n from import_request where checked_by is null`)
  expect((await waits()).n).toBe(0)
  expect(await minzheng('import', register, path)).toMatchObject({
    err: '',
    code: 0,
    out: expect.stringContaining('等待另一人复核'),
  })
  expect((await waits()).n).toBe(1)
  expect((await minzheng('import', register, path)).err).toBe('同一文件已提交，正在等待复核，不必重复提交')
})
test('公布基数：一人录入，另一人核对', async () => {
  const asked = ['户籍人口', '--area', '340223', '--on', '2023-12-31', '--value', '500123', '--source', '县统计年鉴']
  const [line] = JSON.parse((await minzheng('base', ...asked, '--json')).out)
  expect(line).toMatchObject({ what: '户籍人口', value: 500123, stands: 'waiting' })
  const head = house.officials.find(o => o.post === 'bureau-head')!
  const checked = await minzheng('base', '--check', String(line.id), '--as', head.login, '--json')
  expect(JSON.parse(checked.out)[0]).toMatchObject({ stands: 'counted' })
})
test('不对的，一行说清，什么都不写', async () => {
  const bad = join(folder, 'bad.csv')
  writeFileSync(bad, '姓名,金额\n甲,1\n')
  for (const [args, why] of [
    [['import', '没有这本', bad], /没有「没有这本」这本可以导入导出的台账/],
    [['import', register, join(folder, 'nowhere.csv')], /打不开文件/],
    [['import', register, bad], /标题行/],
    [['export', register, join(folder, 'x.doc'), '--purpose', '日常核对'], /\.xlsx 或 \.csv/],
    [['export', register, join(folder, 'x.csv')], /--purpose/],
    [['base', '户籍人口'], /--area/],
  ] as const) {
    const { err, code } = await minzheng(...args)
    expect(code, err).toBe(1)
    expect(err.split('\n')).toHaveLength(1)
    expect(err).toMatch(why)
  }
}, 240_000)
