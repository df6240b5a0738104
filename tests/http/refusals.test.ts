/** What the doors refuse in a case, and a standard that two people make. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { apply, household, ok, setToday, step, told, upToDecision } from './life.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

describe('拒绝', () => {
  test('缺的、错的、不该填的：一句话，列出是哪几项', async () => {
    const clerk = await office.as('clerk')
    await setToday(office, '2024-06-03')
    const h = await household(office, clerk, { name: '王缺项' })
    const body = told(h)
    const without = await clerk.post('/cases/minimum-living.application', { ...body, fields: { area: 'rural' } })
    expect(without).toMatchObject({ status: 422, body: { reason: expect.stringContaining('「申请人」') } })
    const wrong = await clerk.post('/cases/minimum-living.application', {
      ...body,
      fields: { ...body.fields, area: 'moon' },
    })
    expect(wrong).toMatchObject({ status: 400, body: { reason: '「城乡类别」的内容不对：请在城市、农村中选择' } })
    const foreign = await clerk.post('/cases/minimum-living.application', {
      ...body,
      fields: { ...body.fields, class: 'A' },
    })
    expect(foreign).toMatchObject({ status: 400, body: { reason: expect.stringContaining('不填写') } })
    const card = await clerk.post('/cases/minimum-living.application', {
      ...body,
      fields: { ...body.fields, account: '6299999900000000010' },
    })
    expect(card.body.reason).toContain('社会保障卡账号')
    ok(await clerk.post('/cases/minimum-living.application', body))
    expect(await clerk.post('/cases/minimum-living.application', body)).toMatchObject({ status: 409 })
  })
  test('没有被指定为审核确认人的、不是本环节岗位的、同行人员不对的', async () => {
    const { caseId } = await apply(office, { name: '李岗位' })
    const [clerk, section] = [await office.as('clerk'), await office.as('section')]
    expect(await section.post(`/cases/${caseId}/steps/accept`, {})).toMatchObject({ status: 403 })
    await step(clerk, caseId, 'accept')
    await step(section, caseId, 'match', { fields: { reportUntil: '2024-12-05' }, parts: { findings: [] } })
    const visit = { fields: { visited: [], situation: '属实', hasOfficial: false } }
    expect(await clerk.post(`/cases/${caseId}/steps/visit`, visit)).toMatchObject({
      status: 422,
      body: { reason: expect.stringContaining('两人') },
    })
    const second = (name: 'foreign' | 'clerk') =>
      clerk.post(`/cases/${caseId}/steps/visit`, { ...visit, secondAccountId: String(office.accounts[name].accountId) })
    expect(await second('foreign')).toMatchObject({ status: 422 })
    expect(await second('clerk')).toMatchObject({ status: 422 })
    const colleagues = ok(await clerk.get(`/colleagues?caseId=${caseId}`))
    expect(colleagues.map((c: any) => c.name)).toContain('clerk2')
    expect(colleagues.map((c: any) => c.name)).not.toContain('foreign')
    await step(clerk, caseId, 'visit', { ...visit, secondAccountId: String(office.accounts.clerk2.accountId) })
    await step(clerk, caseId, 'propose', { fields: { class: 'B', proposal: 'grant' } })
    await step(await office.as('village'), caseId, 'post')
    await setToday(office, '2024-06-20')
    expect(await section.post(`/cases/${caseId}/steps/decide`, { outcome: 'grant' })).toMatchObject({
      status: 403,
      body: { reason: expect.stringContaining('审核确认人') },
    })
  })
  test('完整号码：须再次确认身份、写明用途，留痕', async () => {
    const clerk = await office.as('clerk')
    const { personIds } = await household(office, clerk, { name: '孙掩码' })
    await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${office.accounts.clerk.accountId}`.execute(
      office.ledger.owner,
    )
    const ask = { field: 'idNumber', purpose: '核对证件原件' }
    expect(await clerk.post(`/people/${personIds[0]}/unmask`, ask)).toMatchObject({
      status: 401,
      body: { detail: { needs: 'step-up' } },
    })
    await office.stepUp('clerk')
    expect(await clerk.post(`/people/${personIds[0]}/unmask`, { ...ask, purpose: '看' })).toMatchObject({ status: 400 })
    const { value } = ok(await clerk.post(`/people/${personIds[0]}/unmask`, ask, { 'idempotency-key': 'unmask-once' }))
    expect(value).toMatch(/^349999\d{11}[\dX]$/)
    const kept = await one(
      office.ledger.owner,
      sql<{ text: string }>`select coalesce(string_agg(answer::text, ''), '') as text from request_key`,
    )
    expect(kept.text).not.toContain(value)
    const found = ok(await (await office.as('auditor')).get(`/audit?subject=person:${personIds[0]}`))
    expect(found.rows.map((r: any) => r.action)).toContain('secret.unmasked')
  })
})

test('标准：一人录入，试算，另一人复核，全部重新计算', async () => {
  const { caseId } = await apply(office, { name: '受益户' })
  await upToDecision(office, caseId)
  await step(await office.as('decider'), caseId, 'decide', { outcome: 'grant' })
  const [section, decider] = [await office.as('section'), await office.as('decider')]
  const before = ok(await section.get('/standards/minimum-living'))
  expect(before.quantities.find((q: any) => q.id === 'rural')).toMatchObject({
    title: '农村低保标准',
    unit: '元/人·年',
  })
  const { id } = ok(
    await section.post('/standards/minimum-living', {
      quantity: 'rural',
      value: '12000',
      starts: '2024-10-01',
      document: '南政〔2024〕99号',
    }),
  )
  const effect = ok(await section.get(`/standards/minimum-living/preview?id=${id}`))
  expect(effect.raised).toBeGreaterThan(0)
  expect(Number(effect.after)).toBeGreaterThan(Number(effect.before))
  // Whoever is to say yes sees the same; whoever only pays does not.
  expect(ok(await (await office.as('head')).get(`/standards/minimum-living/preview?id=${id}`))).toEqual(effect)
  expect(await (await office.as('cashier')).get(`/standards/minimum-living/preview?id=${id}`)).toMatchObject({
    status: 403,
  })
  expect(ok(await section.get('/standards/minimum-living')).values.find((v: any) => v.id === id)).toMatchObject({
    stands: 'proposed',
    mayCheck: false,
  })
  expect(await section.post(`/standards/${id}/check`)).toMatchObject({ status: 403 })
  const done = ok(await decider.post(`/standards/${id}/check`))
  expect(done.raised).toBe(effect.raised)
  expect(await decider.post(`/standards/${id}/check`)).toMatchObject({ status: 409 })
})
