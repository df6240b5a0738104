/** A ledger with a chain of audit entries, and the hands that tamper with it. */
import { sql } from 'kysely'
import pg from 'pg'
import type { Actor } from '#core/actor'
import { sealAudit } from '#core/audit/chain'
import { audit } from '#core/audit/entry'
import { asActor } from '#core/db'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export const clerk: Actor = {
  ...{ countyId: 1, accountId: 11, personId: 12, name: '周敏', post: 'town', divisionId: 1 },
  ...{ divisions: 'all', businesses: 'all' },
}
export const entry = (n: number) => ({
  action: 'case.decided',
  business: 'minimum-living',
  subject: `case:${n}`,
  detail: { outcome: 'grant', 元: n / 3 },
})

export const chainedLedger = async (): Promise<TestLedger> => {
  const ledger = await testLedger()
  await sql`insert into county (county_id, code, name) values (1, '349999', '甲县'), (2, '349998', '乙县')`.execute(
    ledger.owner,
  )
  for (let i = 0; i < 6; i++)
    await asActor(ledger.app, clerk, async trx => {
      for (let j = 0; j < 20; j++)
        await audit(trx, clerk, [entry(i * 100 + j), { action: 'case.read', subject: `case:${j}` }])
    })
  await sealAll(ledger)
  return ledger
}

export const sealAll = (ledger: TestLedger) => sealAudit(ledger.app, 1)

const hands = new WeakMap<TestLedger, pg.Client>()
/** As superuser with the triggers off; one connection a ledger, which ends with its database. */
export const tampering = async (ledger: TestLedger, work: (su: pg.Client) => Promise<void>) => {
  let su = hands.get(ledger)
  if (!su) {
    hands.set(ledger, (su = new pg.Client({ connectionString: ledger.ownerUrl })))
    su.on('error', () => {}) // the database was dropped under it
    await su.connect()
    await su.query('set session_replication_role = replica')
  }
  await work(su)
}
