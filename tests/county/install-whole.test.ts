/** A county is installed whole or not at all, and seen by nobody else. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { type InstalledProfile, installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
let first: InstalledProfile
let dir: string
const tables = [
  'division',
  'division_within',
  'standard_value',
  'power',
  'limit_promise',
  'clock_pause',
  'county_setting',
  'calendar_day',
]
const counts = async () => {
  const found: Record<string, number> = {}
  for (const t of tables)
    for (const schema of t.startsWith('division') ? ['public'] : ['public', 'history'])
      found[`${schema}.${t}`] = (
        await one(ledger.owner, sql<{ n: number }>`select count(*)::int as n from ${sql.table(`${schema}.${t}`)}`)
      ).n
  return found
}
const change = async (file: string, from: string, to: string) => {
  const text = await readFile(join(dir, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(dir, file), text.replace(from, to))
}

beforeAll(async () => {
  ledger = await testLedger()
  dir = await mkdtemp(join(tmpdir(), 'profile-'))
  await cp('profiles/nanling', dir, { recursive: true })
  first = await installProfile(ledger.owner, await loadProfile(dir))
})
afterAll(async () => {
  await rm(dir, { recursive: true })
  await ledger.close()
})

describe('nothing half-written', () => {
  test.each([
    ['a standard in force is not rewritten', 'standards.csv', ',740,', ',741,', '与已生效的不同（库中为 740'],
    [
      'a village does not change its town by the file',
      'divisions.csv',
      '340223100001,五里居委会,村居,340223100',
      '340223100001,五里居委会,村居,340223101',
      '在库中属 340223100 籍山镇',
    ],
    [
      'a power does not overlap',
      'powers.csv',
      '340223101,2023-01-01',
      '340223101,2023-02-01',
      '与库中自 2023-01-01 起的下放重叠',
    ],
    ['another county under the same code', 'county.json', '"南陵县"', '"北陵县"', '库中 340223 是南陵县'],
  ])('%s', async (_, file, from, to, says) => {
    const before = await counts()
    await change(file, from, to)
    await change('settings.csv', 'pay-day,*,10', 'pay-day,*,11')
    await expect(installProfile(ledger.owner, await loadProfile(dir))).rejects.toMatchObject({
      reason: expect.stringContaining(says),
    })
    await change(file, to, from)
    await change('settings.csv', 'pay-day,*,11', 'pay-day,*,10')
    expect(await counts()).toEqual(before)
  })
})

test('another county sees none of it', async () => {
  const seen = (county: string) =>
    ledger.app.transaction().execute(async trx => {
      if (county) await sql`select set_config('app.county', ${county}, true)`.execute(trx)
      const found = []
      for (const t of tables)
        found.push((await one(trx, sql<{ n: number }>`select count(*)::int as n from ${sql.table(t)}`)).n)
      return found
    })
  expect(await seen('')).toEqual(tables.map(() => 0))
  expect(await seen(String(first.countyId + 1))).toEqual(tables.map(() => 0))
  expect((await seen(String(first.countyId))).every(n => n > 0)).toBe(true)
})
