/** 台账监测 (rulebook 17): each rule from both sides; found once, a clue to the town, silent after «nothing», and nothing is changed by a finding alone. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { asActor, rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { machine } from '#core/machine'
import { openCases } from '#core/procedures/open'
import { openReviews } from '#core/procedures/schedule'
import { watch } from '#core/registers/days/watched'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const look = async (name: string) => {
  const on = await o.day()
  const r = o.engine.catalogue.register(`monitoring.${name}`)!
  return asActor(o.app, machine(o.countyId), trx => watch(trx, o.engine, machine(o.countyId), r, on))
}
const clues = (person: number) =>
  rows(
    o.owner,
    sql<{
      id: number
      warning: string
      said: string
      happened: Day
      outcome: string | null
    }>`select c.id, d.warning, d.said, d.happened, c.outcome from case_file c
      join clues_verification_case d on d.county_id = c.county_id and d.id = c.id where c.person_id = ${person} order by c.id`,
  )
const standing = (person: number, kind: string, held: string, degree: number | null = null, variety = '肢体') =>
  sql`insert into person_standing (county_id, person_id, kind, variety, degree, held, source)
    values (${o.countyId}, ${person}, ${kind}, ${degree ? variety : null}, ${degree}, ${held}, '残联')`.execute(o.owner)
const verified = async (id: number, finding: string, outcome: 'found' | 'not found') => {
  await o.act('town', 'clues.verification', id, 'visit', {
    second: o.second,
    fields: { explanation: '已听取说明', finding },
  })
  await o.act('county2', 'clues.verification', id, 'decide', { outcome })
}
const grantedWith = async (account: string) => (await o.granted(await o.household(), { account })).household

test('一卡多人：两人不派，三人才派给各人；再看一次不重复；查明代领的，同样的数据不再派', async () => {
  const card = inventBankCard(88_001)
  const [first] = (await grantedWith(card)).personIds
  await grantedWith(card)
  await o.today('2024-07-01')
  expect(await look('sharedAccounts')).toBe(0)
  expect(await clues(first!)).toEqual([])
  await grantedWith(card)
  await o.today('2024-07-02')
  expect(await look('sharedAccounts')).toBe(3)
  const [clue, ...others] = await clues(first!)
  expect(others).toEqual([])
  expect(clue).toMatchObject({ warning: '多人共用一个银行账户', said: expect.stringContaining('同一账户人数 3') })
  expect(clue!.said).not.toContain(card)
  expect(await look('sharedAccounts')).toBe(0)
  await verified(clue!.id, '监护人、受托人代领', 'not found')
  expect(await look('sharedAccounts')).toBe(0)
})

test('定期复核逾期：期限当日不派，次日黄，逾期三十日后红', async () => {
  const { household, rowId } = await o.granted(await o.household())
  await o.today('2025-06-20')
  const on = await o.day()
  const review = o.engine.catalogue.procedure(o.review)!
  await o.as('county', (trx, by) => openReviews(trx, o.engine, by, review, on))
  const [due] = await rows(
    o.owner,
    sql<{
      due: Day
      later: Day
      long: Day
      after: Day
    }>`select due, due + 1 as later, due + 30 as long, due + 31 as after
    from case_file where row_id = ${rowId} and procedure = ${o.review}`,
  )
  const told = async (day: Day) => {
    await o.today(day)
    await look('lateReviews')
    return (await clues(household.personIds[0]!)).map(c => c.warning)
  }
  expect(await told(due!.due)).toEqual([])
  expect(await told(due!.later)).toEqual(['定期复核逾期'])
  expect(await told(due!.long)).toEqual(['定期复核逾期'])
  expect(await told(due!.after)).toEqual(['定期复核逾期', '定期复核长期逾期'])
})

test('残疾证到期：在保的派，不在保的、已换证的不派；注销属实的由事件改变待遇', async () => {
  const { household } = await o.granted(await o.household())
  const [head, spouse] = household.personIds as [number, number]
  const outside = (await o.household()).personIds[0]!
  await o.today('2024-08-05')
  for (const p of [head, spouse, outside]) await standing(p, 'disability', '[2020-01-01,2024-08-01)', 2)
  await standing(spouse, 'disability', '[2024-08-03,)', 2)
  expect(await look('endedDisabilities')).toBe(1)
  const [clue] = await clues(head)
  expect(clue).toMatchObject({
    warning: '残疾证到期、注销而仍在保',
    said: '原类别等级 肢体2级',
    happened: '2024-08-01',
  })
  expect([await clues(spouse), await clues(outside)]).toEqual([[], []])
  await verified(clue!.id, '已注销', 'found')
  expect(await rows(o.owner, sql`select event, happened_on from life_event where person_id = ${head}`)).toEqual([
    { event: 'person.disability-changed', happened_on: '2024-08-01' },
  ])
})

test('年满十八周岁：前一日不派，当日派；在校的、不在保的不派', async () => {
  const family = (born: Day) => o.household({ people: [{}, { relation: '20', born }] })
  const child = (await o.granted(await family('2006-08-20'))).household.personIds[1]
  const pupil = (await o.granted(await family('2006-08-20'))).household.personIds[1]
  const outside = (await family('2006-08-20')).personIds[1]!
  await standing(pupil!, 'student', '[2020-09-01,)')
  await o.today('2024-08-19')
  expect(await look('grownChildren')).toBe(0)
  await o.today('2024-08-20')
  expect(await look('grownChildren')).toBe(1)
  expect(await clues(child!)).toMatchObject([{ warning: '在保子女年满十八周岁，没有在校证明', happened: '2024-08-20' }])
  expect([await clues(pupil!), await clues(outside)]).toEqual([[], []])
})

test('新增重度残疾：一二级和三级精神、智力而不在保的派（漏保），三级肢体、已在保的不派', async () => {
  const one = async () => (await o.household({ people: [{}] })).personIds[0]!
  const [second, mind, third] = [await one(), await one(), await one()]
  const inside = (await o.granted(await o.household())).household.personIds[0]!
  await o.today('2024-08-21')
  await standing(second, 'disability', '[2024-08-15,)', 2)
  await standing(mind, 'disability', '[2024-08-15,)', 3, '精神')
  await standing(third, 'disability', '[2024-08-15,)', 3)
  await standing(inside, 'disability', '[2024-08-15,)', 1)
  await look('newDisabilities')
  const told = async (p: number) => (await clues(p)).map(c => c.warning)
  expect([await told(second), await told(mind), await told(third), await told(inside)]).toEqual([
    ['新增重度残疾而没有纳入救助'],
    ['新增重度残疾而没有纳入救助'],
    [],
    [],
  ])
  const [clue] = await clues(second)
  await verified(clue!.id, '本人不申请', 'not found')
})

test('在册而保障金为零：更正后收入高于标准而仍在册的派；有保障金的不派', async () => {
  const g = await o.granted(await o.household({ people: [{}, { relation: '10' }] }))
  const other = await o.granted(await o.household())
  const [head] = g.household.personIds as [number]
  const on = await o.day()
  const [opened] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, o.engine.catalogue.procedure('minimum-living.correction')!, [
      {
        by,
        on,
        divisionId: o.town.village,
        householdId: g.household.householdId,
        rowId: g.rowId,
        source: 'application',
      },
    ]),
  )
  await o.act('town', 'minimum-living.correction', opened!.caseId, 'apply', {
    fields: { correctedFrom: '2024-07', correctedWhy: '收入漏记' },
    parts: { incomes: [{ member: String(head), kind: 'wages', yearly: '90000.00', source: 'visited' }] },
  })
  await o.act('county', 'minimum-living.correction', opened!.caseId, 'decide', { outcome: 'adjust' })
  await o.today('2024-07-01')
  await look('worthNothing')
  expect(await clues(head)).toMatchObject([
    { warning: '渐退期满或者收入已不低于标准，保障金为零仍在册', happened: '2024-07-01' },
  ])
  expect(await clues(other.household.personIds[0]!)).toEqual([])
})
