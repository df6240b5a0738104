import { afterAll, expect, test } from 'vitest'
import { testLedger } from '#tests/setup/ledger'
import { sql } from 'kysely'
const ledger = await testLedger()
afterAll(() => ledger.close())
test('the tables stand', async () => {
  const { rows } = await sql`select count(*)::int as n from information_schema.tables where table_schema='public'`.execute(ledger.owner)
  expect((rows[0] as any).n).toBeGreaterThan(40)
})
