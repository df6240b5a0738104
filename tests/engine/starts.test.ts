/** 起始: what begins by time, by entering or by running out begins by itself, and nothing twice. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import type { Day } from '#define/time'
import { clockOffice } from './clocks/office.ts'

const o = await clockOffice()
afterAll(() => o.close())
const daily = async (day: Day) => {
  await o.today(day)
  return (await runDaily(o.app, o.engine, o.countyId))!
}
const application = 'permits.application'
/** Granted on a day: accepted, both departments agree, looked at, the hearing passes. */
const granted = async (day: Day, fields: object = {}) => {
  await o.today(day)
  const person = await o.someone()
  const caseId = await o.open(application, person, { site: '河边', ...fields } as never)
  await o.act('county', application, caseId, 'accept', { outcome: 'continue' })
  for (const department of ['forestry', 'water'])
    await o.act('county', application, caseId, 'consult', { opinion: { department, agrees: true }, says: '同意' })
  await o.act('county', application, caseId, 'look', { parts: { findings: [{ says: '平整' }] } })
  await o.act('town', application, caseId, 'hear', { fields: { defence: '无' } })
  await o.act('county2', application, caseId, 'decide', { outcome: 'grant' })
  return { caseId, person, rowId: (await o.header(caseId)).row_id as number }
}

describe('起始', () => {
  test('新进一行即开一件，同一事务，带着该行已知的内容；逾期的自当日终止，事件已记，警示随之开出', async () => {
    const { caseId, person, rowId } = await granted('2024-06-11')
    const [notice] = await o.casesOf('permits.notice', person)
    expect(notice).toMatchObject({ source: 'entry', earlier_case_id: caseId, at_step: 'fix', due: '2024-06-21' })
    expect(await rows(o.owner, sql`select site from permits_notice_case where id = ${notice.id}`)).toEqual([
      { site: '河边' },
    ])
    await daily('2024-06-21')
    expect((await o.header(notice.id)).stands).toBe('open')
    await o.today('2024-06-25') // the machine slept over the end of the limit
    await expect(o.act('town', 'permits.notice', notice.id, 'fix')).rejects.toThrow('自2024-06-22起视为放弃')
    expect((await daily('2024-06-25')).lapsed).toBe(1)
    expect(await o.header(notice.id)).toMatchObject({
      ...{ stands: 'ended', outcome: 'lapsed', ended_as: '视为放弃', ended_on: '2024-06-22' },
    })
    expect(await rows(o.owner, sql`select event, happened_on from life_event where person_id = ${person}`)).toEqual([
      { event: 'person.refused-work', happened_on: '2024-06-22' },
    ])
    const [warning] = await o.casesOf('permits.warning', person)
    expect(warning).toMatchObject({ source: 'lapse', earlier_case_id: notice.id })
    expect(await rows(o.owner, sql`select site from permits_warning_case where id = ${warning.id}`)).toEqual([
      { site: '河边（未开工）' },
    ])
    expect((await daily('2024-06-26')).lapsed).toBe(0)
    expect(rowId).toBeGreaterThan(0)
  })
  test('每年一次：到期的每户一件，知道年度，按时提醒，期限是当年的；没有应办的不开', async () => {
    const due = await granted('2024-03-01')
    const small = await granted('2024-03-04', { isSmall: true })
    expect((await daily('2024-03-31')).yearly).toBe(0)
    await daily('2024-04-02') // the machine was off on the day itself
    const [one] = await o.casesOf('permits.check', due.person)
    expect(one).toMatchObject({ source: 'schedule', at_step: 'report', due: '2024-06-30', applied_on: '2024-04-02' })
    expect(await rows(o.owner, sql`select year from permits_check_case where id = ${one.id}`)).toEqual([{ year: 2023 }])
    expect(await o.casesOf('permits.check', small.person)).toHaveLength(0)
    expect((await daily('2024-04-03')).yearly).toBe(0)
    const reminded = () =>
      rows(
        o.owner,
        sql<any>`select on_day, outcome from case_act where case_id = ${one.id} and act = 'reminded' order by id`,
      )
    await daily('2024-05-30')
    expect(await reminded()).toEqual([])
    await daily('2024-05-31')
    await daily('2024-06-01')
    expect(await reminded()).toEqual([{ on_day: '2024-05-31', outcome: '30日' }])
    await daily('2024-06-24')
    expect((await reminded()).map((r: any) => r.outcome)).toEqual(['30日', '7日'])
    await daily('2024-07-01')
    expect(await o.header(one.id)).toMatchObject({ outcome: 'lapsed', ended_as: '未参加年检', ended_on: '2024-07-01' })
    const [expected, missed] = await o.as('county', trx =>
      indicators(trx, o.engine.catalogue, { names: ['应参加年检数', '未参加年检数'], period: '2024' } as never),
    )
    expect([expected!.value, missed!.value]).toEqual([1, 1])
    expect((await daily('2025-04-01')).yearly).toBeGreaterThanOrEqual(1)
    const [, next] = await o.casesOf('permits.check', due.person)
    expect(next.due).toBe('2025-06-30')
  })
  test('证书到期前六十日开出换证，一次到期只开一件', async () => {
    const { rowId, person } = await granted('2024-06-12', { until: '2024-12-01' })
    await daily('2024-10-01')
    expect(await o.casesOf('permits.renewal', person)).toHaveLength(0)
    await daily('2024-10-02')
    const [one] = await o.casesOf('permits.renewal', person)
    expect(one).toMatchObject({ row_id: rowId, due: '2024-12-01', at_step: 'hand' })
    await o.act('county', 'permits.renewal', one.id, 'hand', { fields: { until: '2026-12-01' } })
    await o.act('county2', 'permits.renewal', one.id, 'decide', { outcome: 'adjust' })
    await daily('2024-11-20')
    expect(await o.casesOf('permits.renewal', person)).toHaveLength(1)
  })
  test('每隔一段时间：按名册逐个开，上一件办结后重新计', async () => {
    const { person } = await granted('2024-06-13')
    await daily('2024-07-12')
    expect(await o.casesOf('permits.round', person)).toHaveLength(0)
    await daily('2024-07-15') // a Saturday is not a day on which a span ends
    const [one] = await o.casesOf('permits.round', person)
    await o.act('county', 'permits.round', one.id, 'decide', { outcome: 'close', fields: { says: '正常' } })
    await daily('2024-08-14')
    expect(await o.casesOf('permits.round', person)).toHaveLength(1)
    await daily('2024-08-15')
    expect(await o.casesOf('permits.round', person)).toHaveLength(2)
  })
})
