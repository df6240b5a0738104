/** --scale: three times the county is three times its figures, every household lived by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { checkIdentities } from '#core/indicators/identities'
import { machine } from '#core/machine'
import { verifyMoney } from '#core/payments/verify'
import { simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { calibrated, catalogue, figuresOf, idNumbersOf } from './rehearsed.ts'

const figures = {
  新增低保户数: 9,
  新增低保人数: 16,
  退出低保户数: 7,
  退出低保人数: 19,
  在保低保户数: 142,
  在保低保人数: 220,
}
let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
})
afterAll(() => ledger.close(), 60_000)

test('三倍的县：六项都是三倍，证件号不重，账分文不差', async () => {
  const { owner, home } = ledger
  const profile = await calibrated({ households: 140, persons: 223 }, figures, { offices: {} })
  const done = await simulate({ owner, home, profile, scale: 3 })
  const threefold = Object.fromEntries(Object.entries(figures).map(([name, n]) => [name, 3 * n]))
  expect(done.figures).toEqual(threefold)
  expect(await figuresOf(ledger, '2024H1')).toEqual(threefold)
  const numbers = await idNumbersOf(ledger)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(await verifyMoney(owner, 1, { catalogue, keys: openKeys(home) })).toMatchObject({ ok: true, problems: [] })
  const identities = await asActor(ledger.app, machine(1), trx =>
    checkIdentities(trx, catalogue, { period: '2024H1', by: 'town' }),
  )
  expect(identities.filter(i => !i.holds)).toEqual([])
}, 600_000)
