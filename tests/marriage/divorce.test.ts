/** 离婚登记: rulebook 21, example 11, day by day; one steps back, nobody comes, both come. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { printCertificate } from '#core/procedures/forms'
import type { Day } from '#define/time'
import { both, registryOffice } from './couple.ts'

const o = await registryOffice()
afterAll(() => o.close())
const daily = async (day: Day) => {
  await o.today(day)
  return (await runDaily(o.app, o.engine, o.countyId))!
}
const married = () => o.couple({ marital: '20' })

describe('离婚登记', () => {
  test('冷静期届满后双方到场，当天登记；双方成为离婚，补领证件一方即可', async () => {
    await o.today('2024-06-03')
    const roles = await married()
    const caseId = await o.askDivorce(roles)
    expect(await o.header(caseId)).toMatchObject({
      ...{ at_step: 'collect', at_post: 'registry', opens_on: '2024-07-04', due: '2024-08-02' },
      ...{ accepted_on: '2024-06-03', decided_on: null, outcome: null },
    })
    await o.today('2024-07-03')
    await expect(o.step(caseId, 'collect', { came: both })).rejects.toThrow(
      '离婚冷静期至2024-07-03，「双方到场申领」自2024-07-04起才能办理',
    )
    await o.today('2024-07-04')
    await expect(o.step(caseId, 'collect', { came: ['wife'] })).rejects.toThrow('须双方本人同时到场')
    const print = async (form: string) =>
      o.as('registry', async (trx, by) =>
        printCertificate(trx, o.engine, by, { caseId, form, kind: 'print' }, await o.day()),
      )
    expect((await print('receipt')).name).toMatch(/^离婚登记申请受理回执单/)
    await expect(print('certificate')).rejects.toThrow('还没有登记，不能打印离婚证')
    await o.step(caseId, 'collect', { came: both })
    await o.step(caseId, 'register', { outcome: 'grant' })
    expect(await o.header(caseId)).toMatchObject({ stands: 'ended', outcome: 'grant', decided_on: '2024-07-04' })
    const [row] = await rows(o.owner, sql<any>`select * from divorce_divorces where case_id = ${caseId}`)
    expect([row.receipt, row.number, row.is_across]).toEqual(['LS340223-2024-000001', 'L340223-2024-000001', false])
    expect(await o.marital(roles.husband, roles.wife)).toEqual(['40', '40'])
    const told = { former: row.number, registeredOn: '2024-07-04', cause: 'lost', inArchive: true }
    const again = await o.open('divorce.reissue', roles, told, ['wife'])
    await o.act('registry', 'divorce.reissue', again, 'issue', { outcome: 'grant' })
    expect(await rows(o.owner, sql`select number from divorce_reissues where case_id = ${again}`)).toEqual([
      { number: 'BL340223-2024-000001' },
    ])
  })
  test('冷静期最后一天，一方即可撤回；次日起不能再撤回', async () => {
    await o.today('2024-06-03')
    const [one, other] = [await o.askDivorce(await married()), await o.askDivorce(await married())]
    await o.today('2024-07-03')
    await expect(o.stepBack(one, [])).rejects.toThrow('请登记由哪一方提出撤回')
    await o.stepBack(one, ['wife'])
    expect(await o.header(one)).toMatchObject({ stands: 'ended', outcome: 'withdrawn', ended_on: '2024-07-03' })
    const [act] = await rows(
      o.owner,
      sql<any>`select fields from case_act where case_id = ${one} and act = 'withdrawn'`,
    )
    expect(act.fields).toEqual({ came: ['wife'] })
    await o.today('2024-07-04')
    await expect(o.stepBack(other, ['wife'])).rejects.toThrow(
      '「离婚冷静期」已于2024-07-03届满，不能再撤回；不愿继续的，期内不办理「双方到场申领」即视为撤回离婚登记申请',
    )
  })
  test('申领期最后一天还能办；过期即视为撤回，系统没来得及也办不了', async () => {
    await o.today('2024-06-03')
    const roles = await married()
    const [late, just] = [await o.askDivorce(roles), await o.askDivorce(await married())]
    await o.today('2024-08-02')
    await o.step(just, 'collect', { came: both })
    await o.today('2024-08-03') // a Saturday; the machine has not woken up
    await expect(o.step(late, 'collect', { came: both })).rejects.toThrow('自2024-08-03起视为撤回离婚登记申请')
    expect((await daily('2024-08-05')).lapsed).toBeGreaterThanOrEqual(1)
    expect(await o.header(late)).toMatchObject({
      ...{ stands: 'ended', outcome: 'lapsed', ended_as: '视为撤回离婚登记申请', ended_on: '2024-08-03' },
    })
    expect((await o.header(just)).at_step).toBe('register')
    expect(await o.marital(roles.husband, roles.wife)).toEqual(['20', '20'])
    expect((await daily('2024-08-06')).lapsed).toBe(0)
    await o.askDivorce(roles) // nothing has happened: they may ask again
  })
  test('不予受理不占回执单号，不进冷静期；同一对夫妻不能同时有两件', async () => {
    await o.today('2024-09-02')
    const roles = await married()
    const caseId = await o.open('divorce.registration', roles, { ...o.agreement, settled: false })
    await expect(o.step(caseId, 'accept', { outcome: 'continue' })).rejects.toThrow(
      '协议写明自愿离婚和子女、财产、债务',
    )
    await expect(o.open('divorce.registration', roles, o.agreement)).rejects.toThrow('已有正在办理的「离婚登记」')
    await expect(
      o.open('divorce.registration', { ...roles, husband: await o.person('男', '1980-01-01') }, o.agreement),
    ).rejects.toThrow('已有正在办理的「离婚登记」')
    await o.step(caseId, 'accept', { outcome: 'refuse', says: '没有协议' })
    expect(await o.header(caseId)).toMatchObject({ stands: 'ended', outcome: 'refuse', accepted_on: null })
    const [last] = await rows(
      o.owner,
      sql<{ n: number }>`select last as n from serial_counter where series = 'divorce.divorces.receipt-2024'`,
    )
    const given = await rows(o.owner, sql`select 1 from divorce_registration_case where receipt is not null`)
    expect(given).toHaveLength(last!.n)
  })
  test('指标：申请不是离婚；撤回、逾期各是各', async () => {
    const names = ['受理离婚申请', '离婚登记', '撤回离婚登记申请', '逾期视为撤回离婚登记申请', '离婚申请转化率']
    const found = await o.as('registry', trx => indicators(trx, o.engine.catalogue, { names, period: '2024' } as never))
    expect(found.map(f => [f.title, f.value, f.unit])).toEqual([
      ['受理离婚申请', 6, '对'],
      ['离婚登记', 1, '对'],
      ['撤回离婚登记申请', 1, '对'],
      ['逾期视为撤回离婚登记申请', 2, '对'],
      ['离婚申请转化率', 16.67, '%'],
    ])
    expect(found[4]!.definition).toContain('不是离婚率')
  })
})
