/** 代行: for days, to the same post and place, let by a third; businesses come along, another's area never, and persons stay apart. */

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approveDelegation, askDelegation, endDelegation } from '#core/access/delegations'
import { sessionOf, signIn } from '#core/access/sessions'
import { type House, type Official, openHouse, password } from '#tests/conformance/house'

let house: House
let tokens = 0
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

const businessesOf = async (o: Official, list: string) => {
  await sql`update account set businesses = ${list}::text[] where id = ${o.accountId}`.execute(house.ledger.owner)
}
const rights = async (o: Official) => {
  const { token } = await signIn(house.ledger.app, { login: o.login, password, address: `10.9.0.${++tokens}` })
  await sql`update session set second_factor_at = now() where account_id = ${o.accountId}`.execute(house.ledger.owner)
  return (await sessionOf(house.ledger.app, token)).actor
}
const of = (post: string, mayDecide: boolean) =>
  house.officials.filter(o => o.post === post && !!o.mayDecide === mayDecide && o.divisionId !== house.places.nextTown)

test('交给同岗位同辖区的人，管理员批准后、在起止之内才有效', async () => {
  const [away, stays] = of('county', false) as [Official, Official]
  const [admin] = of('admin', false) as [Official]
  await businessesOf(away, '{minimum-living,complaints}')
  await businessesOf(stays, '{old-age-allowance}')
  await house.setToday('2024-06-03')
  const asked = { toAccountId: stays.accountId, from: '2024-06-10', until: '2024-06-14', reason: '外出培训' } as const
  const id = await house.as(away, trx => askDelegation(trx, away, asked, '2024-06-03'))
  await house.setToday('2024-06-10')
  expect((await rights(stays)).businesses).toEqual(['old-age-allowance'])
  await house.as(admin, trx => approveDelegation(trx, admin, id))
  expect([...(await rights(stays)).businesses].sort()).toEqual(['complaints', 'minimum-living', 'old-age-allowance'])
  await house.setToday('2024-06-14')
  expect((await rights(stays)).businesses).toHaveLength(3)
  await house.setToday('2024-06-15')
  expect((await rights(stays)).businesses).toEqual(['old-age-allowance'])
})
test('提前结束，当日起没有了', async () => {
  const [away, stays] = of('county', false) as [Official, Official]
  const [admin] = of('admin', false) as [Official]
  await house.setToday('2024-07-01')
  const asked = { toAccountId: stays.accountId, from: '2024-07-01', until: '2024-07-31', reason: '病假休养' } as const
  const id = await house.as(away, trx => askDelegation(trx, away, asked, '2024-07-01'))
  await house.as(admin, trx => approveDelegation(trx, admin, id))
  expect((await rights(stays)).businesses).toHaveLength(3)
  await house.as(away, trx => endDelegation(trx, away, id))
  expect((await rights(stays)).businesses).toEqual(['old-age-allowance'])
})
test('别的岗位、别的镇、自己批准自己、没有批准人，都不行', async () => {
  const [away] = of('county', false) as [Official]
  const town = of('town', false)[0]!
  const next = house.officials.find(o => o.post === 'town' && o.divisionId === house.places.nextTown)!
  const from = '2024-08-01' as const
  await house.setToday(from)
  const ask = (by: Official, to: Official) =>
    house.as(by, trx =>
      askDelegation(trx, by, { toAccountId: to.accountId, from, until: from, reason: '外出培训' }, from),
    )
  await expect(ask(away, town)).rejects.toThrow('同岗位、同辖区')
  await expect(ask(town, next)).rejects.toThrow('同岗位、同辖区')
  await expect(ask(away, away)).rejects.toThrow('自己')
  const [, stays] = of('county', false) as [Official, Official]
  const id = await ask(away, stays)
  await expect(house.as(stays, trx => approveDelegation(trx, stays, id))).rejects.toThrow('管理员')
  await expect(
    house.as(stays, trx => sql`update delegation set approved_by = 1 where id = ${id}`.execute(trx)),
  ).rejects.toThrow(/row-level security|policy/)
})
test('审核确认权只给有动态口令、且不因此多出业务的人', async () => {
  const [decider] = of('county', true) as [Official]
  const [, stays] = of('county', false) as [Official, Official]
  const [admin] = of('admin', false) as [Official]
  await house.setToday('2024-09-01')
  const asked = { toAccountId: stays.accountId, from: '2024-09-01', until: '2024-09-02', reason: '外出培训' } as const
  const id = await house.as(decider, trx => askDelegation(trx, decider, asked, '2024-09-01'))
  await house.as(admin, trx => approveDelegation(trx, admin, id))
  expect((await rights(stays)).mayDecide).toBe(false)
  await sql`update account_secret set totp_sealed = '\\x00' where account_id = ${stays.accountId}`.execute(
    house.ledger.owner,
  )
  expect((await rights(stays)).mayDecide).toBe(true)
})
