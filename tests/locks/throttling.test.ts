/** 改口令、限次: the old password ends everywhere, and guessing becomes slow. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf, changePassword, signIn } from '#core/access/sessions'
import { password } from './office.ts'
import { at, elsewhere, inAnOffice, ledger, refused } from './signing-in.ts'

inAnOffice()

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
