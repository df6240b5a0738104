/** 殡葬 on the screen: a cremation that stops an allowance and changes a household's 低保, the chain in the file, and all of it undone. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pressStep } from './application.ts'
import { type County, newBankCard, newIdNumber, openCounty } from './county.ts'
import { desktop } from './desk.ts'
import { applyUnseen, confirmUnseen } from './unseen.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const name = '闻老根'
const idNumber = newIdNumber('1938-03-01', '男')
let personId: string
let cremationAt: string
let correctionAt: string

test('老人享受低保和高龄津贴', async () => {
  await county.setToday('2024-06-19')
  const { caseId, personIds } = await applyUnseen(county, name, '2024-06-19', idNumber)
  personId = personIds[0]!
  await confirmUnseen(county, [caseId])
  const clerk = await county.desk('clerk')
  const opened = await clerk.call<{ caseId: string }>('/cases/old-age-allowance.application', {
    ...{ personId, source: 'application', fields: { account: newBankCard(), livesAlone: false } },
  })
  const step = async (who: 'village' | 'clerk2' | 'decider', at: string, body: object = {}) =>
    (await county.desk(who)).call(`/cases/${opened.caseId}/steps/${at}`, body)
  await step('village', 'accept')
  await step('clerk2', 'review')
  await step('decider', 'decide', { outcome: 'grant' })
})

test('殡仪馆：凭死亡证明登记，接运，存放，由另一人火化出证', async () => {
  await county.setToday('2024-08-05')
  const desk = await county.desk('undertaker')
  await desk.open('/')
  await desk.look('funeral-home-workbench')
  await desk.open('/apply/cremation.cremation')
  await desk.fill('身份证号', idNumber)
  await desk.told(`已登记：${name}`)
  await desk.fill('姓名', name)
  await desk.look('cremation-who')
  await desk.press('下一步')
  await desk.told('死亡证明种类')
  const refused = await desk.refused(() => desk.press('下一步'))
  expect(refused).toContain('还没有填写')
  await desk.choose('死亡证明种类', '医疗机构《居民死亡医学证明（推断）书》')
  await desk.fill('死亡证明编号', '演示死证001')
  await desk.fillDay('死亡日期', '2024-08-03')
  await desk.fill(/^承办人/, '闻小山')
  await desk.look('cremation-notice')
  await desk.press('下一步')
  await desk.press('提交申请')
  await desk.page.waitForURL(/\/cases\/\d+/)
  cremationAt = new URL(desk.page.url()).pathname
  await desk.fill('接运地点', '家中')
  await pressStep(desk, '接运遗体')
  await desk.fill('存放天数', '2')
  await desk.pick('是否应当火化', '火化区')
  await pressStep(desk, '存放')
  await desk.look('cremation-stored')
  const other = await county.desk('undertaker2')
  await other.open(cremationAt)
  await other.pick('炉型', '普通炉')
  await other.fill('火化工', '某师傅')
  await other.fill('火化时间（时:分）', '09:30')
  await other.look('cremation-fire')
  await pressStep(other, '火化并出具火化证')
  await other.look('cremation-done')
})

test('无名遗体：按公安机关的编号登记，没有承办人', async () => {
  const desk = await county.desk('undertaker')
  await desk.open('/apply/cremation.cremation')
  await desk.page.getByLabel('身份不明（无名遗体，由公安机关出具证明）').check()
  const refused = await desk.refused(() => desk.press('下一步'))
  expect(refused).toContain('公安机关的编号还没有填写')
  await desk.fill('公安机关编号', '演示公安2024-001')
  await desk.pick('性别', '男')
  await desk.fillDay('推定出生日期', '1970-01-01')
  await desk.look('unknown-body')
  await desk.press('下一步')
  await desk.choose('死亡证明种类', '公安机关无名遗体处理证明')
  await desk.fill('死亡证明编号', '演示公安2024-001')
  await desk.fillDay('死亡日期', '2024-08-01')
  await desk.press('下一步')
  await desk.press('提交申请')
  await desk.page.waitForURL(/\/cases\/\d+/)
  await desk.told('无名氏')
})

test('死亡即时传到高龄津贴和低保；一人一档里一条链，未闭环的看得见', async () => {
  const desk = await county.desk('section')
  await desk.open(`/people/${personId}`)
  await desk.told('遗体火化：全过程')
  await desk.told('未闭环')
  await desk.told(/高龄津贴：死亡，自 2024-09-01 起停发/)
  await desk.told(/低保金：死亡，自 2024-09-01 起由每月/)
  await desk.look('chain-open')
  await county.setToday('2024-09-20')
  await desk.open(`/people/${personId}`)
  await desk.told('逾期未办')
  await desk.look('chain-late')
  await desk.open('/cases?procedure=ashes.following&stands=open')
  await desk.told(name)
  await desk.look('ashes-open')
})

test('登记错了人：殡仪馆提出，县里另一人撤销', async () => {
  const desk = await county.desk('undertaker')
  await desk.open('/registers/cremation.bodies')
  await desk.told(name)
  await desk.look('bodies')
  await desk.follow(new RegExp(name))
  await desk.told('火化登记更正、撤销')
  await desk.look('body-row')
  await desk.press('火化登记更正、撤销')
  await desk.press('开始办理', desk.page.getByRole('dialog'))
  await desk.page.waitForURL(/\/cases\/\d+/)
  correctionAt = new URL(desk.page.url()).pathname
  await desk.fill('登记哪里有误，凭什么更正', '同名同姓，死者另有其人；本人健在，村委会已当面核实。')
  await desk.look('correction-asked')
  await pressStep(desk, '提出更正或撤销')
  const decider = await county.desk('decider')
  await decider.open(correctionAt)
  await decider.pick('结论', '撤销登记')
  const why = await decider.refused(() => decider.press(/^(提交|确认)：审核确认$/))
  expect(why).toContain('理由')
  await decider.fill(/^意见/, '核对死亡证明和村委会说明，登记错了人，撤销。')
  await decider.look('correction-decide')
  await pressStep(decider, '审核确认')
})

test('人还在：津贴和低保自同日恢复，事件已撤销，链已撤下', async () => {
  const desk = await county.desk('section')
  await desk.open(`/people/${personId}`)
  await desk.told('登记已撤销')
  const file = await desk.call<{ died: string | null; rows: { register: string; until: string | null }[] }>(
    `/people/${personId}`,
  )
  expect(file.died).toBeNull()
  const allowance = file.rows.find(r => r.register === 'old-age-allowance.roster')
  expect(allowance).toMatchObject({ until: null, isLive: true })
  await desk.look('chain-undone')
  await desk.look('chain-undone-wide', [desktop])
  expect(await county.faults()).toEqual([])
})
