/** 追缴通知书: the months, what was paid and what was due, and the sum in capitals. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { printClaimLetter } from '#core/payments/claim-letter'
import { openRun } from '#core/payments/run'
import { testOffice } from '#tests/engine/county'
import { docxText, pdfText } from '#tests/papers/reading'

const o = await testOffice()
afterAll(() => o.close())
const benefit = o.engine.catalogue.benefit('minimum-living.allowance')!
const pay = (month: '2024-07' | '2024-08' | '2024-09' | '2024-10') =>
  o.as('county', (trx, actor) => openRun(trx, { catalogue: o.engine.catalogue, benefit, month, actor }))

test('晚报的死亡：九月多发的，逐月写明', async () => {
  const { rowId, household } = await o.granted(await o.household())
  for (const month of ['2024-07', '2024-08', '2024-09'] as const) {
    await o.today(`${month}-08`)
    await pay(month)
  }
  await o.today('2024-09-20')
  const before = await o.due(rowId, '2024-09')
  await o.event('town', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-08-03' })
  const after = await o.due(rowId, '2024-09')
  await o.today('2024-10-08')
  expect(await pay('2024-10')).toMatchObject({ claims: 1 })
  const claim = await one(o.owner, sql<{ id: number }>`select id from payment_claim where row_id = ${rowId}`)
  const print = (who: 'county' | 'handed', format: 'docx' | 'pdf') =>
    o.as(who, (trx, by) => printClaimLetter(trx, o.engine, by, claim.id, format))
  const text = docxText((await print('county', 'docx')).bytes).replace(/\s/g, '')
  const yuan = (fen: number) => (fen / 100).toFixed(2)
  expect(text).toContain('低保资金追缴通知书')
  expect(text).toContain(`2024年9月${yuan(before)}${yuan(after)}${yuan(before - after)}`)
  expect(text).toContain(`共计${yuan(before - after)}元（大写：`)
  expect(text).toContain('请于2024年11月7日前退回')
  expect(text).toContain('申请行政复议')
  expect(text).not.toMatch(/349999\d{11}|62\d{14,17}/)
  expect(pdfText((await print('county', 'pdf')).bytes)).toContain('合计')
  await expect(print('handed', 'pdf')).rejects.toThrow('没有这笔追缴')
})
