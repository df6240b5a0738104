/** 导入导出: the template, a row, out to a file, in again by whoever may, out again: nothing has changed; and where two are needed, one is not enough. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusing } from '#core/access/refusing'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { isExchangeable } from '#core/registers/exchange-columns'
import { askImport, checkImport, needsCheck, waitingImports } from '#core/registers/import-check'
import { modules } from '#domains/index'
import { start } from './begin.ts'
import { type House, type Official, openHouse } from './house.ts'
import { liveRow } from './rows.ts'
import { makeSubjects } from './values.ts'

const catalogue = new Catalogue(modules)
let house: House
beforeAll(async () => {
  house = await openHouse(undefined, catalogue)
})
afterAll(() => house?.close())

const all = catalogue.registers.filter(r => r.told.over !== 'start' && isExchangeable(r))
describe.each(all.map(r => [r.title, r] as const))('%s', (_, r) => {
  const of = catalogue.idOf(r)
  const who = (action: string): Official[] =>
    house.officials.filter(
      o =>
        o.of !== 'theirs' && house.permissions.may(o, { of, action, divisionId: house.places.village, isOwn: true }).ok,
    )
  const query = { on: start, state: 'all' as const, where: {} }
  test('导出再导入，什么也不变', async () => {
    await house.setToday(start)
    expect((await templateOf(r)).length).toBeGreaterThan(1000)
    await liveRow(house, r, await makeSubjects(house, r, {}, start, house.outside.ours), {}, start)
    const [giver] = who('export')
    const [taker] = who('import')
    // What a procedure writes day by day, and what is confidential, is nobody's to bring in a file.
    if (!giver || !taker) return expect(r.told.isConfidential || (r.told.over === 'day' && !r.told.keptBy)).toBeTruthy()
    const out = () => house.as(giver, trx => exportRows(trx, house.engine, giver, r, query, { format: 'csv' }))
    const file = { name: `${r.title}.csv`, bytes: await out() }
    const again = await house.as(taker, trx =>
      importRows(trx, house.engine, taker, r, file, { on: start, isDryRun: false }),
    )
    expect(again.errors).toEqual([])
    expect(again).toMatchObject({ ok: true, added: 0, changed: 0 })
    expect(again.rows).toBeGreaterThan(0)
    expect((await out()).equals(file.bytes)).toBe(true)
  })
  test.runIf(needsCheck(r) && r.told.over === 'period' && !r.told.isConfidential)(
    '一人提交，另一人复核才写入',
    async () => {
      const [maker, checker] = who('import') as [Official, Official]
      const [giver] = who('export')
      const file = {
        name: `${r.title}.csv`,
        bytes: await house.as(giver!, trx => exportRows(trx, house.engine, giver!, r, query, { format: 'csv' })),
      }
      const asked = await house.as(maker, trx => askImport(trx, house.engine, maker, r, file, start))
      expect(asked.ok).toBe(true)
      const id = (asked as { waitsAs: number }).waitsAs
      expect((await house.as(maker, trx => waitingImports(trx, house.engine, maker, r)))[0]).toMatchObject({
        id,
        mayCheck: false,
      })
      const check = (by: Official) => house.as(by, trx => checkImport(trx, house.engine, by, r, { id, on: start }))
      await expect(check(maker)).rejects.toThrow('另一人复核')
      expect(await check(checker)).toMatchObject({ ok: true, added: 0, changed: 0 })
      await expect(check(checker)).rejects.toThrow('已经复核过')
      const twice = refusing(() =>
        house.as(maker, trx =>
          askImport(trx, house.engine, maker, r, { ...file, bytes: Buffer.from('坏的文件') }, start),
        ),
      )
      await expect(twice).rejects.toThrow(Refusal)
    },
  )
})
