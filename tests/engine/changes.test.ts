/** 动态管理: what happens to a household that is in, and from which month on. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { undoEvent } from '#core/people/undo-events'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { openReviews } from '#core/procedures/schedule'
import { returnForCorrection } from '#core/procedures/side'
import { printChangeLetter } from '#core/registers/change-letter'
import { docxText } from '#tests/papers/reading'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const held = async (rowId: number) =>
  (await one(o.owner, sql<{ held: string }>`select held::text from minimum_living_roster where id = ${rowId}`)).held
const people = (rowId: number) =>
  rows(
    o.owner,
    sql<{
      person_id: number
      held: string
    }>`select person_id, held::text from covered_person where row_id = ${rowId} and measure = 'persons' order by person_id`,
  )
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

describe('成员和收入', () => {
  test('规则21-10 六月二十日确认，七月起发；八月三日死亡，八月照发，九月起减员', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-07')
    expect(await o.due(rowId, '2024-06')).toBe(0)
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-08-03' })
    expect(await o.due(rowId, '2024-08')).toBe(full)
    expect(await o.due(rowId, '2024-09')).toBeLessThan(full)
    expect((await people(rowId)).map(p => p.held)).toContain('[2024-07-01,2024-09-01)')
  })
  test('事件引起的减发、停发也有书面通知：写明事由、前后金额和首个变动月份', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-08-03' })
    const roster = o.engine.catalogue.register('minimum-living.roster')!
    const changed = await one(
      o.owner,
      sql<{
        version: number
      }>`select version from minimum_living_roster_state where row_id = ${rowId} and because = '死亡' order by version limit 1`,
    )
    const letter = await o.as('town', (trx, by) =>
      printChangeLetter(trx, o.engine, by, roster, rowId, changed.version, 'docx'),
    )
    const text = await docxText(letter.bytes)
    expect(text).toContain('减发')
    expect(text).toContain('2024-08-03')
    expect(text).toContain('行政复议')
    await expect(
      o.as('handed', (trx, by) => printChangeLetter(trx, o.engine, by, roster, rowId, changed.version, 'pdf')),
    ).rejects.toThrow('不在您的管辖范围内')
  })
  test('死亡误报：一次撤销，事实和金额都恢复', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-09')
    await o.today('2024-08-05')
    const id = await o.event('town', 'county', {
      event: 'person.died',
      personId: household.personIds[1]!,
      on: '2024-08-03',
    })
    expect(await o.due(rowId, '2024-09')).not.toBe(full)
    await o.as('county2', async (trx, by) => undoEvent(trx, o.engine, by, id, '同名误报', await o.day()))
    expect(await o.due(rowId, '2024-09')).toBe(full)
  })
  test('报告事件的人不能自己确认', async () => {
    const { household } = await o.granted(await o.household())
    await expect(
      o.event('county', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-06-20' }),
    ).rejects.toThrow('不能自己确认')
  })
  test('全户死亡，整户退出', async () => {
    const { rowId, household } = await o.granted(await o.household({ people: [{}] }), {}, { incomes: [] })
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[0]!, on: '2024-08-03' })
    expect(await held(rowId)).toBe('[2024-07-01,2024-09-01)')
  })
  test('新生儿增员，确认次月起增发', async () => {
    const h = await o.household()
    const { rowId } = await o.granted(h)
    const before = await o.due(rowId, '2024-08')
    const [baby] = await rows(
      o.owner,
      sql<{
        id: number
      }>`insert into person (county_id, division_id, name, born, sex) values (${o.countyId}, ${o.town.village}, '赵小小', '2024-06-15', '女') returning id`,
    )
    await o.event('town', 'county', {
      event: 'person.born',
      personId: baby!.id,
      householdId: h.householdId,
      on: '2024-06-15',
      detail: { relation: '30' },
    })
    expect(await o.due(rowId, '2024-07')).toBeGreaterThan(before)
    expect((await people(rowId)).length).toBe(4)
  })
  test('三次拒绝就业：只减发本人一份', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const before = await o.due(rowId, '2024-08')
    await o.event('town', 'county', {
      event: 'person.refused-work',
      personId: household.personIds[0]!,
      on: '2024-06-20',
    })
    const after = await o.due(rowId, '2024-07')
    expect(before - after).toBeGreaterThan(0)
    expect((await people(rowId)).length).toBe(3)
  })
  test('联系不上暂停；恢复联系后停发的月份补回来', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-08')
    await o.today('2024-07-10')
    await o.event('town', 'county', { event: 'person.not-found', householdId: household.householdId, on: '2024-07-09' })
    expect(await o.due(rowId, '2024-08')).toBe(0)
    await o.today('2024-10-10')
    await o.event('town', 'county', {
      event: 'person.found-again',
      householdId: household.householdId,
      on: '2024-10-09',
    })
    expect(await o.due(rowId, '2024-08')).toBe(full)
    expect(await o.due(rowId, '2024-11')).toBe(full)
  })
  test('自愿放弃：尚未生效的，撤销在先', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.event('town', 'county', {
      event: 'household.gave-up',
      householdId: household.householdId,
      on: '2024-06-21',
    })
    expect(await held(rowId)).toBe('empty')
  })
})

describe('复核', () => {
  const visitAndPropose = async (caseId: number, fields: object, parts: object = {}) => {
    await o.act('town', o.review, caseId, 'visit', {
      second: o.second,
      fields: { visited: [], situation: '复核入户', class: 'C' },
      parts,
    })
    await o.act('town', o.review, caseId, 'propose', { fields })
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
    await o.act('town', o.review, reviewId, 'propose', { fields: { ...taper, taperUntil: '2025-02' } })
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
