/** The audit chain: written with what it tells, in one's own name; nothing committed is left out. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { sealAudit, sealer } from '#core/audit/chain'
import { audit, auditSet } from '#core/audit/entry'
import { verifyAudit } from '#core/audit/verify'
import { asActor, one, rows } from '#core/db'
import type { TestLedger } from '#tests/setup/ledger'
import { chainedLedger, clerk, entry, sealAll, tampering } from './chained.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await chainedLedger()
})
afterAll(() => ledger?.close())
const verify = () => verifyAudit(ledger.app, 1)

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
    await sealAll(ledger)
    const order = await rows(
      ledger.owner,
      sql<{
        action: string
      }>`select action from audit_entry e join audit_link l on l.county_id = e.county_id and l.entry_id = e.id where action in ('slow', 'quick') order by position`,
    )
    expect(order.map(o => o.action)).toEqual(['slow', 'quick'])
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
  })
  test('同一台服务器上别的库有没办完的事务，不耽误本库入链', async () => {
    const client = new pg.Client({
      connectionString: Object.assign(new URL(ledger.ownerUrl), { pathname: '/postgres' }).href,
    })
    await client.connect()
    try {
      await client.query('begin; select pg_current_xact_id()')
      await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'not.held.up' }))
      await sealAll(ledger)
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
    } finally {
      await client.end()
    }
  })
  test('别的库里短事务一个接一个，提交了的一次就入链', async () => {
    const elsewhere = Object.assign(new URL(ledger.ownerUrl), { pathname: '/postgres' }).href
    const others = Array.from({ length: 8 }, () => new pg.Client({ connectionString: elsewhere }))
    let goesOn = true
    const busy = others.map(async client => {
      await client.connect()
      while (goesOn) await client.query('begin; select pg_current_xact_id(), pg_sleep(random() * 0.005); commit')
      await client.end()
    })
    try {
      for (let i = 0; i < 100; i++) {
        await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'at.once' }))
        await sealAudit(ledger.app, 1)
        const { n } = await one(
          ledger.owner,
          sql<{ n: number }>`select count(*)::int as n from audit_entry e where action = 'at.once'
            and not exists (select from audit_link l where l.county_id = e.county_id and l.entry_id = e.id)`,
        )
        expect(n).toBe(0)
      }
    } finally {
      goesOn = false
      await Promise.all(busy)
    }
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
    await sealAll(ledger)
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0, checked: before + 600 })
  })
  test('台账搬到另一台服务器后，事务编号从头再来，也不漏', async () => {
    await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'before.move' }))
    await tampering(ledger, async su => {
      await su.query(`update audit_link set server = 'another', xact = xact + 4000000000`)
      await su.query(`update audit_entry set xact = xact + 4000000000 where action = 'before.move'`)
      await sealAll(ledger)
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
      await asActor(ledger.app, clerk, trx => audit(trx, clerk, { action: 'after.move' }))
      await sealAll(ledger)
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
      await su.query(
        `update audit_link set server = audit_server(), xact = (select case when e.xact < 4000000000 then e.xact end from audit_entry e where e.id = entry_id)`,
      )
    })
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 })
  })
})
