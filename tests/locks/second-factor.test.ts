/** 动态口令和再次确认身份: a code is good once, and what is delicate asks for it again. */
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf, confirmPassword, mustBeFresh, sessionOf, signIn, verifySecondFactor } from '#core/access/sessions'
import { one } from '#core/db'
import { password } from './office.ts'
import { at, inAnOffice, keys, ledger, office, refused } from './signing-in.ts'

inAnOffice()
const codeOf = (name: string, epoch = Math.floor(Date.now() / 1000)) =>
  generateSync({ secret: office.officials[name]!.totpSecret!, epoch })
const freeCodes = (name: string) =>
  sql`update account_secret set totp_step = 0 where account_id = ${office.officials[name]!.accountId}`.execute(
    ledger.owner,
  )

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
