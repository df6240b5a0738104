/** A cut tail, a rewritten chain and an entry planted later are found by the anchor; a hundred thousand entries are verified in seconds. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Anchor, anchorFromText, anchorOf, anchorText } from '#core/audit/anchor'
import { audit } from '#core/audit/entry'
import { verifyAudit } from '#core/audit/verify'
import { asActor, one } from '#core/db'
import type { Day } from '#define/time'
import type { TestLedger } from '#tests/setup/ledger'
import { chainedLedger, clerk, entry, sealAll, tampering } from './chained.ts'
import { inAChain, ledger, length, restore, today, verify } from './restored.ts'

inAChain()
const cut = (n: number, anchorsToo: boolean) =>
  tampering(ledger, async su => {
    await su.query(`delete from audit_entry where id in (select entry_id from audit_link where position > $1)`, [
      length - n,
    ])
    await su.query(`delete from audit_link where position > $1`, [length - n])
    if (anchorsToo) await su.query('truncate audit_anchor')
  })
const anchored = async () => {
  const anchor = await anchorOf(ledger.app, 1, today)
  expect(anchorFromText(anchorText(anchor))).toEqual(anchor)
  return anchor
}
test.each([1, 2, 50])('截去尾部%i条：没有锚看不出，库里的锚看得出，连锚也删了，纸上的锚看得出', async n => {
  await cut(n, false)
  expect((await verify()).ok, '没有锚').toBe(true)
  await restore()
  const printed = await anchored()
  expect(await verify([printed])).toMatchObject({ ok: true })
  await cut(n, false)
  expect((await verify()).firstBroken).toMatchObject({ position: length - n + 1, why: expect.stringMatching(/截断/) })
  await cut(0, true)
  expect((await verify()).ok, '锚也被删').toBe(true)
  expect((await verify([printed])).firstBroken).toMatchObject({ position: length - n + 1 })
})
test('整条链从头重写：只有纸上的锚看得出', async () => {
  const printed = await anchored()
  await tampering(ledger, async su => {
    await su.query(`truncate audit_link, audit_anchor`)
    await su.query(`update audit_entry set account_id = 1 where account_id = 11`)
  })
  await sealAll(ledger)
  expect((await verify()).ok).toBe(true)
  expect((await verify([printed])).firstBroken).toMatchObject({
    position: length,
    why: expect.stringMatching(/整体改写/),
  })
})
test('锚出具后不再变，之后的记录不影响它；未来的日子没有锚', async () => {
  const printed = await anchored()
  await asActor(ledger.app, clerk, trx => audit(trx, clerk, entry(1)))
  await sealAll(ledger)
  expect(await anchorOf(ledger.app, 1, today)).toEqual(printed)
  expect(await verify([printed])).toMatchObject({ ok: true, anchors: 2 })
  await expect(anchorOf(ledger.app, 1, '2999-01-01')).rejects.toThrow(/不能出具/)
  expect(() => anchorFromText('民政一本账审计锚 2026-11-22 第5条 SM3 zz')).toThrow(/读不出/)
})
test('以今天的事务补插一条两天前的记录：入了链也看得出', async () => {
  const plant = (ago: string) =>
    sql`insert into audit_entry (county_id, at, account_id, person_id, post, action)
      values (1, clock_timestamp() - ${ago}::interval, 11, 12, 'town', 'planted')`.execute(ledger.owner)
  await plant('23 hours')
  await sealAll(ledger)
  expect(await verify()).toMatchObject({ ok: true })
  await plant('25 hours')
  await sealAll(ledger)
  expect((await verify()).firstBroken).toMatchObject({ position: length + 2, why: expect.stringMatching(/补插/) })
})
test('十万条的链，几秒之内验完', async () => {
  await sql`insert into audit_entry (county_id, account_id, person_id, post, action, business, subject, detail)
      select 1, 11, 12, 'town', 'case.read', 'minimum-living', 'case:' || n, jsonb_build_object('n', n) from generate_series(1, 100000) n`.execute(
    ledger.owner,
  )
  let start = performance.now()
  await sealAll(ledger)
  const sealing = performance.now() - start
  start = performance.now()
  expect(await verify()).toMatchObject({ ok: true, unsealed: 0, checked: length + 100_000 })
  console.log(
    `100,000 entries: sealed in ${(sealing / 1000).toFixed(2)} s, verified in ${((performance.now() - start) / 1000).toFixed(2)} s`,
  )
  await restore()
})
