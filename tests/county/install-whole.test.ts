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
import { change, counts, dir, first, inAnInstalledCounty, ledger, tables } from './installed.ts'

inAnInstalledCounty()

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
