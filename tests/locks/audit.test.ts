/** The audit chain: nothing committed is left out, and whoever changes it afterwards, even as superuser, is found. */
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { type Anchor, anchorFromText, anchorOf, anchorText } from '#core/audit/anchor'
import { sealAudit, sealer } from '#core/audit/chain'
import { audit, auditSet } from '#core/audit/entry'
import { verifyAudit } from '#core/audit/verify'
import { asActor, type Db, one, rows } from '#core/db'
import type { Day } from '#define/time'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
let today: Day
beforeAll(async () => {
  ledger = await testLedger()
  await sql`insert into county (county_id, code, name) values (1, '349999', '甲县'), (2, '349998', '乙县')`.execute(
    ledger.owner,
  )
  today = (
    await one(ledger.owner, sql<{ day: Day }>`select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day`)
  ).day
  for (let i = 0; i < 6; i++)
    await asActor(ledger.app, clerk, async trx => {
      for (let j = 0; j < 20; j++)
        await audit(trx, clerk, [entry(i * 100 + j), { action: 'case.read', subject: `case:${j}` }])
    })
  await sealAll()
})
afterAll(() => ledger?.close())

const clerk: Actor = {
  ...{ countyId: 1, accountId: 11, personId: 12, name: '周敏', post: 'town', divisionId: 1 },
  ...{ divisions: 'all', businesses: 'all' },
}
const entry = (n: number) => ({
  action: 'case.decided',
  business: 'minimum-living',
  subject: `case:${n}`,
  detail: { outcome: 'grant', 元: n / 3 },
})
/** Transactions of other databases on the same server hold the sealer back for a moment. */
const sealAll = async () => {
  const left = () =>
    one(
      ledger.owner,
      sql<{
        n: number
      }>`select count(*) as n from audit_entry e where e.county_id = 1 and not exists (select from audit_link l where l.county_id = 1 and l.entry_id = e.id)`,
    )
  for (let i = 0; i < 400 && (await left()).n > 0; i++) {
    await sealAudit(ledger.app, 1)
    if (i) await new Promise(r => setTimeout(r, 25))
  }
}
const verify = (printed: Anchor[] = []) => verifyAudit(ledger.app, 1, printed)

describe('写入', () => {
  test('与所记之事同生同灭', async () => {
    await expect(
      asActor(ledger.app, clerk, async trx => {
        await audit(trx, clerk, { action: 'never.happened' })
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await rows(ledger.owner, sql`select from audit_entry where action = 'never.happened'`)).toHaveLength(0)
  })
  test('只能以本人名义、在此刻、在本事务里写', async () => {
    const write = (columns: string, values: string) =>
      asActor(ledger.app, clerk, trx =>
        sql`insert into audit_entry (county_id, person_id, post, action, ${sql.raw(columns)}) values (1, 12, 'town', 'x', ${sql.raw(values)})`.execute(
          trx,
        ),
      )
    const refused = { code: '42501' }
    await expect(write('account_id', '99')).rejects.toMatchObject(refused)
    await expect(write('account_id, at', "11, now() - interval '1 hour'")).rejects.toMatchObject(refused)
    await expect(write('account_id, xact', '11, 3')).rejects.toMatchObject(refused)
    await expect(audit(ledger.app, clerk, entry(1)), '没有身份').rejects.toMatchObject(refused)
    await asActor(ledger.app, clerk, trx =>
      expect(audit(trx, { ...clerk, countyId: 2 }, entry(1))).rejects.toMatchObject(refused),
    )
  })
  test('应用不能改、不能删；表的主人也会被拦下', async () => {
    for (const table of ['audit_entry', 'audit_link', 'audit_anchor']) {
      for (const what of [`update ${table} set county_id = 1`, `delete from ${table}`, `truncate ${table}`]) {
        await expect(
          asActor(ledger.app, sealer(1), trx => sql.raw(what).execute(trx)),
          what,
        ).rejects.toMatchObject({ code: '42501' })
        await expect(sql.raw(what).execute(ledger.owner), what).rejects.toMatchObject({ code: 'MZ403' })
      }
    }
  })
  test('各人只见自己的；审计岗位见全县的；别县的谁也不见', async () => {
    const count = (as: Actor) =>
      asActor(ledger.app, as, trx => one(trx, sql<{ n: number }>`select count(*) as n from audit_entry`))
    expect((await count(clerk)).n).toBeGreaterThan(200)
    expect((await count({ ...clerk, accountId: 12 })).n).toBe(0)
    expect((await count({ ...sealer(1) })).n).toBeGreaterThan(200)
    expect((await count({ ...sealer(2) })).n).toBe(0)
    expect(await rows(ledger.app, sql`select from audit_entry`)).toHaveLength(0)
  })
  test('成批的写入是一条，带条数和摘要；内容、次序有别，摘要就不同', async () => {
    const set = (of: string) =>
      asActor(ledger.app, clerk, trx => auditSet(trx, clerk, { action: 'payment.run' }, sql`${sql.raw(of)}`))
    const all = 'select n as key, n::text as content from generate_series(1, 1000) n'
    const a = await set(all)
    expect([a.count, a.sha256]).toEqual([1000, expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect((await set(`${all} order by n desc`)).sha256).toBe(a.sha256)
    expect((await set(all.replace('n::text', "case n when 7 then 'x' else n::text end"))).sha256).not.toBe(a.sha256)
    expect(await set(`${all} limit 0`)).toMatchObject({ count: 0 })
  })
})

describe('入链', () => {
  test('先写后提交的也不漏：晚提交的晚入链', async () => {
    const client = new pg.Client({ connectionString: ledger.ownerUrl })
    await client.connect()
    await client.query('begin')
    await client.query(
      `insert into audit_entry (county_id, account_id, person_id, post, action) values (1, 1, 1, 'town', 'slow')`,
    )
    await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'quick' }))
    await sealAudit(ledger.app, 1)
    expect(await verify()).toMatchObject({ ok: true, unsealed: 1 })
    await client.query('commit')
    await client.end()
    await sealAll()
    const order = await rows(
      ledger.owner,
      sql<{
        action: string
      }>`select action from audit_entry e join audit_link l on l.county_id = e.county_id and l.entry_id = e.id where action in ('slow', 'quick') order by position`,
    )
    expect(order.map(o => o.action)).toEqual(['slow', 'quick'])
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
  })
  test('二十人同时写、三个封存者同时封，一条不漏、一条不重', async () => {
    const before = (await verify()).checked
    let writing = true
    const sealers = [1, 2, 3].map(async () => {
      while (writing) await sealAudit(ledger.app, 1, 7)
    })
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let i = 0; i < 15; i++)
          await asActor(ledger.app, clerk, async trx => {
            await audit(trx, clerk, entry(i))
            await sql`select pg_sleep(random() * 0.01)`.execute(trx)
            await audit(trx, clerk, entry(i))
          })
      }),
    )
    writing = false
    await Promise.all(sealers)
    await sealAll()
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0, checked: before + 600 })
  })
  test('台账搬到另一台服务器后，事务编号从头再来，也不漏', async () => {
    await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'before.move' }))
    await tampering(ledger.owner, async su => {
      await su.query(`update audit_link set server = 'another', xact = xact + 4000000000`)
      await su.query(`update audit_entry set xact = xact + 4000000000 where action = 'before.move'`)
      await sealAll()
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
      await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'after.move' }))
      await sealAll()
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
      await su.query(
        `update audit_link set server = audit_server(), xact = (select case when e.xact < 4000000000 then e.xact end from audit_entry e where e.id = entry_id)`,
      )
    })
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
  })
})

