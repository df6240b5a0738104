/** 火化得知得晚: what was paid meanwhile is claimed; the record annulled, the claim falls and the next run pays the months that were held. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { allocate } from '#core/funds/post'
import { type Claim, claims } from '#core/payments/claim'
import { settleBatch } from '#core/payments/outcome'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import type { Month } from '#define/time'
import { testOffice } from './county.ts'
import { funeralOf } from './funeral.ts'

const o = await testOffice()
afterAll(() => o.close())
const { couple, cremate, correct } = funeralOf(o)
const { catalogue, keys } = o.engine
const living = catalogue.benefit('minimum-living.allowance')!
const old = catalogue.benefit('old-age-allowance.allowance')!

const pay = async (month: Month, benefit: typeof living) => {
  await o.today(`${month}-08`)
  const opened = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
  const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: opened.id, actor, keys }))
  await o.as('finance2', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
  await o.as('finance', (trx, actor) => settleBatch(trx, { batch: batch.id, returned: [], actor }))
  return opened
}
const open = async (rowId: number): Promise<Claim[]> =>
  (await claims(o.owner, o.countyId, { open: true })).filter(c => c.row_id === rowId)

test('八月三日死亡、十月十五日才火化登记：九、十月已发的追缴；撤销登记，追缴撤下，停掉的一并补发', async () => {
  const { rowId, man, allowance } = await couple()
  await couple() // somebody else is paid all along
  const full = await o.due(rowId, '2024-09')
  const { monthly } = await one(
    o.owner,
    sql<{
      monthly: number
    }>`select allowance_amount as monthly from old_age_allowance_roster_state where row_id = ${allowance} order by version limit 1`,
  )
  for (const [fund, no] of [
    ['relief', '1'],
    ['elderly welfare', '2'],
  ] as const)
    await o.as('finance', (trx, actor) =>
      allocate(trx, { fund, amount: 1_000_000_00, documentNo: `财社〔2024〕${no}号`, actor }),
    )
  for (const month of ['2024-07', '2024-08', '2024-09', '2024-10'] as const)
    for (const benefit of [living, old]) await pay(month, benefit)

  await o.today('2024-10-15')
  const { bodyId } = await cremate(man, '2024-08-03')
  const less = await o.due(rowId, '2024-09')
  expect(less).toBeLessThan(full)
  for (const benefit of [living, old]) await pay('2024-11', benefit)
  expect(await open(allowance)).toMatchObject([{ cause: '死亡', months: ['2024-09', '2024-10'], due: 2 * monthly }])
  expect(await open(rowId)).toMatchObject([{ months: ['2024-09', '2024-10'], due: 2 * (full - less) }])

  await o.today('2024-11-20')
  await (await correct(bodyId, man, 'annul'))()
  const [back, backOld] = [await pay('2024-12', living), await pay('2024-12', old)]
  expect(await open(allowance)).toEqual([])
  expect(await open(rowId)).toEqual([])
  expect([back.arrears, backOld.arrears]).toEqual([1, 1])
  expect(await o.due(rowId, '2024-12')).toBe(full)
})
