/** Signing in: passwords, second factors, throttling, and sessions that end when they should. */

import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actorOf,
  changePassword,
  confirmPassword,
  mustBeFresh,
  sessionOf,
  signIn,
  signOut,
  verifySecondFactor,
} from '#core/access/sessions'
import { one, rows } from '#core/db'
import { type Keys, openKeys } from '#core/identity/keys'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { foundOffice, type Office, password } from './office.ts'

let ledger: TestLedger
let keys: Keys
let office: Office
beforeAll(async () => {
  ledger = await testLedger()
  keys = openKeys(ledger.home)
  office = await foundOffice(ledger.owner, ledger.app, keys)
})
afterAll(() => ledger?.close())

let hosts = 0
const elsewhere = () => `10.0.0.${++hosts}`
const at = (name: string, address = elsewhere(), given = password) =>
  signIn(ledger.app, { login: `${name}-1`, password: given, address }).then(s => s.token)
const codeOf = (name: string, epoch = Math.floor(Date.now() / 1000)) =>
  generateSync({ secret: office.officials[name]!.totpSecret!, epoch })
const freeCodes = (name: string) =>
  sql`update account_secret set totp_step = 0 where account_id = ${office.officials[name]!.accountId}`.execute(
    ledger.owner,
  )
const refused = (status: number, what: RegExp) =>
  expect.objectContaining({ status, message: expect.stringMatching(what) })

describe('登录', () => {
  test('登录后得到的正是本人的岗位、区域和业务', async () => {
    for (const name of ['village', 'clerk'])
      expect(await actorOf(ledger.app, await at(name))).toEqual({
        ...office.officials[name]!.actor,
        divisions: expect.arrayContaining(office.officials[name]!.actor.divisions as number[]),
      })
    expect((await actorOf(ledger.app, await at('clerk'))).divisions).toHaveLength(3)
    expect((await actorOf(ledger.app, await at('section'))).divisions).toBe('all')
    expect((await actorOf(ledger.app, await at('section'))).businesses).toEqual(['minimum-living'])
  })
  test('口令错误与没有此人，说的是同一句话', async () => {
    const said = await Promise.all(
      [at('clerk', elsewhere(), 'wrong password'), at('nobody')].map(p => p.catch(e => [e.status, e.message])),
    )
    expect(said[0]).toEqual(said[1])
    expect(said[0]).toEqual([401, '登录名或口令不正确，请核对后重试；忘记口令请联系系统管理员'])
  })
  test('令牌不对、被改、为空都是登录失效', async () => {
    const token = await at('clerk')
    for (const bad of [
      '',
      'x',
      `2${token.slice(1)}`,
      `${token}x`,
      token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
      "1.'; drop table session --",
    ])
      await expect(actorOf(ledger.app, bad)).rejects.toThrow('登录已失效')
  })
  test('退出后的下一个请求就不再有效；各会话互不影响', async () => {
    const [a, b] = [await at('clerk'), await at('clerk')]
    await signOut(ledger.app, a)
    await expect(actorOf(ledger.app, a)).rejects.toThrow('登录已失效')
    expect((await actorOf(ledger.app, b)).name).toBe('clerk')
  })
  test.each([
    [
      '闲置三十分钟',
      "last_seen_at = clock_timestamp() - interval '29 minutes 50 seconds'",
      "last_seen_at = clock_timestamp() - interval '30 minutes 10 seconds'",
    ],
    [
      '登录满十二小时',
      "started_at = clock_timestamp() - interval '11 hours 59 minutes'",
      "started_at = clock_timestamp() - interval '12 hours 1 minute'",
    ],
  ])('%s失效', async (_, before, after) => {
    const token = await at('clerk')
    await sql`update session set ${sql.raw(before)}`.execute(ledger.owner)
    expect((await actorOf(ledger.app, token)).name).toBe('clerk')
    await sql`update session set ${sql.raw(after)}`.execute(ledger.owner)
    await expect(actorOf(ledger.app, token)).rejects.toThrow('登录已失效')
  })
  test('账号到期的当天起不能登录，已登录的立即失效', async () => {
    const token = await at('other-clerk')
    const set = (valid: string) =>
      sql`update account set valid = ${valid}::daterange where login = 'other-clerk-1'`.execute(ledger.owner)
    const { day, next } = await one(
      ledger.owner,
      sql<{ day: string; next: string }>`select ledger_day(1::smallint) as day, ledger_day(1::smallint) + 1 as next`,
    )
    await set(`[,${next})`)
    expect((await actorOf(ledger.app, token)).name).toBe('other-clerk')
    await set(`[,${day})`)
    await expect(actorOf(ledger.app, token)).rejects.toThrow('登录已失效')
    await expect(at('other-clerk')).rejects.toEqual(refused(401, /不正确/))
    await set('[,)')
  })
  test('口令与令牌在数据库里都没有明文，应用也读不到凭据', async () => {
    const token = await at('clerk')
    const all = await rows(
      ledger.owner,
      sql<{
        all: string
      }>`select s::text as all from session s union all select s::text from account_secret s union all select e::text from audit_entry e`,
    )
    expect(all.filter(r => r.all.includes(token) || r.all.includes(password))).toEqual([])
    for (const table of ['session', 'account_secret', 'sign_in_attempt', 'account'])
      expect(await rows(ledger.app, sql`select * from ${sql.table(table)}`), table).toEqual([])
  })
})

