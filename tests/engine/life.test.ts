/** 低保一生: applied, checked, visited, posted, granted, reviewed, changed, stopped, appealed; each step by whose job it is. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { answerObjection, object } from '#core/procedures/side'
import { listTasks } from '#core/procedures/tasks'
import { readCase } from '#core/procedures/view'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const { second } = o
const second2 = { accountId: o.officials.county2.accountId, personId: o.officials.county2.personId }
const { visited } = o
const view = (caseId: number) => o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))

describe('低保', () => {
  test('农村三口之家，从申请到确认，次月起发', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await o.upToDecision(caseId)
    const before = await view(caseId)
    expect(before.now).toMatchObject({ step: 'decide', opensOn: '2024-06-18' })
    expect(before.clauses.every((c: any) => c.holds)).toBe(true)
    await o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })
    const state = await one(
      o.owner,
      sql<any>`select r.held::text, r.certificate, s.persons, s.allowance_amount from minimum_living_roster r
      join minimum_living_roster_state s on s.row_id = r.id where r.household_id = ${h.householdId} order by s.version limit 1`,
    )
    expect(state.held).toBe('[2024-07-01,)')
    expect(state.persons).toBe(3)
    await o.act('town', o.application, caseId, 'tell')
    const after = await view(caseId)
    expect(after).toMatchObject({ stands: 'ended', outcome: 'grant' })
    expect(after.letters.map(l => l.id)).toContain('confirmation')
    expect(after.journal.length).toBeGreaterThan(7)
  })
  test('工作台只见本镇的办件', async () => {
    const tasks = await o.as('handed', async (trx, by) => listTasks(trx, o.engine, by, { scope: 'all' }, await o.day()))
    expect(tasks.rows).toEqual([])
  })
  test('入户的人不能决定，决定人须另有其人', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId)
    await expect(o.act('town', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '由县级民政、局负责人办理',
    )
  })
  test('公示期内不能决定；最后一日的异议有效，回到入户调查', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId)
    await o.today('2024-06-17')
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '自2024-06-18起才能办理',
    )
    await o.as('town', (trx, by) => object(trx, o.engine, { caseId, by, on: '2024-06-17', says: '该户有小汽车' }))
    expect((await view(caseId)).now).toMatchObject({ step: 'visit' })
    await o.today('2024-06-18')
    await o.act('town', o.application, caseId, 'visit', { second, fields: visited })
    await o.act('town', o.application, caseId, 'propose', { fields: { class: 'B', proposal: 'grant' } })
    await expect(o.act('village', o.application, caseId, 'post')).rejects.toThrow('请先答复异议')
    const [objection] = await rows(
      o.owner,
      sql<{ id: number }>`select id from case_objection where case_id = ${caseId}`,
    )
    await o.as('town', (trx, by) =>
      answerObjection(trx, o.engine, {
        caseId,
        by,
        on: '2024-06-18',
        says: '车为残疾人代步车',
        objectionId: objection!.id,
        upheld: false,
      }),
    )
    await o.act('village', o.application, caseId, 'post')
    await o.today('2024-06-25')
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('起才能办理')
    await o.today('2024-06-26')
    await o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })
    const notices = await rows(o.owner, sql`select round from case_notice where case_id = ${caseId}`)
    expect(notices.length).toBe(2)
  })
  test('收入过高：不能确认，拟不予确认的不公示，决定书逐条写明理由', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(
      h,
      {},
      { incomes: [{ member: String(h.personIds[0]), kind: 'wages', yearly: '90000', source: 'declared' }] },
    )
    await o.upToDecision(caseId, 'refuse')
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '人均收入低于当地低保标准',
    )
    await o.act('county', o.application, caseId, 'decide', { outcome: 'refuse' })
    await o.act('town', o.application, caseId, 'tell')
    const v = await view(caseId)
    expect(v).toMatchObject({ stands: 'ended', outcome: 'refuse' })
    expect(v.letters.map(l => l.id)).toContain('refusal')
  })
  test('近亲属备案的，县级先入户', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household(), { hasOfficial: true })
    await o.act('town', o.application, caseId, 'accept')
    await o.act('county', o.application, caseId, 'match', {
      fields: { reportUntil: '2024-12-05' },
      parts: { findings: [] },
    })
    await o.act('town', o.application, caseId, 'visit', { second, fields: { ...visited, hasOfficial: true } })
    await o.act('town', o.application, caseId, 'propose', { fields: { class: 'B', proposal: 'grant' } })
    await o.act('village', o.application, caseId, 'post')
    await o.today('2024-06-18')
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '近亲属、投诉件入户核查',
    )
    await o.act('county', o.application, caseId, 'see', { second: second2, fields: { seen: '属实' } })
    await expect(o.act('county2', o.application, caseId, 'decide', { outcome: 'grant' })).resolves.toBeTruthy()
  })
})
