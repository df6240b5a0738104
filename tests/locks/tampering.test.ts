/** Whoever changes the audit afterwards, even as superuser, is found; a cut tail and a rewritten chain by the anchor alone. */
import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Anchor, anchorFromText, anchorOf, anchorText } from '#core/audit/anchor'
import { audit } from '#core/audit/entry'
import { verifyAudit } from '#core/audit/verify'
import { asActor, one } from '#core/db'
import type { Day } from '#define/time'
import type { TestLedger } from '#tests/setup/ledger'
import { chainedLedger, clerk, entry, sealAll, tampering } from './chained.ts'

let ledger: TestLedger
let today: Day
let length: number
const saved = ['audit_entry', 'audit_link', 'audit_anchor'] as const
const verify = (printed: Anchor[] = []) => verifyAudit(ledger.app, 1, printed)
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
const restore = () =>
  tampering(ledger, async su => {
    await su.query('begin')
    for (const t of saved) await su.query(`truncate ${t}; insert into ${t} select * from saved_${t}`)
    await su.query('commit')
  })
/** Each takes a place in the chain and another, and says which position breaks first (or null: in no link). */
const tampers: Record<string, (su: pg.Client, p: number, q: number) => Promise<number | null>> = {
  改一个字: async (su, p) => {
    await su.query(
      `update audit_entry set detail = detail || '{"outcome": "refuse"}' where id = (select entry_id from audit_link where position = $1)`,
      [p],
    )
    return p
  },
  改时间: async (su, p) => {
    await su.query(
      `update audit_entry set at = at + interval '1 microsecond' where id = (select entry_id from audit_link where position = $1)`,
      [p],
    )
    return p
  },
  换人: async (su, p) => {
    await su.query(
      `update audit_entry set account_id = account_id + 1 where id = (select entry_id from audit_link where position = $1)`,
      [p],
    )
    return p
  },
  删记录: async (su, p) => {
    await su.query(`delete from audit_entry where id = (select entry_id from audit_link where position = $1)`, [p])
    return p
  },
  删记录和链环: async (su, p) => {
    await su.query(
      `with l as (delete from audit_link where position = $1 returning entry_id) delete from audit_entry where id in (select entry_id from l)`,
      [p],
    )
    return p
  },
  删后重编号: async (su, p) => {
    await su.query(`delete from audit_entry where id = (select entry_id from audit_link where position = $1)`, [p])
    await su.query(`delete from audit_link where position = $1`, [p])
    await su.query(`update audit_link set position = -position where position > $1`, [p])
    await su.query(`update audit_link set position = -position - 1 where position < 0`)
    return p
  },
  两条对换: async (su, p, q) => {
    await su.query(
      `update audit_entry e set action = o.action, subject = o.subject, detail = o.detail, account_id = o.account_id + 5 from audit_entry o, audit_link a, audit_link b
          where a.position in ($1, $2) and b.position in ($1, $2) and a.position <> b.position and e.id = a.entry_id and o.id = b.entry_id`,
      [p, q],
    )
    return Math.min(p, q)
  },
  链环对换: async (su, p, q) => {
    await su.query(
      `update audit_link set position = case position when $1 then -$2::bigint else -$1::bigint end where position in ($1, $2)`,
      [p, q],
    )
    await su.query(`update audit_link set position = -position where position < 0`)
    return Math.min(p, q)
  },
  插入旧记录: async (su, p) => {
    await su.query(
      `insert into audit_entry select county_id, nextval('audit_id'), at, xact, account_id, person_id, post, 'planted', business, subject, detail
           from audit_entry where id = (select entry_id from audit_link where position = $1)`,
      [Math.min(p, length - 50)],
    )
    return null
  },
  改记录并改本环摘要: async (su, p) => {
    await su.query(
      `update audit_entry set detail = '{}', business = 'x' where id = (select entry_id from audit_link where position = $1)`,
      [p],
    )
    await su.query(`update audit_link set entry_hash = sha256('x') where position = $1`, [p])
    return p
  },
  改链环: async (su, p) => {
    await su.query(`update audit_link set hash = sha256('x') where position = $1`, [p])
    return p
  },
}

test('随机篡改三百次，次次发现，并指出第一处', async () => {
  const found: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(tampers)),
      fc.integer({ min: 1, max: length }),
      fc.integer({ min: 1, max: length }),
      async (how, p, q) => {
        fc.pre(p !== q)
        let at: number | null = 0
        await tampering(ledger, async su => {
          at = await tampers[how]!(su, p, q)
        })
        const verified = await verify()
        await restore()
        // A last link that goes with its entry is a cut tail: see below.
        if (how.startsWith('删') && how !== '删记录' && p === length) return
        expect([how, verified.ok, verified.firstBroken?.position]).toEqual([how, false, at])
        found[how] = (found[how] ?? 0) + 1
      },
    ),
    { numRuns: 300, endOnFailure: true },
  )
  expect(Object.keys(found).sort()).toEqual(Object.keys(tampers).sort())
  expect(await verify()).toMatchObject({ ok: true, checked: length })
})

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
