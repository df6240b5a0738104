/** An organisation's life: name, establishment, change, renewal, deregistration, as the real posts do them. */

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { inventCreditCode } from '#core/identity/credit-code'
import { organisationFile } from '#core/organisations/file'
import { listOrganisations } from '#core/organisations/list'
import { officers, registration, type Societies, societies } from './county.ts'

let o: Societies
beforeAll(async () => {
  o = await societies()
})
afterAll(() => o.close())

const business = 'social-organisations'
const established = async (name: string, more = {}, code = inventCreditCode('51', '340223', 90_001)) => {
  const id = await o.enter(name)
  const caseId = await o.open(`${business}.establishment`, id, {
    fields: registration(name, more),
    parts: { officers: officers() },
  })
  await o.act('county', `${business}.establishment`, caseId, 'accept')
  await o.act('county', `${business}.establishment`, caseId, 'review', {
    fields: { creditCode: code, certificateUntil: '2029-06-02' },
  })
  return {
    id,
    caseId,
    decide: (outcome = 'grant', says?: string) =>
      o.act('county2', `${business}.establishment`, caseId, 'decide', { outcome, says }),
  }
}
const number = async (name: string) => {
  const { n } = await one(
    o.owner,
    sql<{
      n: number
    }>`select count(*)::int as n from social_organisations_registered t join organisation x on x.id = t.organisation_id where x.name = ${name} and upper_inf(t.held)`,
  )
  return n
}

test('a society with fifty members is registered on the day, and found by name, number and initials', async () => {
  const { id, decide } = await established('南陵县水稻种植协会')
  await decide()
  const { rows } = await o.as('county', trx => listOrganisations(trx, o.countyId, { q: '水稻', limit: 10 }))
  expect(rows).toMatchObject([
    { id: String(id), kindTitle: '社会团体', creditCode: inventCreditCode('51', '340223', 90_001) },
  ])
  for (const q of [rows[0]!.creditCode!, 'sdzz'])
    expect((await o.as('county', trx => listOrganisations(trx, o.countyId, { q, limit: 10 }))).rows[0]!.id).toBe(
      String(id),
    )
  const file = await o.as('county', (trx, actor) =>
    organisationFile(trx, { engine: o.engine, actor, on: '2024-06-03', sees: () => true }, id),
  )
  expect(file).toMatchObject({ registered: '2024-06-03', certificateUntil: '2029-06-02', marks: [{ text: '已登记' }] })
  expect(file.rows.map(r => r.register)).toContain(`${business}.registered`)
})

test.each([
  ['四十九名个人会员', { individuals: 49 }, '社会团体的会员数达到规定'],
  ['二十九个单位会员', { individuals: 0, units: 29 }, '社会团体的会员数达到规定'],
  ['混合会员四十九个', { individuals: 20, units: 29 }, '社会团体的会员数达到规定'],
  ['资金差一分', { funds: '29999.99' }, '社会团体的活动资金在三万元以上'],
  ['没有专职人员', { staff: 0 }, '有专职工作人员'],
  ['既无主管单位又不属直接登记', { isDirect: false }, '有业务主管单位审查同意，或者属于直接登记的范围'],
  ['基金会', { kind: 'foundation' }, '基金会由省级民政部门登记，县级只作引导'],
])('not registered: %s', async (name, more, says) => {
  const { decide } = await established(`南陵县${name}协会`, more, inventCreditCode('51', '340223', 90_050))
  await expect(decide()).rejects.toMatchObject({ reason: expect.stringContaining(says) })
  await decide('refuse', '不符合登记条件')
  expect(await number(`南陵县${name}协会`)).toBe(0)
})
test.each([
  ['三十个单位会员', { individuals: 0, units: 30 }, 90_101],
  ['混合会员五十个', { individuals: 20, units: 30 }, 90_102],
  ['资金恰好三万元', { funds: '30000.00' }, 90_103],
])('registered: %s', async (name, more, n) => {
  const code = inventCreditCode('51', '340223', n)
  const { decide } = await established(`南陵县${name}学会`, more, code)
  await decide()
  expect(await number(`南陵县${name}学会`)).toBe(1)
})

test('nobody heads two societies; a society and a service unit they may', async () => {
  const idNumber = registration('x').idNumber
  const first = await established('南陵县茶业协会', { idNumber }, inventCreditCode('51', '340223', 90_200))
  await first.decide()
  const second = await established('南陵县茶艺协会', { idNumber }, inventCreditCode('51', '340223', 90_201))
  await expect(second.decide()).rejects.toMatchObject({
    reason: expect.stringContaining('法定代表人没有同时担任其他社会团体的法定代表人'),
  })
  const service = await established(
    '南陵县茶艺服务中心',
    { idNumber, kind: 'service' },
    inventCreditCode('52', '340223', 90_202),
  )
  await service.decide()
  expect(await number('南陵县茶艺服务中心')).toBe(1)
})

test('a credit code is one organisation in the county', async () => {
  const { creditCode } = await o.standing('南陵县摄影协会', '2014-01-01')
  const { decide } = await established('南陵县摄影家协会', {}, creditCode)
  await expect(decide()).rejects.toThrow()
})

test('a change takes the name along; who reviewed does not decide', async () => {
  const { id, rowId } = await o.standing('南陵县龙舟协会', '2015-01-01')
  const { kind, branch, isCharity, isDirect, ...changed } = registration('南陵县龙舟运动协会', { changedWhat: 'name' })
  const caseId = await o.open(`${business}.change`, id, {
    rowId,
    fields: changed,
    parts: { officers: officers() },
  })
  await o.act('county', `${business}.change`, caseId, 'accept')
  await expect(o.act('county', `${business}.change`, caseId, 'decide', { outcome: 'adjust' })).rejects.toMatchObject({
    status: 403,
  })
  await o.act('county2', `${business}.change`, caseId, 'decide', { outcome: 'adjust' })
  const { name } = await one(o.owner, sql<{ name: string }>`select name from organisation where id = ${id}`)
  expect(name).toBe('南陵县龙舟运动协会')
})

test('deregistered after liquidation only, and gone from the register on that day', async () => {
  const { id, rowId } = await o.standing('南陵县钓鱼协会', '2012-01-01')
  const caseId = await o.open(`${business}.deregistration`, id, {
    rowId,
    fields: { endedWhy: 'dissolved', liquidatedOn: '2024-06-04' },
  })
  await o.act('county', `${business}.deregistration`, caseId, 'accept', {
    fields: { liquidationReport: '清算〔2024〕1号' },
  })
  await expect(
    o.act('county2', `${business}.deregistration`, caseId, 'decide', { outcome: 'stop' }),
  ).rejects.toMatchObject({
    reason: expect.stringContaining('清算已经结束'),
  })
  await o.today('2024-06-04')
  await o.act('county2', `${business}.deregistration`, caseId, 'decide', { outcome: 'stop' })
  const row = await one(
    o.owner,
    sql<{ held: string }>`select held::text as held from social_organisations_registered where id = ${rowId}`,
  )
  expect(row.held).toBe('[2012-01-01,2024-06-04)')
  await o.today('2024-06-03')
})
