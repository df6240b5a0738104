/** The description of the API: OpenAPI 3.1, whole, and nothing of the catalogue missing from it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { isExchangeable } from '#core/registers/exchange-columns'
import { modules } from '#domains/index'
import { buildServer } from '#server/http/app'
import { things } from '#server/http/policy'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

const catalogue = new Catalogue(modules)
let ledger: TestLedger
let api: any
beforeAll(async () => {
  ledger = await testLedger()
  const server = await buildServer({ ...ledger, told: console.error })
  api = (await server.inject('/api/openapi.json')).json()
  await server.close()
})
afterAll(() => ledger.close())
const operations = () =>
  Object.entries<any>(api.paths).flatMap(([path, all]) =>
    Object.entries<any>(all).map(([method, o]) => ({ path, method, ...o })),
  )

test('3.1；每个操作有一句话、有归类、有策略、有拒绝的样子，编号不重', () => {
  expect(api.openapi).toBe('3.1.0')
  for (const o of operations()) {
    expect([o.path, o.summary?.length > 1, o.tags?.length, typeof o['x-may']]).toEqual([o.path, true, 1, 'string'])
    expect(o.responses['4XX'].content['application/json'].schema.$ref).toBe('#/components/schemas/Refusal')
    if (!['open', 'self', 'signed in'].includes(o['x-may'])) expect(Object.keys(things)).toContain(o['x-may'])
    for (const name of o.path.match(/\{(\w+)\}/g) ?? [])
      expect([o.path, o.parameters.filter((p: any) => p.in === 'path').map((p: any) => `{${p.name}}`)]).toEqual([
        o.path,
        expect.arrayContaining([name]),
      ])
  }
  const ids = operations().map(o => o.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(operations().map(o => o['x-may']))).toEqual(
    new Set(['open', 'self', 'signed in', ...Object.keys(things)]),
  )
})
test('所有引用都有所指', () => {
  for (const [, name] of JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(api.components.schemas)).toContain(name)
})

describe.each(catalogue.registers.filter(r => r.told.over !== 'start').map(r => [catalogue.idOf(r), r] as const))(
  '%s',
  (id, r) => {
    test('清单、逐行、导入导出；字段带中文名', () => {
      const list = api.paths[`/api/registers/${id}`].get
      const text = JSON.stringify(list)
      for (const f of Object.values<any>(r.told.fields)) expect(text).toContain(f.title)
      for (const m of Object.values<any>(r.measures)) expect(text).toContain(m.title)
      expect(list.parameters.map((p: any) => p.name)).toEqual(
        expect.arrayContaining(['q', 'town', 'village', 'after', 'limit']),
      )
      expect(api.paths[`/api/registers/${id}/{row}`]).toBeDefined()
      for (const path of ['export', 'template', 'import'])
        expect(!!api.paths[`/api/registers/${id}/${path}`]).toBe(isExchangeable(r))
    })
  },
)
describe.each(catalogue.procedures.map(p => [catalogue.idOf(p), p] as const))('%s', (id, p) => {
  test('提出和每个环节：填什么、有哪些结论', () => {
    expect(api.paths[`/api/cases/${id}`].post.requestBody.content['application/json'].schema).toBeDefined()
    for (const [step, s] of Object.entries<any>(p.steps)) {
      const schema = api.paths[`/api/cases/{id}/steps/${step}`].post.requestBody.content['application/json'].schema
      const mine = (schema.anyOf ?? [schema]).find((x: any) => x.title === p.title)
      const text = JSON.stringify(mine)
      for (const name of [...(s.asks ?? []), ...(s.fills ?? [])]) {
        const told = p.register.told.fields[name] ?? p.register.told.parts?.[name]
        if (told.type !== 'serial') expect([step, name, text.includes(told.title)]).toEqual([step, name, true])
      }
      expect([step, 'secondAccountId' in mine.properties]).toEqual([step, s.people === 2])
    }
  })
})
