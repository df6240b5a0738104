/** Every door, counted from the API's own description: shut to strangers, to foreign pages, to the next town, and to posts that have no business there. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { doorsOf } from '#server/http/door'
import { atEveryDoor, doors, ids, office } from './at-every-door.ts'
import { canaries, type Door, doorsOfApi, type Ids, isOpen, knock, token } from './every-door.ts'
import { type Name, type Office, openOffice } from './office.ts'

atEveryDoor()

test('每个地址都有策略；没有策略的地址建不起来', async () => {
  expect(doors.length).toBeGreaterThan(80)
  expect(doors.filter(d => !d.may)).toEqual([])
  const bare = (await import('fastify')).default()
  bare.addHook('onRoute', route => {
    if (!route.config?.may) throw new Error('no policy')
  })
  const add = doorsOf(bare, { engine: office.engine } as never)
  expect(() => add.get('/fine', { says: '', about: '', may: 'cases.see', does: async () => ({}) })).not.toThrow()
  expect(() => add.get('/bare', { says: '', about: '', does: async () => ({}) } as never)).toThrow('no policy')
})

test('没有登录：每个地址 401，不论带来什么内容', async () => {
  for (const d of doors.filter(x => !isOpen(x))) {
    const answer = await knock(office.anyone(), ids, d, '{bad json', { 'content-type': 'application/json' })
    expect([d.method, d.path, answer.status, answer.body.reason]).toEqual([d.method, d.path, 401, '请先登录'])
  }
})

test('别的网站发来的：每个会改变什么的地址 403，什么也没变', async () => {
  const before = await rows(
    office.ledger.owner,
    sql`select (select count(*) from audit_entry) as audit, (select count(*) from case_act) as acts`,
  )
  for (const d of doors.filter(x => x.method !== 'get'))
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      const answer = await knock(await office.as('section'), ids, d, {}, headers)
      expect([d.path, answer.status, answer.body.reason]).toEqual([
        d.path,
        403,
        '请求来自别的网站，已拒绝；请在本系统的页面上操作',
      ])
    }
  expect(
    await rows(
      office.ledger.owner,
      sql`select (select count(*) from audit_entry) as audit, (select count(*) from case_act) as acts`,
    ),
  ).toEqual(before)
  expect(
    (await (await office.as('section')).post('/search', { q: '王' }, { origin: 'http://localhost:8080' })).status,
  ).toBe(200)
})

test('邻镇的人：每个地址都看不到、办不成本镇的事', async () => {
  for (const name of ['foreign', 'foreignVillage'] as Name[]) {
    if (name !== 'foreignVillage') await office.stepUp(name)
    const client = await office.as(name)
    for (const d of doors.filter(x => !x.path.startsWith('/session') && x.path !== '/openapi.json')) {
      const answer = await knock(client, ids, d)
      const about = `${name} ${d.method} ${d.path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`
      expect(answer.raw.toString('utf8'), about).not.toContain(token)
      expect(answer.status, about).toBeLessThan(500)
      if (/\{(id|row|file)\}/.test(d.path)) expect([400, 403, 404, 422, 409], about).toContain(answer.status)
    }
  }
})

test('带着合格的内容，邻镇的人也只得到 403 或 404', async () => {
  const client = await office.as('foreign')
  const tries: [string, unknown][] = [
    [`/cases/${ids.case}/steps/tell`, {}],
    [`/cases/${ids.case}/withdraw`, { says: '试试' }],
    [`/cases/${ids.case}/appeal`, { says: '试试' }],
    [
      `/households/${ids.household}/members`,
      { members: [{ name: '外人', born: '2024-06-01', sex: '男', relation: '20' }] },
    ],
    [`/people/${ids.person}/kin`, { relation: '配偶', relativeId: ids.person }],
    [`/people/${ids.person}/unmask`, { field: 'idNumber', purpose: '想看一看' }],
    [`/events/${ids.event}/confirm`, {}],
    ['/cases/minimum-living.application', { householdId: ids.household }],
    ['/cases/minimum-living.review', { rowId: ids.row }],
  ]
  for (const [url, body] of tries) {
    const answer = await client.post(url, body)
    expect([url, [403, 404, 409].includes(answer.status), answer.status]).toEqual([url, true, answer.status])
    expect(JSON.stringify(answer.body)).not.toContain(token)
  }
  const event = await client.post('/events', {
    event: 'person.died',
    personId: ids.person,
    on: '2024-06-01',
    source: '试',
  })
  expect([403, 404]).toContain(event.status)
})
