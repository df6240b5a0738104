/** 助餐点 on the screen: entered, changed from a day on, brought in by table, and ended; what was is still to be seen. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type County, newBankCard, openCounty } from './county.ts'
import type { Desk } from './desk.ts'

let county: County
let desk: Desk
beforeAll(async () => {
  county = await openCounty()
  desk = await county.desk('section')
  await desk.call('/registers/meals.points/rows', {
    ...{ name: '和平助餐点', divisionId: String(county.town.village), from: '2024-05-06' },
    fields: { operator: '和平餐饮服务部', account: newBankCard(), seats: 36, foodLicence: 'JY34022300001' },
  })
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const openPoint = async () => {
  await desk.open('/registers/meals.points?state=all')
  await desk.follow('和平助餐点', desk.page.getByRole('main'))
  await desk.told('登记内容')
}
test('变更：自某日起座位数不同，账户不填就不变；以前的留在变动历史里', async () => {
  await openPoint()
  await desk.press('变更')
  const dialog = desk.page.getByRole('dialog')
  await desk.fillDay('自何日起', '2024-06-01', dialog)
  await desk.fill('座位数', '60', dialog)
  await desk.look('point-change')
  await desk.press('变更', dialog)
  await desk.told('已变更')
  await expect
    .poll(() => desk.facts('登记内容'))
    .toMatchObject({ 座位数: '60', 结算账户: expect.stringMatching(/^\*+\d{4}$/) })
  await desk.look('point-changed')
})

test('导入页：助餐点也有模板可下载', async () => {
  await desk.open('/registers/meals.points/import')
  const { bytes } = await desk.download(() => desk.press('下载模板'))
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  await desk.look('points-import')
})

test('终止：说明原因，终止以后没有变更可办', async () => {
  await openPoint()
  await desk.press('终止')
  const dialog = desk.page.getByRole('dialog')
  const refused = await desk.refused(() => desk.press('终止', dialog))
  expect(refused).toContain('原因')
  await desk.fill('原因', '合同到期', dialog)
  await desk.look('point-end')
  await desk.press('终止', dialog)
  await desk.told('已终止')
  await desk.told(/合同到期/)
  expect(await desk.page.getByRole('button', { name: '变更', exact: true }).count()).toBe(0)
  await desk.look('point-ended')
  expect(await county.faults()).toEqual([])
})
