/** 公布基数 at the door: entered by one, checked by another, and only then counted. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok } from './life.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const base = {
  what: '户籍人口',
  area: '340223',
  from: '2023-12-31',
  to: '2023-12-31',
  value: 512345,
  source: '县统计年鉴2023第12页',
}
test('一人录入，本人不能核对，另一人核对后才计入', async () => {
  const [section, head] = [await office.as('section'), await office.as('head')]
  expect((await (await office.as('clerk')).post('/bases', base)).status).toBe(403)
  const { id } = ok(await section.post('/bases', base))
  const own = await section.post(`/bases/${id}/check`, { holds: true })
  expect(own).toMatchObject({ status: 403, body: { reason: expect.stringContaining('另一人') } })
  const waiting = ok(await head.get('/bases')).rows[0]
  expect(waiting).toMatchObject({ id, stands: 'waiting', mayCheck: true })
  ok(await head.post(`/bases/${id}/check`, { holds: true }))
  expect(ok(await section.get('/bases')).rows[0]).toMatchObject({ stands: 'counted' })
  expect((await head.post(`/bases/${id}/check`, { holds: true })).status).toBe(409)
})
test('不符的退回，写明理由；不成样子的一句话说清', async () => {
  const [section, head] = [await office.as('section'), await office.as('head')]
  const { id } = ok(await section.post('/bases', { ...base, value: 9 }))
  expect((await head.post(`/bases/${id}/check`, { holds: false })).status).toBe(400)
  ok(await head.post(`/bases/${id}/check`, { holds: false, says: '与年鉴不符' }))
  expect(ok(await section.get('/bases')).rows.find((r: { id: string }) => r.id === id)).toMatchObject({
    ...{ stands: 'refused', refusedWhy: '与年鉴不符' },
  })
  expect(await section.post('/bases', { ...base, to: '2024-01-01' })).toMatchObject({
    ...{ status: 422, body: { reason: expect.stringContaining('时点数') } },
  })
})
