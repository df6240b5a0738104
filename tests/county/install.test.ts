/** The county in the ledger: as the files say, once, whole, and seen by nobody else. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendarOn } from '#core/calendar/load'
import { one, rows } from '#core/db'
import { type InstalledProfile, installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { change, counts, dir, first, inAnInstalledCounty, ledger } from './installed.ts'

inAnInstalledCounty()

test('the true towns and villages of 南陵县, each within itself, its town and the county', async () => {
  expect(first.added).toMatchObject({ divisions: 181, standards: 80, powers: 4, calendar: 365 * 4 + 1 })
  const levels = await rows(
    ledger.owner,
    sql`select level, kind, count(*)::int as n from division group by 1, 2 order by 1, 2`,
  )
  expect(levels).toEqual([
    { level: 'county', kind: null, n: 1 },
    { level: 'town', kind: null, n: 8 },
    { level: 'village', kind: 'rural', n: 147 },
    { level: 'village', kind: 'urban', n: 25 },
  ])
  expect((await counts())['public.division_within']).toBe(1 + 8 * 2 + 172 * 3)
})

test('the calendar out of the ledger is the one in the files', async () => {
  const calendar = await calendarOn(ledger.owner, first.countyId)
  expect([...calendar.years]).toEqual([2023, 2024, 2025, 2026])
  expect(calendar.lastDay('2024-09-27', { count: 30, of: 'working days' })).toEqual({ day: '2024-11-13', warnings: [] })
})

test('a year that is not loaded is told', async () => {
  await sql`update county set rehearsal_day = '2026-06-01'`.execute(ledger.owner)
  const { warnings } = await installProfile(ledger.owner, await loadProfile(dir))
  await sql`update county set rehearsal_day = '2025-06-01'`.execute(ledger.owner)
  expect(warnings).toEqual([expect.stringContaining('2027年工作日历未载入')])
  expect((await installProfile(ledger.owner, await loadProfile(dir))).warnings).toEqual([])
})

test('a second time changes nothing', async () => {
  const before = await counts()
  const again = await installProfile(ledger.owner, await loadProfile(dir))
  expect(again).toMatchObject({ countyId: first.countyId, corrected: 0 })
  expect(Object.values(again.added)).toEqual(Object.values(again.added).map(() => 0))
  expect(await counts()).toEqual(before)
})

test('two at once install it once', async () => {
  const before = await counts()
  const profile = await loadProfile(dir)
  await Promise.all([installProfile(ledger.owner, profile), installProfile(ledger.owner, profile)])
  expect(await counts()).toEqual(before)
})

test('a new line is added, a corrected limit keeps its earlier version', async () => {
  await change(
    'standards.csv',
    '备注 note\n',
    '备注 note\nminimum-living,urban,,2025-07-01,850,演示（非真实文号）2025-1,甲,乙,\n',
  )
  await change('limits.csv', 'visit,8', 'visit,6')
  const { added, corrected } = await installProfile(ledger.owner, await loadProfile(dir))
  expect([added.standards, added.limits, corrected]).toEqual([1, 0, 1])
  const [was] = await rows(ledger.owner, sql<{ working_days: number }>`select working_days from history.limit_promise`)
  expect(was).toEqual({ working_days: 8 })
})

test('a power may be taken back by the file', async () => {
  await change('powers.csv', '2023-3,,,籍山镇', '2023-3,2025-01-01,演示（非真实文号）2024-9,籍山镇')
  expect((await installProfile(ledger.owner, await loadProfile(dir))).corrected).toBe(1)
  expect((await installProfile(ledger.owner, await loadProfile(dir))).corrected).toBe(0)
})
