/** 动态管理: what happens to a household that is in, and from which month on. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { undoEvent } from '#core/people/events'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { drawSamples, isDrawn, openReviews } from '#core/procedures/schedule'
import {
  declineToAccept,
  extend,
  pause,
  resume,
  returnForCorrection,
  tellMissing,
  withdraw,
} from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { raiseStandards } from '#core/registers/raise'
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

describe('标准、下放、迁移', () => {
  test('提标：按新标准重新核算每一户，不是新办件', async () => {
    const { rowId } = await o.granted(await o.household())
    const [before, after] = [await o.due(rowId, '2024-08'), 0]
    await o.today('2024-09-15')
    await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values (${o.countyId}, 'minimum-living', 'rural', '2024-10-01', '12000', '演示〔2024〕9号', '甲', '乙')`.execute(
      o.owner,
    )
    const raised = await o.as('county', (trx, by) =>
      raiseStandards(trx, o.engine, by, o.engine.catalogue.register('minimum-living.roster')!, '2024-10-01'),
    )
    expect(raised.rows).toBeGreaterThan(0)
    expect(await o.due(rowId, '2024-09')).toBe(before)
    expect(await o.due(rowId, '2024-10')).not.toBe(after)
    const again = await o.as('county', (trx, by) =>
      raiseStandards(trx, o.engine, by, o.engine.catalogue.register('minimum-living.roster')!, '2024-10-01'),
    )
    expect(again.up + again.down).toBe(0)
  })
  test('下放的乡镇由本镇另一人确认，县级按比例抽查，抽签可以重算', async () => {
    await o.today('2024-06-03')
    expect(isDrawn('seed', '340223-2024-000001', 100)).toBe(true)
    expect(isDrawn('seed', '340223-2024-000001', 0)).toBe(false)
    const drawn = await o.as('county', async (trx, by) =>
      drawSamples(
        trx,
        o.engine,
        by,
        o.engine.catalogue.procedure('minimum-living.revisit')!,
        '2024-06-01',
        await o.day(),
        '2024-06-03',
      ),
    )
    expect(drawn.drawn).toBeLessThanOrEqual(drawn.of)
  })
  test('县内迁移：迁入地接收，次月起由新乡镇管，不断档', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.today('2024-08-05')
    await o.event('town', 'county', {
      event: 'person.moved-away',
      personId: household.personIds[0]!,
      on: '2024-08-01',
      detail: { toDivisionId: o.handedTown.village },
    })
    const caseId = await openCase(rowId, 'minimum-living.transfer')
    await o.act('handed', 'minimum-living.transfer', caseId, 'receive')
    await expect(o.act('county', 'minimum-living.transfer', caseId, 'decide', { outcome: 'continue' })).rejects.toThrow(
      '提出迁移',
    )
    await o.act('county2', 'minimum-living.transfer', caseId, 'decide', { outcome: 'continue' })
    expect(await o.due(rowId, '2024-09')).toBe(await o.due(rowId, '2024-08'))
    const row = await one(
      o.owner,
      sql<{ town_id: number }>`select town_id from minimum_living_roster where id = ${rowId}`,
    )
    expect(row.town_id).toBe(o.handedTown.id)
  })
})

describe('办件之旁', () => {
  const accepted = async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    return caseId
  }
  test('不予受理：写明理由，可以重新申请；受理后不能再用', async () => {
    const caseId = await accepted()
    await expect(
      o.as('town', async (trx, by) => declineToAccept(trx, o.engine, { ...(await side(caseId, ' ')()), by })),
    ).rejects.toThrow('不予受理的理由')
    await o.as('town', async (trx, by) =>
      declineToAccept(trx, o.engine, { ...(await side(caseId, '户籍不在本县')()), by }),
    )
    const v = await o.as('town', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    expect(v).toMatchObject({ stands: 'ended', outcomeTitle: '不予受理' })
  })
  test('一次性告知只有一次', async () => {
    const caseId = await accepted()
    await o.as('town', async (trx, by) => tellMissing(trx, o.engine, { ...(await side(caseId, '缺残疾证')()), by }))
    await expect(
      o.as('town', async (trx, by) => tellMissing(trx, o.engine, { ...(await side(caseId)()), by })),
    ).rejects.toThrow('不能再次要求补正')
  })
  test('暂停的日子不计入期限，延长只有一次', async () => {
    const caseId = await accepted()
    await o.act('town', o.application, caseId, 'accept')
    const before = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    await o.as('county', async (trx, by) => pause(trx, o.engine, { ...(await side(caseId, '等待外省核对结果')()), by }))
    await o.today('2024-06-13')
    await expect(
      o.act('county', o.application, caseId, 'match', {
        fields: { reportUntil: '2024-12-05' },
        parts: { findings: [] },
      }),
    ).rejects.toThrow('请先恢复')
    await o.as('county', async (trx, by) => resume(trx, o.engine, { ...(await side(caseId)()), by }))
    const after = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    expect(after.now!.totalDue! > before.now!.totalDue!).toBe(true)
    await o.as('county', async (trx, by) => extend(trx, o.engine, { ...(await side(caseId, '家庭情况复杂')()), by }))
    await expect(
      o.as('county', async (trx, by) => extend(trx, o.engine, { ...(await side(caseId)()), by })),
    ).rejects.toThrow('已经延长过')
  })
  test('撤回后可以重新申请；同一家庭不能同时有两件', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await expect(o.apply(h)).rejects.toThrow('已有正在办理')
    await o.as('town', async (trx, by) => withdraw(trx, o.engine, { ...(await side(caseId, '本人要求撤回')()), by }))
    await expect(o.apply(h)).resolves.toBeTruthy()
  })
  test('两人同时决定：一人成，另一人得知有变化', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId)
    const { version } = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    const both = await Promise.allSettled(
      ['county', 'county2'].map(who =>
        o.act(who as 'county', o.application, caseId, 'decide', { outcome: 'grant', version }),
      ),
    )
    expect(both.filter(b => b.status === 'fulfilled').length).toBe(1)
    const lost = both.find(b => b.status === 'rejected') as PromiseRejectedResult
    expect(String(lost.reason.message)).toContain('刚刚被别人办理过')
    expect((await rows(o.owner, sql`select id from minimum_living_roster where case_id = ${caseId}`)).length).toBe(1)
  })
  test('决定人是申请人近亲属：拒绝', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await o.upToDecision(caseId)
    await sql`insert into kinship (county_id, person_id, relative_id, relation, declared_on) values (${o.countyId}, ${o.officials.county.personId}, ${h.personIds[1]}, '兄弟姐妹', '2024-01-01')`.execute(
      o.owner,
    )
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('近亲属')
    await expect(o.act('county2', o.application, caseId, 'decide', { outcome: 'grant' })).resolves.toBeTruthy()
  })
  test('已在另一家庭低保中的人：不能再被保障', async () => {
    const { household } = await o.granted(await o.household())
    await o.today('2024-06-03')
    const other = await o.household()
    const caseId = await o.apply(other)
    await o.upToDecision(caseId)
    await sql`update household_member set held = daterange(lower(held), '2024-06-04') where person_id = ${household.personIds[1]}`.execute(
      o.owner,
    )
    await sql`insert into household_member (county_id, household_id, person_id, held) values (${o.countyId}, ${other.householdId}, ${household.personIds[1]}, '[2024-06-04,)')`.execute(
      o.owner,
    )
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow()
  })
})