/** As superuser with the triggers off. */
const tampering = async (_: Db, work: (su: pg.Client) => Promise<void>) => {
  const su = new pg.Client({ connectionString: ledger.ownerUrl })
  await su.connect()
  await su.query('set session_replication_role = replica')
  await work(su).finally(() => su.end())
}

describe('篡改', () => {
  const saved = ['audit_entry', 'audit_link', 'audit_anchor'] as const
  let length: number
  beforeAll(async () => {
    await sealAll()
    length = (await verify()).checked
    await tampering(ledger.owner, async su => {
      for (const t of saved) await su.query(`create unlogged table saved_${t} as select * from ${t}`)
    })
  })
  afterEach(() => restore())
  const restore = () =>
    tampering(ledger.owner, async su => {
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
          await tampering(ledger.owner, async su => {
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
    tampering(ledger.owner, async su => {
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
    await tampering(ledger.owner, async su => {
      await su.query(`truncate audit_link, audit_anchor`)
      await su.query(`update audit_entry set account_id = 1 where account_id = 11`)
    })
    await sealAll()
    expect((await verify()).ok).toBe(true)
    expect((await verify([printed])).firstBroken).toMatchObject({
      position: length,
      why: expect.stringMatching(/整体改写/),
    })
  })
  test('锚出具后不再变，之后的记录不影响它；未来的日子没有锚', async () => {
    const printed = await anchored()
    await asActor(ledger.app, clerk, trx => audit(trx, clerk, entry(1)))
    await sealAll()
    expect(await anchorOf(ledger.app, 1, today)).toEqual(printed)
    expect(await verify([printed])).toMatchObject({ ok: true, anchors: 2 })
    await expect(anchorOf(ledger.app, 1, '2999-01-01')).rejects.toThrow(/不能出具/)
    expect(() => anchorFromText('民政一本账审计锚 2026-11-22 第5条 SM3 zz')).toThrow(/读不出/)
  })
  test('十万条的链，几秒之内验完', async () => {
    await sql`insert into audit_entry (county_id, account_id, person_id, post, action, business, subject, detail)
      select 1, 11, 12, 'town', 'case.read', 'minimum-living', 'case:' || n, jsonb_build_object('n', n) from generate_series(1, 100000) n`.execute(
      ledger.owner,
    )
    let start = performance.now()
    await sealAll()
    const sealing = performance.now() - start
    start = performance.now()
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0, checked: length + 100_000 })
    console.log(
      `100,000 entries: sealed in ${(sealing / 1000).toFixed(2)} s, verified in ${((performance.now() - start) / 1000).toFixed(2)} s`,
    )
    await restore()
  })
})
