/** Whoever changes the audit afterwards, even as superuser, is found; a cut tail and a rewritten chain by the anchor alone. */
import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Anchor } from '#core/audit/anchor'
import { audit } from '#core/audit/entry'
import { verifyAudit } from '#core/audit/verify'
import { one } from '#core/db'
import type { Day } from '#define/time'
import type { TestLedger } from '#tests/setup/ledger'
import { chainedLedger, entry, tampering } from './chained.ts'
import { inAChain, ledger, length, restore, verify } from './restored.ts'

inAChain()
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
