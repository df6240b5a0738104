/** Signing in: what opens a session, and when it ends. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf, signIn, signOut } from '#core/access/sessions'
import { one, rows } from '#core/db'
import { password } from './office.ts'
import { at, elsewhere, inAnOffice, ledger, office, refused } from './signing-in.ts'

inAnOffice()

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
