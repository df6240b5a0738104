/** 时钟与起始: what begins, ends, passes and reminds by itself, and nothing twice. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { returnForCorrection } from '#core/procedures/side'
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

describe('环节', () => {
  test('中间结论「继续」不是决定；不予受理即终止，其后环节不再办', async () => {
    await o.today('2024-06-03')
    const one = await o.open(application, await o.someone(), { site: '河边' })
    await o.act('county', application, one, 'accept', { outcome: 'continue' })
    expect(await o.header(one)).toMatchObject({ stands: 'open', outcome: null, decided_on: null, at_step: 'consult' })
    const other = await o.open(application, await o.someone(), { site: '无' })
    await expect(o.act('county', application, other, 'accept', { outcome: 'continue' })).rejects.toThrow('写明地点')
    await o.act('county', application, other, 'accept', { outcome: 'refuse', says: '没有地点' })
    expect(await o.header(other)).toMatchObject({ stands: 'ended', outcome: 'refuse' })
  })
  test('部门意见并行征求：全部答复才算办完，一家只答一次，有不同意的退回', async () => {
    await o.today('2024-06-03')
    const caseId = await o.open(application, await o.someone(), { site: '河边' })
    await o.act('county', application, caseId, 'accept', { outcome: 'continue' })
    const answer = (department: string, agrees: boolean, says = '意见') =>
      o.act('county', application, caseId, 'consult', { opinion: { department, agrees }, says })
    await expect(answer('water', true, ' ')).rejects.toThrow('请写明水利局的意见')
    await expect(answer('environment', true)).rejects.toThrow('请选择是哪个部门的意见')
    await answer('water', false, '在行洪区内')
    expect((await o.header(caseId)).at_step).toBe('consult')
    await expect(answer('water', true)).rejects.toThrow('水利局的意见已经登记')
    await answer('forestry', true)
    expect(await o.header(caseId)).toMatchObject({ at_step: 'accept', round: 2 })
    const acts = await rows(o.owner, sql<any>`select act, says from case_act where case_id = ${caseId} order by id`)
    expect(acts.at(-1)).toEqual({ act: 'returned', says: '水利局不同意：在行洪区内' })
    await o.act('county', application, caseId, 'accept', { outcome: 'continue' })
    await answer('water', true)
    await answer('forestry', true)
    expect((await o.header(caseId)).at_step).toBe('look')
  })
  test('可反复办理的环节：每次一行，进入下一环节后不能再办；逾期未陈述的，继续往下', async () => {
    await o.today('2024-06-03')
    const caseId = await o.open(application, await o.someone(), { site: '河边' })
    await o.act('county', application, caseId, 'accept', { outcome: 'continue' })
    for (const department of ['forestry', 'water'])
      await o.act('county', application, caseId, 'consult', { opinion: { department, agrees: true }, says: '同意' })
    for (const says of ['缺围栏', '缺标志'])
      await o.act('county', application, caseId, 'look', { parts: { findings: [{ says }] } })
    const lines = () =>
      rows(
        o.owner,
        sql<any>`select says from permits_permits_findings where case_id = ${caseId} and held is distinct from 'empty' order by id`,
      )
    expect(await lines()).toEqual([{ says: '缺围栏' }, { says: '缺标志' }])
    expect(await rows(o.owner, sql`select 1 from case_act where case_id = ${caseId} and step = 'look'`)).toHaveLength(2)
    expect(await o.header(caseId)).toMatchObject({ at_step: 'hear', due: '2024-06-06' })
    await o.today('2024-06-07') // the daily work has not run yet
    await expect(o.act('town', application, caseId, 'hear', { fields: { defence: '晚了' } })).rejects.toThrow(
      '现在应办理',
    )
    await daily('2024-06-07')
    expect((await o.header(caseId)).at_step).toBe('decide')
    await o.act('county2', application, caseId, 'decide', { outcome: 'grant' })
    await expect(o.act('county', application, caseId, 'look', { parts: {} })).rejects.toThrow('已办结')
  })
  test('任一环节都可以退回补正', async () => {
    await o.today('2024-06-03')
    const caseId = await o.open(application, await o.someone(), { site: '河边' })
    await o.act('county', application, caseId, 'accept', { outcome: 'continue' })
    await o.as('county', async (trx, by) =>
      returnForCorrection(trx, o.engine, { caseId, by, on: await o.day(), says: '地点不详', to: 'apply' }),
    )
    expect(await o.header(caseId)).toMatchObject({ at_step: 'apply', at_post: 'town', round: 2 })
    await o.act('town', application, caseId, 'apply', { fields: { site: '桥东' } })
    expect((await o.header(caseId)).at_step).toBe('accept')
  })
})

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

describe('版本', () => {
  test('申请之日决定适用哪一版；已受理的按原来的办完', async () => {
    await o.today('2024-06-28')
    const old = await o.open('letters.letter', await o.someone(), { says: '旧' })
    expect((await o.header(old)).at_step).toBe('review')
    await o.today('2024-07-01')
    const fresh = await o.open('letters.letter', await o.someone(), { says: '新' })
    expect((await o.header(fresh)).at_step).toBe('decide')
    expect((await o.header(old)).edition).not.toBe((await o.header(fresh)).edition)
    await expect(o.act('county', 'letters.letter', old, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '现在应办理「审核」',
    )
    await expect(o.act('town', 'letters.letter', fresh, 'review')).rejects.toThrow('没有这个环节')
    await o.act('town', 'letters.letter', old, 'review')
    await o.act('county', 'letters.letter', old, 'decide', { outcome: 'grant' })
    await o.act('county', 'letters.letter', fresh, 'decide', { outcome: 'grant' })
    expect(await rows(o.owner, sql`select says from letters_letters order by id`)).toEqual([
      { says: '旧' },
      { says: '新' },
    ])
  })
})

describe('下放', () => {
  test('有日期：以前申请的仍由县级决定，自该日起申请的由乡镇决定', async () => {
    await sql`insert into power (county_id, business, division_id, starts, document_no) values (${o.countyId}, 'letters', ${o.town.id}, '2024-08-01', '演示〔2024〕9号')`.execute(
      o.owner,
    )
    await o.today('2024-07-31')
    const old = await o.open('letters.letter', await o.someone(), { says: '前一天' })
    await o.today('2024-08-01')
    const fresh = await o.open('letters.letter', await o.someone(), { says: '当天' })
    expect([(await o.header(old)).at_post, (await o.header(fresh)).at_post]).toEqual(['county', 'town'])
    await expect(o.act('town', 'letters.letter', old, 'decide', { outcome: 'grant' })).rejects.toThrow('由县级民政')
    await expect(o.act('county', 'letters.letter', fresh, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '由乡镇（街道）',
    )
    await o.act('county', 'letters.letter', old, 'decide', { outcome: 'grant' })
    await o.act('town', 'letters.letter', fresh, 'decide', { outcome: 'grant' })
  })
})