describe('动态口令', () => {
  test('作决定、付款、审计和管理的岗位，没有第二步就什么也不是', async () => {
    for (const name of ['town-leader', 'decider', 'head', 'cashier', 'auditor', 'admin-a']) {
      const token = await at(name)
      await expect(actorOf(ledger.app, token), name).rejects.toEqual(refused(401, /动态口令/))
      expect(await sessionOf(ledger.app, token)).toMatchObject({ lacks: 'second factor', isFresh: false })
      await freeCodes(name)
      const { token: full } = await verifySecondFactor(ledger.app, keys, token, codeOf(name))
      expect((await actorOf(ledger.app, full)).name).toBe(name)
      expect(full).not.toBe(token)
      await expect(actorOf(ledger.app, token), '旧令牌').rejects.toThrow('登录已失效')
    }
  })
  test('同一个口令不能用第二次，换一个会话也不能，同时也不能', async () => {
    await freeCodes('head')
    const code = codeOf('head')
    const tokens = [await at('head'), await at('head'), await at('head'), await at('head')]
    const tried = await Promise.allSettled(tokens.map(t => verifySecondFactor(ledger.app, keys, t, code)))
    expect(tried.filter(t => t.status === 'fulfilled')).toHaveLength(1)
    const again = await at('head')
    await expect(verifySecondFactor(ledger.app, keys, again, code)).rejects.toEqual(refused(401, /已经用过/))
    await expect(
      verifySecondFactor(ledger.app, keys, again, codeOf('head', Date.now() / 1000 - 30)),
      '更早的',
    ).rejects.toThrow(/已经用过/)
  })
  test('前后各一个时段有效，再远就无效', async () => {
    const now = Math.floor(Date.now() / 1000)
    for (const [off, good] of [
      [-90, false],
      [90, false],
      [0, true],
    ] as const) {
      await freeCodes('decider')
      const outcome = verifySecondFactor(ledger.app, keys, await at('decider'), codeOf('decider', now + off))
      if (good) await outcome
      else await expect(outcome).rejects.toEqual(refused(401, /不正确/))
    }
  })
  test('在同一地址猜五次之后，会话作废，须等待', async () => {
    const token = await at('cashier', '10.9.9.9')
    const wrong = codeOf('cashier') === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i++)
      await expect(verifySecondFactor(ledger.app, keys, token, wrong)).rejects.toEqual(refused(401, /不正确/))
    await freeCodes('cashier')
    await expect(verifySecondFactor(ledger.app, keys, token, codeOf('cashier'))).rejects.toEqual(refused(429, /分钟后/))
    await expect(verifySecondFactor(ledger.app, keys, token, codeOf('cashier'))).rejects.toEqual(refused(401, /失效/))
    expect(await at('cashier', '10.9.9.8'), '在别处照常').toBeTruthy()
  })
})

