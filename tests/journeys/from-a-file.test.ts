/** 办理…: begun from the file of a person or of an organisation, who it is about is told and not typed; and the paper that it ends in. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { asActor } from '#core/db'
import { inventCreditCode } from '#core/identity/credit-code'
import { machine } from '#core/machine'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import { registration } from '#tests/organisations/county'
import { pressStep } from './application.ts'
import { type County, newIdNumber, openCounty } from './county.ts'
import type { Desk } from './desk.ts'

let county: County
let registrar: Desk
beforeAll(async () => {
  county = await openCounty()
  registrar = await county.desk('registrar')
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const begin = async (desk: Desk, matter: string) => {
  await desk.press('办理…')
  await desk.page.locator('.handle-menu').getByText(matter, { exact: true }).click()
}
const person = async (name: string, born: '1990-05-05' | '1992-06-06', sex: '男' | '女') =>
  registrar.call<{ id: string }>('/people', {
    ...{ name, idNumber: newIdNumber(born, sex), divisionId: String(county.town.village), sex },
  })
const society = (title: string) =>
  asActor(county.ledger.app, machine(county.countyId), async trx => {
    const creditCode = inventCreditCode('51', '340223', 81)
    const { id: townId, village } = county.town
    const [o] = await findOrAddOrganisations(trx, county.countyId, [{ name: title, divisionId: village, creditCode }])
    const r = county.engine.catalogue.register('social-organisations.registered')!
    const values = { ...registration(title), creditCode, certificateUntil: '2026-12-31' }
    const columns = { organisation_id: o!.id, ...toColumns(county.engine, r.told.fields, values, '2024-01-02') }
    await enterRows(trx, county.engine, county.countyId, r, [
      { divisionId: village, townId, from: '2015-05-01', caseId: null, because: '登记', columns },
    ])
    return o!.id
  })

test('从个人档案办理：列出能办的事项，是谁不用再填；男方的事项不列给女方', async () => {
  const { id } = await person('白玉兰', '1990-05-05', '女')
  await registrar.open(`/people/${id}`)
  await registrar.press('办理…')
  const menu = registrar.page.locator('.handle-menu')
  await menu.getByText('结婚登记（女方）', { exact: true }).waitFor()
  expect(await menu.innerText()).not.toContain('男方')
  await registrar.look('handle-person')
  await menu.getByText('结婚登记（女方）', { exact: true }).click()
  await registrar.page.waitForURL(/\/apply\/marriage\.registration/)
  await registrar.page.getByLabel('身份证号', { exact: true }).waitFor()
  await registrar.told('白玉兰')
  expect(await registrar.page.getByLabel('身份证号', { exact: true }).count()).toBe(1)
  await registrar.look('handle-marriage')
})

test('出具婚姻登记记录证明：本人到场、查档、套打；无记录的不给买房人', async () => {
  const { id } = await person('石青', '1992-06-06', '男')
  await registrar.open(`/people/${id}`)
  await begin(registrar, '出具婚姻登记记录证明')
  await registrar.told('石青')
  await registrar.press('下一步')
  await registrar.page.getByLabel('当事人本人到场，已核对证件').check()
  await registrar.pick('证明内容', '有婚姻登记记录')
  await registrar.pick('用途', '本人查询、补办')
  await registrar.look('record-asked')
  await registrar.press('下一步')
  await registrar.press('提交申请')
  await registrar.told('当前步骤：查阅档案，出具证明')
  await registrar.pick('档案中查到婚姻登记记录', '是')
  await registrar.pick('登记种类', '结婚登记')
  await registrar.fill(/^登记字号/, 'J340223-2015-000123')
  await registrar.fillDay('登记日期（可不填）', '2015-05-20')
  await registrar.pick('结论', '出具证明')
  await pressStep(registrar, '查阅档案，出具证明')
  await registrar.told('证件打印')
  await registrar.look('record-issued')
  const paper = await registrar.download(() => registrar.press('套打'))
  expect(paper.bytes.toString('latin1').startsWith('%PDF')).toBe(true)
})

test('从社会组织档案办理撤销登记：告知写明事实，台账里没有最近两年的年检', async () => {
  const id = await society('南陵县沉寂协会')
  const clerk = await county.desk('section')
  await clerk.open(`/organisations/${id}`)
  await begin(clerk, '社会组织撤销登记')
  await clerk.press('开始办理')
  await clerk.page.waitForURL(/\/cases\/\d+/)
  await clerk.told('当前步骤：告知拟撤销登记的事实、理由、依据和陈述申辩、听证的权利')
  await clerk.pick('撤销登记事由', '连续两年不参加年检')
  await clerk.fill(/^拟撤销登记的事实/, '2022、2023年度均未参加年检')
  await clerk.look('revocation-notice')
  await pressStep(clerk, '告知拟撤销登记的事实、理由、依据和陈述申辩、听证的权利')
  await clerk.told('陈述申辩，要求听证')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
