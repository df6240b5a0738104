/** A county installed from a copy of the demo profile, which a test may change; each test file has a ledger of its own. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect } from 'vitest'
import { one } from '#core/db'
import { type InstalledProfile, installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export let ledger: TestLedger
export let first: InstalledProfile
export let dir: string
export const tables = [
  'division',
  'division_within',
  'standard_value',
  'power',
  'limit_promise',
  'clock_pause',
  'county_setting',
  'calendar_day',
]
export const counts = async () => {
  const found: Record<string, number> = {}
  for (const t of tables)
    for (const schema of t.startsWith('division') ? ['public'] : ['public', 'history'])
      found[`${schema}.${t}`] = (
        await one(ledger.owner, sql<{ n: number }>`select count(*)::int as n from ${sql.table(`${schema}.${t}`)}`)
      ).n
  return found
}
export const change = async (file: string, from: string, to: string) => {
  const text = await readFile(join(dir, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(dir, file), text.replace(from, to))
}
/** Said once by each test file. */
export const inAnInstalledCounty = () => {
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
}
