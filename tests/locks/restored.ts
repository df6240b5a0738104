/** A chain of audit entries that somebody spoils, and that is whole again before the next test; each test file has a ledger of its own. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Anchor } from '#core/audit/anchor'
import { verifyAudit } from '#core/audit/verify'
import { one } from '#core/db'
import type { Day } from '#define/time'
import type { TestLedger } from '#tests/setup/ledger'
import { chainedLedger, tampering } from './chained.ts'

export let ledger: TestLedger
export let today: Day
export let length: number
const saved = ['audit_entry', 'audit_link', 'audit_anchor'] as const
export const verify = (printed: Anchor[] = []) => verifyAudit(ledger.app, 1, printed)
/** Said once by each test file. */
export const inAChain = () => {
  beforeAll(async () => {
    ledger = await chainedLedger()
    today = (
      await one(ledger.owner, sql<{ day: Day }>`select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day`)
    ).day
    length = (await verify()).checked
    await tampering(ledger, async su => {
      for (const t of saved) await su.query(`create unlogged table saved_${t} as select * from ${t}`)
    })
  })
  afterAll(() => ledger?.close())
  afterEach(() => restore())
}
export const restore = () =>
  tampering(ledger, async su => {
    await su.query('begin')
    for (const t of saved) await su.query(`delete from ${t}; insert into ${t} select * from saved_${t}`)
    await su.query('commit')
  })
