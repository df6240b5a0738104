/** The door itself: signing in with a second factor, what an answer says to a browser, and what is refused before anything is asked. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Office, openOffice, password } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

describe('登录', () => {
  test('普通岗位：口令即可；令牌只在 HttpOnly、SameSite=Strict 的 Cookie 里', async () => {
    const client = office.anyone()
    const answer = await client.post('/session', { login: 'clerk-login', password })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      needsSecondFactor: false,
      me: { name: 'clerk', post: 'town', postTitle: '乡镇（街道）' },
    })
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/)
    expect(JSON.stringify(answer.body)).not.toContain(client.cookie.split('=')[1])
    expect((await client.get('/me')).body.can).toContain('cases.act')
  })
  test('须动态口令的岗位：只凭口令什么也做不了；口令用过不能再用', async () => {
    const client = office.anyone()
    expect((await client.post('/session', { login: 'decider-login', password })).body).toEqual({
      needsSecondFactor: true,
    })
    expect(await client.get('/me')).toMatchObject({ status: 401, body: { detail: 'second factor' } })
    expect((await client.get('/catalogue')).status).toBe(401)
    expect((await client.post('/session/second-factor', { code: '000000' })).status).toBe(401)
    const decider = await office.as('decider')
    expect((await decider.get('/me')).body).toMatchObject({ mayDecide: true, hasSecondFactor: true })
  })
  test('登录换令牌；退出后下一个请求即失效', async () => {
    const client = office.anyone()
    await client.post('/session', { login: 'clerk2-login', password })
    const first = client.cookie
    await client.post('/session/step-up', { password })
    expect(client.cookie).not.toBe(first)
    const copy = office.anyone()
    copy.cookie = client.cookie
    expect((await copy.get('/me')).status).toBe(200)
    expect((await client.delete('/session')).status).toBe(204)
    expect((await copy.get('/me')).body).toEqual({ reason: '登录已失效，请重新登录', detail: 'signed out' })
  })
  test('错的口令和没有的账号说一样的话', async () => {
    const [wrong, unknown] = [
      await office.anyone().post('/session', { login: 'clerk3-login', password: 'wrong password' }),
      await office.anyone().post('/session', { login: 'nobody-here', password: 'wrong password' }),
    ]
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body).toEqual(unknown.body)
  })
  test('连续错口令后该账号在该地址被限，别的账号照常', async () => {
    let last = 0
    for (let i = 0; i < 12; i++)
      last = (await office.anyone().post('/session', { login: 'foreignvillage-login', password: `wrong ${i}` })).status
    expect(last).toBe(429)
    expect((await office.anyone().post('/session', { login: 'village-login', password })).status).toBe(200)
  })
})

describe('答复的样子', () => {
  test('没有登录：401，一句话', async () => {
    for (const url of ['/me', '/catalogue', '/search?q=%E7%8E%8B', '/households/1'])
      expect(await office.anyone().get(url)).toMatchObject({ status: 401, body: { reason: '请先登录' } })
  })
  test('安全头', async () => {
    const { headers } = await office.anyone().get('/openapi.json')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    })
  })
  test('没有的地址、坏的 JSON、过大的内容：都是一句中文', async () => {
    const clerk = await office.as('clerk')
    expect(await clerk.get('/nowhere')).toMatchObject({
      status: 404,
      body: { reason: expect.stringContaining('没有这个地址') },
    })
    expect(await clerk.post('/households', '{"a":', { 'content-type': 'application/json' })).toMatchObject({
      status: 400,
      body: { reason: expect.any(String) },
    })
    expect(await clerk.post('/households', { __proto__x: 1 })).toMatchObject({ status: 400 })
    expect(
      (await clerk.post('/households', `{"__proto__":{"a":1}}`, { 'content-type': 'application/json' })).status,
    ).toBe(400)
    expect(await clerk.post('/households', { head: { name: 'x'.repeat(3_000_000) } })).toMatchObject({ status: 413 })
    expect(await clerk.post('/households', 'x', { 'content-type': 'text/xml' })).toMatchObject({ status: 415 })
    expect(await clerk.get('/people/1e9')).toMatchObject({ status: 400 })
    expect(await clerk.get('/people/99999999999999999')).toMatchObject({ status: 400 })
    expect(await clerk.get('/people/999999')).toMatchObject({
      status: 404,
      body: { reason: '没有这个人，或不在您的管辖范围内' },
    })
  })
  test('程序的错不说细节，只给编号', async () => {
    await sql`alter table household rename to household_away`.execute(office.ledger.owner)
    const answer = await (await office.as('clerk')).get('/households/5')
    await sql`alter table household_away rename to household`.execute(office.ledger.owner)
    expect(answer.status).toBe(500)
    expect(answer.body.reason).toMatch(/^程序出错，没有写入任何内容；请把编号 [0-9a-f]{8} 告诉系统管理员$/)
    expect(JSON.stringify(answer.body)).not.toMatch(/relation|household/)
  })
})

test('目录：按岗位和业务；区划、今天、演练', async () => {
  const { body } = await (await office.as('clerk')).get('/catalogue')
  expect(body).toMatchObject({ county: { code: '340223', name: '南陵县' }, today: '2024-06-03', isRehearsal: true })
  const business = body.businesses.find((b: any) => b.id === 'minimum-living')
  expect(business).toMatchObject({ title: '低保', office: 'social-assistance' })
  expect(business.procedures[0]).toMatchObject({
    id: 'minimum-living.application',
    register: 'minimum-living.roster',
    isNew: true,
  })
  expect(business.procedures[0].steps.find((s: any) => s.id === 'decide').outcomes.map((o: any) => o.id)).toEqual([
    'grant',
    'refuse',
  ])
  expect(business.registers[0].fields.find((f: any) => f.id === 'account')).toMatchObject({ isSecret: true })
  expect(body.divisions.filter((d: any) => d.level === 'town')).toHaveLength(8)
  expect((await (await office.as('admin')).get('/catalogue')).body.businesses).toEqual([])
})
