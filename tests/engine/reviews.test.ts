/** 复核: most go on, some are adjusted, tapered or stopped, and an appeal brings back what was. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { openReviews } from '#core/procedures/schedule'
import { returnForCorrection } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const held = async (rowId: number) =>
  (await one(o.owner, sql<{ held: string }>`select held::text from minimum_living_roster where id = ${rowId}`)).held
const openCase = async (rowId: number, procedure: string) =>
  (
    await one(
      o.owner,
      sql<{
        id: number
      }>`select id from case_file where row_id = ${rowId} and procedure = ${procedure} and stands = 'open'`,
    )
  ).id
const side =
  (caseId: number, says = '事由') =>
  async () => ({ caseId, on: await o.day(), says })

describe('复核', () => {
  const visitAndPropose = async (caseId: number, fields: object, parts: object = {}) => {
    await o.act('town', o.review, caseId, 'visit', {
      second: o.second,
      fields: { visited: [], situation: '复核入户', class: 'C' },
      parts,
    })
    await o.act('town', o.review, caseId, 'propose', { fields: { advice: 'adjust', ...fields } })
  }
  const reviewing = async (event: 'household.income-changed' | 'person.found-work' = 'household.income-changed') => {
    const g = await o.granted(await o.household())
    await o.today('2024-08-05')
    await o.event(
      'town',
      'county',
      event === 'person.found-work'
        ? { event, personId: g.household.personIds[0]!, on: '2024-08-01' }
        : { event, householdId: g.household.householdId, on: '2024-08-01' },
    )
    return { ...g, reviewId: await openCase(g.rowId, o.review) }
  }
  const income = (h: { personIds: readonly number[] }, yearly: string) => ({
    incomes: [{ member: String(h.personIds[0]), kind: 'wages', yearly, source: 'visited' }],
  })
  test('收入变化：选「继续」而金额变了，退回；选「调整」，次月起', async () => {
    const { rowId, household, reviewId } = await reviewing()
    const before = await o.due(rowId, '2024-08')
    await visitAndPropose(reviewId, {}, income(household, '12000'))
    const seen = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, reviewId, await o.day()))
    expect(seen.fields).toMatchObject({ advice: 'adjust', class: 'C' })
    await expect(o.act('county', o.review, reviewId, 'decide', { outcome: 'continue' })).rejects.toThrow(
      '请改选「调整」',
    )
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'adjust' })
    expect(await o.due(rowId, '2024-08')).toBe(before)
    expect(await o.due(rowId, '2024-09')).toBe(before - 20000)
  })
  test('就业渐退：六个月为限，期满自动退出', async () => {
    const { rowId, household, reviewId } = await reviewing('person.found-work')
    const before = await o.due(rowId, '2024-08')
    const taper = { taperUntil: '2025-03', taperAmount: (before / 100).toFixed(2) }
    await visitAndPropose(reviewId, taper, income(household, '30000'))
    await expect(o.act('county', o.review, reviewId, 'decide', { outcome: 'adjust' })).rejects.toThrow(
      '人均收入低于当地低保标准',
    )
    await expect(o.act('county', o.review, reviewId, 'decide', { outcome: 'taper' })).rejects.toThrow(
      '渐退期不超过6个月',
    )
    await o.as('county2', async (trx, by) =>
      returnForCorrection(trx, o.engine, { ...(await side(reviewId)()), by, to: 'propose' }),
    )
    await o.act('town', o.review, reviewId, 'propose', { fields: { advice: 'taper', ...taper, taperUntil: '2025-02' } })
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'taper' })
    expect(await o.due(rowId, '2025-02')).toBe(before)
    expect(await o.due(rowId, '2025-03')).toBe(0)
    expect(await held(rowId)).toBe('[2024-07-01,2025-03-01)')
  })
  test('收入超标：停发须写明理由，次月起；申诉撤销后原样恢复并重新办理', async () => {
    const { rowId, household, reviewId } = await reviewing()
    const before = await o.due(rowId, '2024-08')
    await visitAndPropose(reviewId, { stopReason: 'income' }, income(household, '90000'))
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'stop' })
    await o.act('town', o.review, reviewId, 'tell')
    expect(await held(rowId)).toBe('[2024-07-01,2024-09-01)')
    await o.today('2024-10-08')
    const appealId = await o.as('town', async (trx, by) =>
      lodgeAppeal(trx, o.engine, { caseId: reviewId, by, on: await o.day(), kind: '申诉', says: '工资是一次性补偿' }),
    )
    await expect(
      o.as('county', async (trx, by) =>
        answerAppeal(trx, o.engine, {
          appealId,
          by,
          on: await o.day(),
          outcome: 'annulled',
          says: '一次性补偿不应计入',
        }),
      ),
    ).rejects.toThrow('不能答复申诉')
    const { newCaseId } = await o.as('county3', async (trx, by) =>
      answerAppeal(trx, o.engine, { appealId, by, on: await o.day(), outcome: 'annulled', says: '一次性补偿不应计入' }),
    )
    expect(newCaseId).toBeTruthy()
    expect(await held(rowId)).toBe('[2024-07-01,)')
    expect(await o.due(rowId, '2024-09')).toBe(before)
  })
  test('按类别到期的复核由时间开始', async () => {
    const { rowId } = await o.granted(await o.household())
    await o.today('2024-12-30')
    await o.as('county', async (trx, by) =>
      openReviews(trx, o.engine, by, o.engine.catalogue.procedure(o.review)!, '2024-12-19'),
    )
    expect(
      await rows(o.owner, sql`select id from case_file where row_id = ${rowId} and procedure = ${o.review}`),
    ).toEqual([])
    await o.as('county', async (trx, by) =>
      openReviews(trx, o.engine, by, o.engine.catalogue.procedure(o.review)!, '2024-12-20'),
    )
    expect(await openCase(rowId, o.review)).toBeTruthy()
    await o.as('county', async (trx, by) =>
      openReviews(trx, o.engine, by, o.engine.catalogue.procedure(o.review)!, '2024-12-21'),
    )
  })
})
