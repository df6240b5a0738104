/** 动态管理文书: what changed, from which month on, and why. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { type Format, printLetter } from '#core/procedures/print'
import { object } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { testOffice } from '#tests/engine/county'
import { docxText, pdfText } from '#tests/papers/reading'

const o = await testOffice()
afterAll(() => o.close())
type Who = 'town' | 'county' | 'handed'
const print = (caseId: number, letter: string, format: Format, who: Who = 'town') =>
  o.as(who, async (trx, by) => printLetter(trx, o.engine, by, caseId, letter, format, await o.day()))
/** Word and PDF say the same; neither shows a number that is secret. */
const read = async (caseId: number, letter: string, who?: Who) => {
  const docx = docxText((await print(caseId, letter, 'docx', who)).bytes)
  const pdf = pdfText((await print(caseId, letter, 'pdf', who)).bytes).replace(/\s|— ?\d+ ?—/g, '')
  for (const text of [docx, pdf]) expect(text).not.toMatch(/349999\d{11}|62\d{14,17}/)
  const plain = docx.replace(/\s/g, '')
  for (const part of plain.match(/[\u4e00-\u9fff]{6,12}/g) ?? []) expect(pdf).toContain(part)
  return plain
}
const view = (caseId: number) => o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
const openReview = async (rowId: number) =>
  (
    await one(
      o.owner,
      sql<{
        id: number
      }>`select id from case_file where row_id = ${rowId} and procedure = ${o.review} and stands = 'open'`,
    )
  ).id
const reviewing = async (yearly: string, fields: object = {}) => {
  const g = await o.granted(await o.household())
  await o.today('2024-08-05')
  await o.event('town', 'county', {
    event: 'household.income-changed',
    householdId: g.household.householdId,
    on: '2024-08-01',
  })
  const caseId = await openReview(g.rowId)
  await o.act('town', o.review, caseId, 'visit', {
    second: o.second,
    fields: { visited: [], situation: '复核入户', class: 'C' },
    parts: { incomes: [{ member: String(g.household.personIds[0]), kind: 'wages', yearly, source: 'visited' }] },
  })
  await o.act('town', o.review, caseId, 'propose', { fields: { advice: 'adjust', ...fields } })
  return { ...g, reviewId: caseId }
}

describe('动态管理', () => {
  test('减发：前后金额、起始月份、理由', async () => {
    const { reviewId, rowId } = await reviewing('12000')
    const [before, after] = await Promise.all(
      ['2024-08', '2024-09'].map(async (m, i) => ((await o.due(rowId, m)) / 100 - i * 200).toFixed(2)),
    )
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'adjust' })
    const text = await read(reviewId, 'adjust')
    expect(text).toContain('低保减发通知书')
    expect(text).toContain(`决定自2024年9月起，每月金额由${before}元调整为${after}元（每月减发200.00元）`)
    expect(text).toContain('变更')
  })
  test('停发：自哪月起、最后一月、停发原因和不符合的条件', async () => {
    const { reviewId } = await reviewing('90000', { stopReason: 'income' })
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'stop' })
    const text = await read(reviewId, 'stop')
    expect(text).toContain('决定自2024年9月起停发低保待遇，最后发放月份为2024年8月')
    expect(text).toContain('收入超标属实')
    expect(text).toContain('人均收入低于当地低保标准不符合')
  })
  test('渐退：渐退期多长、每月多少', async () => {
    const { reviewId, rowId } = await reviewing('30000', { taperUntil: '2025-01', taperAmount: '500.00' })
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'taper', says: '赵甲已就业' })
    expect(await o.due(rowId, '2024-09')).toBe(50000)
    const text = await read(reviewId, 'adjust')
    expect(text).toContain('低保渐退通知书')
    expect(text).toContain('每月发放500.00元（大写：伍佰元整），最后发放月份为2025年1月')
    expect(text).toContain('赵甲已就业')
    expect((await view(reviewId)).letters).toEqual([{ id: 'adjust', title: '渐退通知书' }])
  })
})