describe('再次确认身份', () => {
  test('五分钟内有效，之后须重新出示；令牌随之更换', async () => {
    const token = await at('clerk')
    mustBeFresh(await sessionOf(ledger.app, token))
    const age = (seconds: number) =>
      sql`update session set proved_at = clock_timestamp() - make_interval(secs => ${seconds}) where revoked_at is null`.execute(
        ledger.owner,
      )
    await age(290)
    mustBeFresh(await sessionOf(ledger.app, token))
    await age(310)
    const stale = await sessionOf(ledger.app, token)
    expect(() => mustBeFresh(stale)).toThrow(/重新输入口令/)
    await expect(confirmPassword(ledger.app, token, 'not this one')).rejects.toEqual(refused(401, /不正确/))
    const { token: next } = await confirmPassword(ledger.app, token, password)
    mustBeFresh(await sessionOf(ledger.app, next))
    await expect(actorOf(ledger.app, token)).rejects.toThrow('登录已失效')
  })
  test('有动态口令的账号不能只用口令确认', async () => {
    await freeCodes('decider')
    const { token } = await verifySecondFactor(ledger.app, keys, await at('decider'), codeOf('decider'))
    await expect(confirmPassword(ledger.app, token, password)).rejects.toThrow(/动态口令/)
  })
})

test('改口令：旧的作废，其他会话结束，太弱的被拒绝', async () => {
  const [mine, other] = [await at('village'), await at('village')]
  await expect(changePassword(ledger.app, mine, password, 'short')).rejects.toThrow(/至少10个字符/)
  const { token: again } = await signIn(ledger.app, { login: 'VILLAGE-1 ', password, address: elsewhere() })
  const { token } = await changePassword(ledger.app, again, password, '另一个很长的口令 123')
  expect((await actorOf(ledger.app, token)).name).toBe('village')
  for (const gone of [mine, other, again]) await expect(actorOf(ledger.app, gone)).rejects.toThrow('登录已失效')
  await expect(at('village')).rejects.toEqual(refused(401, /不正确/))
  expect(await at('village', elsewhere(), '另一个很长的口令 123')).toBeTruthy()
})

describe('限次', () => {
  test('同一账号同一地址错五次须等待，口令正确也要等；本人在别处不受影响', async () => {
    for (let i = 0; i < 5; i++)
      await expect(at('section', '10.1.1.1', 'wrong password')).rejects.toEqual(refused(401, /不正确/))
    await expect(at('section', '10.1.1.1')).rejects.toEqual(refused(429, /15分钟后/))
    expect(await at('section', '10.1.1.2')).toBeTruthy()
    await sql`update sign_in_attempt set at = at - interval '15 minutes 1 second' where address = '10.1.1.1'`.execute(
      ledger.owner,
    )
    expect(await at('section', '10.1.1.1')).toBeTruthy()
  })
  test('同时发出五十次，也只试了五次', async () => {
    const tried = await Promise.all(
      Array.from({ length: 50 }, () => at('section', '10.1.2.1', 'wrong password').catch(e => e.status)),
    )
    expect(tried.filter(s => s === 401)).toHaveLength(5)
    expect(tried.filter(s => s === 429)).toHaveLength(45)
  })
  test('一个地址试遍各人，六十次为止', async () => {
    await sql`insert into sign_in_attempt (login_hash, address) select sha256(n::text::bytea), '10.1.3.1' from generate_series(1, 59) n`.execute(
      ledger.owner,
    )
    await expect(at('nobody-60', '10.1.3.1')).rejects.toEqual(refused(401, /不正确/))
    await expect(at('section', '10.1.3.1')).rejects.toEqual(refused(429, /后再试/))
  })
  test('从一千个地址猜一个人：陌生地址被拦，本人常用的地址照常', async () => {
    await at('clerk', '10.1.4.1')
    await sql`insert into sign_in_attempt (county_id, login_hash, address) select 1, sha256(convert_to('clerk-1', 'UTF8')), '10.200.' || n from generate_series(1, 1000) n`.execute(
      ledger.owner,
    )
    await expect(at('clerk', '10.1.4.2')).rejects.toEqual(refused(429, /60分钟后/))
    expect(await at('clerk', '10.1.4.1')).toBeTruthy()
  })
})
