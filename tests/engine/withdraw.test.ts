/** 撤回: what somebody applied for may be taken back; what the calendar, an event or the lot has begun may not, though the same matter can be applied for. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { openCases } from '#core/procedures/open'
import type { OpenInput } from '#core/procedures/open-input'
import { openReviews } from '#core/procedures/schedule'
import { readCase } from '#core/procedures/view'
import { withdraw } from '#core/procedures/withdraw'
import { openBirthdays } from '#core/registers/birthdays'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const allowance = 'old-age-allowance.application'
const lastOf = async (procedure: string) =>
  (await one(o.owner, sql<{ id: number }>`select max(id) as id from case_file where procedure = ${procedure}`)).id
const acts = async (caseId: number) =>
  (await o.as('town', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))).can.acts
const takeBack = (caseId: number) =>
  o.as('town', async (trx, by) => withdraw(trx, o.engine, { caseId, by, on: await o.day(), says: '本人要求撤回' }))
const ends = async (caseId: number) => {
  expect(await acts(caseId)).toContain('withdraw')
  await takeBack(caseId)
  expect((await one(o.owner, sql`select outcome from case_file where id = ${caseId}`)) as object).toEqual({
    outcome: 'withdrawn',
  })
}
const stays = async (caseId: number) => {
  expect(await acts(caseId)).not.toContain('withdraw')
  await expect(takeBack(caseId)).rejects.toThrow('不由申请而起')
  expect((await one(o.owner, sql`select stands from case_file where id = ${caseId}`)) as object).toEqual({
    stands: 'open',
  })
}
const reviewOf = async (rowId: number, householdId: number, source: OpenInput['source']) => {
  const on = await o.day()
  const [opened] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, o.engine.catalogue.procedure(o.review)!, [
      { by, on, divisionId: o.town.village, rowId, householdId, source },
    ]),
  )
  return opened!.caseId
}

describe('复核', () => {
  test('到期自动发起的不能撤回；同一事项，家庭自己申请的可以', async () => {
    const g = await o.granted(await o.household())
    await o.today('2025-06-20')
    const r = o.engine.catalogue.procedure(o.review)!
    expect(await o.as('county', async (trx, by) => openReviews(trx, o.engine, by, r, await o.day()))).toBe(1)
    await stays(await lastOf(o.review))
    const asked = await o.granted(await o.household())
    await ends(await reviewOf(asked.rowId, asked.household.householdId, 'application'))
    expect(g.rowId).not.toBe(asked.rowId)
  })
  test('事件、线索引起的不能撤回', async () => {
    const g = await o.granted(await o.household())
    await stays(await reviewOf(g.rowId, g.household.householdId, 'event'))
    const h = await o.granted(await o.household())
    await stays(await reviewOf(h.rowId, h.household.householdId, 'clue'))
  })
})

describe('免申即享', () => {
  test('到龄自动发起的，本人不愿申领的可以不办；填了申请的也可以撤回', async () => {
    await o.today('2024-06-20')
    const p = o.engine.catalogue.procedure(allowance)!
    const found = async (born: '1944-06-18' | '1944-06-19') => {
      await o.household({ people: [{ born, name: '高老人' }] })
      await o.as('county', async (trx, by) => openBirthdays(trx, o.engine, by, p, await o.day()))
      return lastOf(allowance)
    }
    await ends(await found('1944-06-18'))
    const second = await found('1944-06-19')
    await o.act('town', allowance, second, 'apply', { fields: { account: '6222020000000000000', livesAlone: false } })
    await ends(second)
  })
})

describe('申诉后重新办理', () => {
  const appealed = async (caseId: number) => {
    const on = await o.day()
    const appealId = await o.as('town', (trx, by) =>
      lodgeAppeal(trx, o.engine, { caseId, by, on, kind: '申诉', says: '事实不清' }),
    )
    const { newCaseId } = await o.as('county2', (trx, by) =>
      answerAppeal(trx, o.engine, { appealId, by, on, outcome: 'annulled', says: '重新办理' }),
    )
    return newCaseId!
  }
  test('原来是申请的，仍可撤回；原来是事件引起的，仍不能', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId, 'refuse')
    await o.act('county', o.application, caseId, 'decide', { outcome: 'refuse', says: '村民代表会议反映情况不符' })
    await o.act('town', o.application, caseId, 'tell')
    await ends(await appealed(caseId))
    const g = await o.granted(await o.household())
    const review = await reviewOf(g.rowId, g.household.householdId, 'event')
    await o.act('town', o.review, review, 'visit', {
      second: o.second,
      fields: { visited: [], situation: '复核入户', class: 'C' },
    })
    await o.act('town', o.review, review, 'propose', { fields: { advice: 'stop', stopReason: 'income' } })
    await o.act('county', o.review, review, 'decide', { outcome: 'stop', says: '不再符合' })
    await o.act('town', o.review, review, 'tell')
    await stays(await appealed(review))
  })
})
