/** 查找: by name, initials and number, and only what its asker may see. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor } from '#core/db'
import type { Engine } from '#core/engine'
import { openKeys } from '#core/identity/keys'
import { enterHouseholds } from '#core/people/households'
import { initialsOf } from '#core/people/names'
import { search } from '#core/people/search'
import { modules } from '#domains/index'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { eastern, eastVillage, id, on, twoTowns, western } from './two-towns.ts'

let ledger: TestLedger
let engine: Engine
beforeAll(async () => {
  ledger = await testLedger()
  engine = { catalogue: new Catalogue(modules), keys: openKeys(ledger.home), home: ledger.home }
  await twoTowns(ledger.owner)
})
afterAll(() => ledger.close())

const enter = (actor: Actor, divisionId: number, head: object, members: object[] = []) =>
  asActor(ledger.app, actor, trx =>
    enterHouseholds(trx, engine, [{ countyId: 1, on, divisionId, head, members } as never]).then(found => found[0]!),
  )
describe('查找', () => {
  const find = (actor: Actor, q: string, more = {}) =>
    asActor(ledger.app, actor, trx => search(trx, engine, { countyId: 1, on, q, ...more }))
  test('多音字的各种读法', () => {
    expect(initialsOf('曾重').split(' ')[0]).toBe('zz')
    expect(new Set(initialsOf('曾重').split(' '))).toEqual(new Set(['zz', 'zc', 'cz', 'cc']))
  })
  test('按姓名前缀、拼音首字母、身份证号，只见本辖区', async () => {
    await enter(eastern, eastVillage, { name: '曾重阳', idNumber: id(21) }, [
      { name: '单小乐', idNumber: id(22), relation: '10' },
    ])
    expect((await find(eastern, '曾重')).map(h => h.title)).toEqual(['曾重阳'])
    for (const q of ['zzy', 'zcy', 'ccy', 'ZC']) expect((await find(eastern, q)).map(h => h.title)).toContain('曾重阳')
    expect((await find(eastern, 'sxl')).map(h => h.title)).toEqual(['单小乐'])
    expect((await find(eastern, 'dxl')).map(h => h.title)).toEqual(['单小乐'])
    const hits = await find(eastern, id(21).toLowerCase())
    expect(hits).toEqual([
      expect.objectContaining({ kind: 'person', title: '曾重阳', subtitle: expect.stringContaining('东镇东村') }),
    ])
    expect(JSON.stringify(hits)).not.toContain(id(21))
    for (const q of ['曾重', 'zcy', id(21)]) expect(await find(western, q)).toEqual([])
  })
  test('分页不重不漏', async () => {
    for (let i = 0; i < 7; i++)
      await enter(eastern, eastVillage, { name: `蒋${'甲乙丙丁'[i % 4]}`, idNumber: id(30 + i) })
    const pages: string[] = []
    let after: number | undefined
    for (;;) {
      const page = await find(eastern, '蒋', { limit: 3, after })
      if (!page.length) break
      pages.push(...page.map(h => h.id))
      after = Number(page.at(-1)!.id)
    }
    expect(new Set(pages).size).toBe(7)
    expect(pages).toHaveLength(7)
  })
  test('改名后按旧读法找不到', async () => {
    await sql`update person set name = '曾明', initials = 'zm cm' where name = '曾重阳'`.execute(ledger.owner)
    expect(await find(eastern, 'ccy')).toEqual([])
    expect((await find(eastern, 'cm')).map(h => h.title)).toEqual(['曾明'])
  })
  test.each(["' or 1=1 --", '%', '_', '\\', '  ', 'x'.repeat(500), '"; drop table person; --', '\u0000'])(
    '%j 不出错也不多给',
    async q => {
      expect(await find(eastern, q)).toEqual([])
    },
  )
})
