/** 时钟与起始: what begins, ends, passes and reminds by itself, and nothing twice. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
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
