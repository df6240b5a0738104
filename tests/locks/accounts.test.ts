/** Who gives rights to whom: never alone, never to oneself; and what row-level security shows to whom. */

import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountChange, approveAccountChange, createAccount, proposeAccountChange } from '#core/access/accounts'
import { mustBeItsKeys } from '#core/access/key-check'
import { actorOf, changePassword, signIn, verifySecondFactor } from '#core/access/sessions'
import type { Actor } from '#core/actor'
import { asActor, one, rows } from '#core/db'
import { type Keys, openKeys, rotateKeys } from '#core/identity/keys'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { addPeople, foundOffice, type Office, password } from './office.ts'

let ledger: TestLedger
let keys: Keys
let office: Office
let a: Actor, b: Actor, c: Actor
beforeAll(async () => {
  ledger = await testLedger()
  keys = openKeys(ledger.home)
  office = await foundOffice(ledger.owner, ledger.app, keys)
  await foundOffice(ledger.owner, ledger.app, keys, 2)
  ;[a, b, c] = ['admin-a', 'admin-b', 'admin-c'].map(n => office.officials[n]!.actor) as [Actor, Actor, Actor]
})
afterAll(() => ledger?.close())

const propose = (by: Actor, change: AccountChange) =>
  asActor(ledger.app, by, trx => proposeAccountChange(trx, by, change))
const approve = (by: Actor, id: number) => asActor(ledger.app, by, trx => approveAccountChange(trx, keys, by, id))
const newcomer = async (): Promise<AccountChange> => ({
  ...{ kind: 'new', reason: '新录用人员', login: `new-${Math.random().toString(36).slice(2, 10)}`, name: '新人' },
  ...{ personId: (await addPeople(ledger.owner, 1, [{ name: '新人', at: office.divisions.东镇! }]))[0]! },
  ...{ post: 'town', divisionId: office.divisions.东镇!, businesses: ['minimum-living'], mayDecide: true },
})
const clerk = () => office.officials.clerk!
const promoted = (accountId: number): AccountChange => ({
  kind: 'rights',
  accountId,
  reason: '岗位调整',
  post: 'county',
  divisionId: office.divisions.甲县!,
  businesses: 'all',
  mayDecide: true,
})

