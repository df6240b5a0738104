/** A first fill that was rolled back and vacuumed away leaves nothing behind that a second one could stumble over. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
})
afterAll(() => ledger.close())

test('安装到一半失败的县，清理之后再装一次，区划、标准和约束都在', async () => {
  const { owner } = ledger
  const profile = await loadProfile('profiles/nanling')
  await expect(
    owner.transaction().execute(async trx => {
      await installProfile(trx, profile)
      throw new Error('停电')
    }),
  ).rejects.toThrow('停电')
  expect(await rows(owner, sql`select from county`)).toEqual([])
  await sql`vacuum`.execute(owner)
  const { added } = await installProfile(owner, profile)
  expect(added.divisions).toBe(181)
  // As the index sees them, not as a walk through the table does.
  const found = await owner.connection().execute(async db => {
    await sql`set enable_seqscan = off`.execute(db)
    return one(
      db,
      sql<{ n: number }>`select count(*)::int as n from division d where exists (select from division o
        where o.county_id = d.county_id and o.code = d.code and o.valid @> '2024-01-01'::date)`,
    )
  })
  expect(found.n).toBe(181)
  await expect(
    sql`insert into division (county_id, id, code, name, level, valid) select county_id, 999999, code, name, level, valid from division limit 1`.execute(
      owner,
    ),
  ).rejects.toThrow(/conflicting key|duplicate key|exclusion/)
})
