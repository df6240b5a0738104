/** 高龄津贴: found, applied, refused, appealed, paid, returned by the bank, stopped and undone, raised. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { settleBatch } from '#core/payments/outcome'
import { verifyMoney } from '#core/payments/verify'
import { undoEvent } from '#core/people/undo-events'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { raiseStandards } from '#core/registers/raise'
import {
  application,
  apply,
  due,
  elder,
  granted,
  held,
  inACounty,
  lines,
  o,
  pay,
  roster,
  standard,
  upToDecision,
} from './allowance-office.ts'

inACounty()

describe('办理', () => {
  test('申请、审定；到月就进档，一次写好，不靠每日任务', async () => {
    await o.today('2024-06-20')
    const row = await granted(await elder('1944-06-15'))
    expect(await held(row)).toBe('[2024-06-01,)')
    expect(await due(row, '2024-05')).toBe(0)
    expect([await due(row, '2024-06'), await due(row, '2034-05'), await due(row, '2034-06')]).toEqual([50, 50, 100])
    expect([await due(row, '2044-05'), await due(row, '2044-06')]).toEqual([100, 300])
  })
  test('晚申请的补发，至多十二个月', async () => {
    await o.today('2024-06-20')
    expect(await held(await granted(await elder('1940-01-01')))).toBe('[2023-06-01,)')
    expect(await held(await granted(await elder('1944-02-29')))).toBe('[2024-02-01,)')
  })
  test('差一天不予确认；不服的申诉，有人受理有人答复', async () => {
    await o.today('2024-06-14')
    const caseId = await apply(await elder('1944-06-15'))
    await upToDecision(caseId)
    await expect(o.act('county', application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('年满八十周岁')
    await o.act('county', application, caseId, 'decide', { outcome: 'refuse' })
    const on = await o.day()
    const appealId = await o.as('town', (trx, by) =>
      lodgeAppeal(trx, o.engine, { caseId, by, on, kind: '申诉', says: '户口簿上的出生日期有误' }),
    )
    const { newCaseId } = await o.as('county2', (trx, by) =>
      answerAppeal(trx, o.engine, { appealId, by, on, outcome: 'annulled', says: '须重新核对出生日期' }),
    )
    expect(newCaseId).toBeTruthy()
  })
  test('同一人不能再申请；审核人不能审定', async () => {
    await o.today('2024-06-20')
    const person = await elder('1943-06-15')
    await granted(person)
    await expect(apply(person)).rejects.toThrow('不能重复申请')
  })
})

describe('免申即享', () => {
  test('户籍里到龄的人，每日找出来，各办一件，只办一次；外县户籍、已故的不找', async () => {
    await o.today('2024-07-03')
    const [found, foreign, dead, tomorrow] = [
      await elder('1944-07-03', '到龄'),
      await elder('1944-07-02', '外县'),
      await elder('1944-07-01', '已故'),
      await elder('1944-07-04', '明天'),
    ]
    await sql`update person set registered_division_id = null where id = ${foreign}`.execute(o.owner)
    await sql`update person set died_on = '2024-07-02' where id = ${dead}`.execute(o.owner)
    await runDaily(o.app, o.engine, o.countyId)
    const cases = () =>
      rows(
        o.owner,
        sql<{ person_id: number; at_step: string; source: string }>`select person_id, at_step, source from case_file
          where procedure = ${application} and person_id = any(${[found, foreign, dead, tomorrow]}::bigint[]) order by id`,
      )
    expect(await cases()).toEqual([{ person_id: found, at_step: 'apply', source: 'event' }])
    await o.today('2024-07-04')
    await runDaily(o.app, o.engine, o.countyId)
    expect((await cases()).map(c => c.person_id)).toEqual([found, tomorrow])
  })
})

describe('发放', () => {
  test('核发、退票、更正账号后重发；死亡次月停发，误报撤销后补发', async () => {
    await o.today('2024-08-02')
    const person = await elder('1944-08-01')
    const row = await granted(person)
    await o.today('2024-08-08')
    const august = await pay('2024-08')
    const { line } = await one(
      o.owner,
      sql<{ line: number }>`select file_line as line from payment_line where row_id = ${row}`,
    )
    await o.as('finance', (trx, actor) =>
      settleBatch(trx, { batch: august.batch, returned: [{ line, code: '03' }], actor }),
    )
    expect((await lines(row)).at(-1)).toBe('regular 2024-08 50 returned')
    const event = await o.event('town', 'county', { event: 'person.died', personId: person, on: '2024-08-07' })
    expect(await held(row)).toBe('[2024-08-01,2024-09-01)')
    await o.today('2024-09-08')
    await pay('2024-09')
    expect(await lines(row)).toEqual(['regular 2024-08 50 returned'])
    await o.as('county2', (trx, by) => undoEvent(trx, o.engine, by, event, '同名误报', '2024-09-08'))
    expect(await held(row)).toBe('[2024-08-01,)')
    await o.today('2024-10-08')
    await pay('2024-10')
    expect(await lines(row)).toContain('arrears 2024-09 50 sent')
    expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
  })
  test('标准提高：现在的和预先写好的进档月份都按新标准', async () => {
    await o.today('2024-10-20')
    const row = await granted(await elder('1944-10-15'))
    await standard('from90', '120', '2025-01-01')
    await standard('from80', '60', '2025-01-01')
    await o.as('county', (trx, by) => raiseStandards(trx, o.engine, by, roster, '2025-01-01'))
    expect([await due(row, '2024-12'), await due(row, '2025-01'), await due(row, '2034-09')]).toEqual([50, 60, 60])
    expect([await due(row, '2034-10'), await due(row, '2044-10')]).toEqual([120, 300])
  })
})