describe('账号与权利', () => {
  test('一名管理员提出，另一名批准；本人首次登录须改口令', async () => {
    const change = await newcomer()
    const id = await propose(a, change)
    await expect(approve(a, id), '自己批自己提的').rejects.toThrow(/两名不同的管理员/)
    const handed = await approve(b, id)
    await expect(approve(c, id), '批两次').rejects.toThrow(/已经批准过/)
    const login = (change as { login: string }).login
    const { token } = await signIn(ledger.app, { login, password: handed.initialPassword!, address: '10.0.0.1' })
    const code = generateSync({ secret: handed.totpSecret! })
    const { token: second } = await verifySecondFactor(ledger.app, keys, token, code)
    await expect(actorOf(ledger.app, second)).rejects.toThrow(/先修改口令/)
    const { token: third } = await changePassword(ledger.app, second, handed.initialPassword!, '我自己的口令 2024')
    expect(await actorOf(ledger.app, third)).toMatchObject({
      post: 'town',
      mayDecide: true,
      businesses: ['minimum-living'],
    })
  })
  test('不得提出或批准自己的变更', async () => {
    await expect(propose(a, promoted(a.accountId))).rejects.toThrow(/自己的账号/)
    await expect(
      approve(b, await propose(a, { kind: 'close', accountId: b.accountId, reason: '已经离任' })),
    ).rejects.toThrow(/不得.*自己/)
    expect(
      await approve(c, await propose(a, { kind: 'credentials', accountId: b.accountId, reason: '口令遗失' })),
    ).toMatchObject({ accountId: b.accountId, initialPassword: expect.any(String), totpSecret: expect.any(String) })
  })
  test('不是管理员，提不了也批不了', async () => {
    const id = await propose(a, await newcomer())
    for (const name of ['clerk', 'section', 'decider', 'head', 'auditor', 'cashier']) {
      const { actor } = office.officials[name]!
      await expect(propose(actor, promoted(clerk().accountId)), name).rejects.toMatchObject({ status: 403 })
      await expect(approve(actor, id), name).rejects.toMatchObject({ status: 403 })
      await expect(
        asActor(ledger.app, actor, trx => sql`select approve_account_change(${id}, '$argon2id$x', null)`.execute(trx)),
        name,
      ).rejects.toMatchObject({ code: 'MZ403' })
    }
  })
  test('绕过程序直接写表也不行', async () => {
    const raw = (what: string) => asActor(ledger.app, a, trx => sql.raw(what).execute(trx))
    await expect(raw(`update account set may_decide = true where login = 'clerk-1'`)).rejects.toMatchObject({
      code: 'MZ403',
    })
    await expect(
      raw(
        `insert into account (county_id, login, person_id, name, post, division_id) values (1, 'mole', ${clerk().personId}, 'x', 'county', ${office.divisions.甲县})`,
      ),
    ).rejects.toMatchObject({ code: 'MZ403' })
    await expect(raw(`select * from found_accounts(1::smallint, '[]')`)).rejects.toMatchObject({ code: 'MZ403' })
    await expect(
      raw(
        `insert into account_change (county_id, kind, account_id, reason, proposed_by, proposed_on, approved_by) values (1, 'close', ${clerk().accountId}, '冒名提出', ${b.personId}, '2024-01-01', ${a.personId})`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
    expect((await raw(`update account_secret set password_hash = '$argon2id$x' returning 1`)).rows).toEqual([])
    await expect(
      createAccount(ledger.app, keys, 1, {
        login: 'late',
        personId: clerk().personId,
        name: 'x',
        password,
        post: 'town',
        divisionId: office.divisions.东镇!,
        businesses: 'all',
      }),
    ).rejects.toThrow(/本县已有账号/)
  })
  test('权利变更后，原来的会话立即结束', async () => {
    const { token } = await signIn(ledger.app, { login: 'other-clerk-1', password, address: '10.0.0.9' })
    await actorOf(ledger.app, token)
    await approve(b, await propose(a, promoted(office.officials['other-clerk']!.accountId)))
    await expect(actorOf(ledger.app, token)).rejects.toThrow(/登录已失效/)
    const { history } = await one(
      ledger.owner,
      sql<{
        history: number
      }>`select count(*) as history from history.account where login = 'other-clerk-1' and post = 'town'`,
    )
    expect(history).toBe(1)
  })
  test('三员分立：管理员没有业务权限，也不另有业务账号', async () => {
    await expect(propose(a, { ...promoted(clerk().accountId), post: 'admin' } as AccountChange)).rejects.toThrow(
      /三员分立/,
    )
    const second = { ...(await newcomer()), personId: a.personId } as AccountChange
    await expect(approve(c, await propose(b, second))).rejects.toThrow(/不得同时持有/)
  })
  test('随机五百步的授权，没有两名他人同意，谁的权利也不增加', async () => {
    const seed = Number(process.env.SEED ?? 7)
    let s = seed
    const random = (n: number) => {
      s = (Math.imul(s, 1103515245) + 12345) >>> 0
      return (s >>> 8) % n
    }
    const everyone = Object.values(office.officials).map(o => o.actor)
    const pending: { id: number; by: number; of: number }[] = []
    const rightsOf = async () =>
      new Map(
        (
          await rows(
            ledger.owner,
            sql<{
              id: number
              rights: string
            }>`select id, (post, division_id, businesses, may_decide, valid)::text as rights from account where county_id = 1`,
          )
        ).map(r => [r.id, r.rights]),
      )
    let before = await rightsOf()
    let granted = 0
    for (let i = 0; i < 500; i++) {
      const who = everyone[random(4) ? everyone.length - 1 - random(3) : random(everyone.length)]!
      const of = everyone[random(everyone.length)]!
      let allowed: number | undefined
      try {
        if (random(2) || !pending.length) {
          const change = {
            ...promoted(of.accountId),
            post: random(3) ? 'county' : 'admin',
            businesses: random(2) ? [] : ['minimum-living'],
            mayDecide: !random(2),
          } as AccountChange
          pending.push({ id: await propose(who, change), by: who.personId, of: of.accountId })
        } else {
          const chosen = pending[random(pending.length)]!
          allowed = chosen.of
          await approve(who, chosen.id)
          granted++
          expect(
            new Set([chosen.by, who.personId, everyone.find(e => e.accountId === chosen.of)!.personId]).size,
            `种子 ${seed} 第${i}步`,
          ).toBe(3)
          pending.splice(pending.indexOf(chosen), 1)
        }
      } catch (e) {
        expect(e, `种子 ${seed} 第${i}步`).toMatchObject({ status: expect.any(Number) })
      }
      const after = await rightsOf()
      for (const [id, rights] of after) if (id !== allowed) expect(rights, `种子 ${seed} 第${i}步`).toBe(before.get(id))
      before = after
    }
    expect(granted).toBeGreaterThan(5)
    const unfounded = await rows(
      ledger.owner,
      sql`select from account_change where approved_by is not null and (approved_by = proposed_by)`,
    )
    expect(unfounded).toEqual([])
  })
})

describe('行级安全', () => {
  const names = (as: Actor) =>
    asActor(ledger.app, as, trx => rows(trx, sql<{ name: string }>`select name from person`)).then(r =>
      r.map(p => p.name),
    )
  test('没有身份，什么都看不见', async () => {
    const tables = await rows(
      ledger.owner,
      sql<{
        name: string
      }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'schema_migration'`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables)
      expect(await rows(ledger.app, sql`select from ${sql.table(name)} limit 1`), name).toEqual([])
  })
  test('村只见本村，镇只见本镇，邻镇、邻县不见', async () => {
    const one = async (name: string) => [...new Set(await names(office.officials[name]!.actor))]
    expect(await one('village')).toEqual(['village'])
    expect((await one('clerk')).filter(n => n !== '新人').sort()).toEqual(['clerk', 'town-leader', 'village'])
    expect(await one('clerk')).not.toContain('other-clerk')
    expect((await one('section')).length).toBeGreaterThan(10)
    expect(await names({ ...clerk().actor, countyId: 2 })).toEqual([])
    expect(await names({ ...clerk().actor, divisions: [] })).toEqual([])
  })
  test('写到邻镇的行也被拒绝', async () => {
    const insert = (at: string) =>
      asActor(ledger.app, clerk().actor, trx =>
        sql`insert into person (county_id, division_id, name, born) values (1, ${office.divisions[at]}, '写入', '1990-01-01')`.execute(
          trx,
        ),
      )
    await insert('东镇二村')
    await expect(insert('西镇一村')).rejects.toMatchObject({ code: '42501' })
  })
})

test('拿错密钥文件，启动时即拒绝；轮换过的同一份照常', async () => {
  await mustBeItsKeys(ledger.app, 1, keys)
  await mustBeItsKeys(ledger.app, 1, rotateKeys(ledger.home))
  await expect(mustBeItsKeys(ledger.app, 1, openKeys(`${ledger.home}/elsewhere`))).rejects.toThrow(
    /密钥文件与这套台账不符/,
  )
})
