/** 高龄津贴 on the screen: found at eighty without applying, paid, returned and paid again, a life check missed and given, arrears, and the end. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { type Day, type Month, monthAfter } from '#define/time'
import { pressStep } from './application.ts'
import { payUnseen } from './bank.ts'
import { type County, newBankCard, newIdNumber, type Official, openCounty } from './county.ts'

let county: County
let person: string
const elder = { name: '祝长寿', idNumber: newIdNumber('1944-07-03', '男') }
beforeAll(async () => {
  county = await openCounty()
  const clerk = await county.desk('clerk')
  const made = await clerk.call('/households', {
    ...{ divisionId: String(county.town.village), members: [], head: { ...elder, labour: 'none' } },
  })
  person = made.personIds[0]
  await (await county.desk('cashier')).call('/funds/allocations', {
    ...{ fund: 'elderly welfare', amount: '100000.00', documentNo: '演示〔2024〕78号', on: '2024-06-03' },
  })
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const morning = async (day: Day) => {
  await county.setToday(day)
  await runDaily(county.ledger.app, county.engine, county.countyId)
}
const pay = (month: string, returned?: '03') => payUnseen(county, 'old-age-allowance.allowance', month, returned)
const openRow = async (who: Official) => {
  const desk = await county.desk(who)
  await desk.open(`/people/${person}`)
  await desk.follow('高龄津贴台账', desk.page.getByRole('main'))
  await desk.told('登记内容')
  return desk
}

test('满八十当天，工作台上已有一件；只补账户，村、镇、县各办一步', async () => {
  await morning('2024-07-02')
  const clerk = await county.desk('clerk')
  await clerk.open('/')
  expect(await clerk.page.getByText(elder.name).count()).toBe(0)
  await morning('2024-07-03')
  await clerk.open('/')
  await clerk.follow(elder.name)
  await clerk.told('当前步骤：提出申请')
  await clerk.fill('社会保障卡账号', newBankCard())
  await clerk.pick('是否独居', '是')
  await clerk.look('elder-found')
  await pressStep(clerk, '提出申请')
  const address = new URL(clerk.page.url()).pathname
  const village = await county.desk('village')
  await village.open(address)
  await pressStep(village, '收集材料')
  await clerk.open(address)
  await pressStep(clerk, '审核')
  const decider = await county.desk('decider')
  await decider.open(address)
  await decider.pick('结论', '予以确认')
  await pressStep(decider, '审定')
  await decider.told(/每月\s*50\.00\s*元，自\s*2024-07\s*起/)
  await decider.look('elder-granted')
})

test('七月发放被银行退回；更正账户，八月重发', async () => {
  await county.setToday('2024-07-08')
  expect((await pay('2024-07', '03')).total).toBe('50.00')
  const clerk = await openRow('clerk')
  await clerk.told('退票')
  await clerk.look('elder-returned')
  await clerk.press('高龄津贴信息变更')
  await clerk.fill('社会保障卡账号', newBankCard())
  await clerk.pick('是否独居', '否')
  await clerk.press('开始办理')
  await clerk.page.waitForURL(/\/cases\//)
  const other = await county.desk('leader')
  await other.open(new URL(clerk.page.url()).pathname)
  await other.pick('结论', '继续，金额不变')
  await pressStep(other, '核对变更')
  await county.setToday('2024-08-06')
  expect((await pay('2024-08')).total).toBe('100.00')
  await (await openRow('clerk')).told('已到账')
})

test('一年后要认证，一个月没有认证就暂停；村里上门认证，停发的补回来', async () => {
  for (let month: Month = '2024-09'; month <= '2025-08'; month = monthAfter(month)) {
    if (month === '2025-08') await lapse()
    await county.setToday(`${month}-08`)
    await pay(month)
  }
  await county.setToday('2025-10-09')
  const clerk = await openRow('clerk')
  await clerk.told('暂停')
  await clerk.told('未通过生存认证')
  await clerk.look('elder-suspended')
  await expect(pay('2025-09')).rejects.toThrow('没有应发')
  const village = await openRow('village')
  await village.press('高龄津贴生存认证')
  await village.look('elder-check-begins')
  await village.press('开始办理')
  await village.page.waitForURL(/\/cases\//)
  await village.pick('生存认证方式', '上门')
  await village.pick('结论', '健在，继续发放')
  await village.look('elder-check')
  await pressStep(village, '认证')
  expect((await pay('2025-09')).total).toBe('50.00')
  expect((await pay('2025-10')).total).toBe('50.00')
  await (await openRow('clerk')).look('elder-arrears')
})
/** Asked on the day, missed a month later. */
const lapse = async () => {
  await morning('2025-07-03')
  const village = await county.desk('village')
  await village.open('/')
  await village.told('高龄津贴生存认证')
  await village.look('elder-check-due')
  await morning('2025-08-04') // 2025-08-03 是星期日
  const clerk = await openRow('clerk')
  expect(await clerk.page.getByText('未通过生存认证').count()).toBe(0)
  await morning('2025-08-05')
}

test('迁出本县：一人报告，另一人确认，次月停发', async () => {
  await county.setToday('2025-10-20')
  const village = await county.desk('village')
  await village.open(`/people/${person}`)
  await village.press('报告情况变化')
  const dialog = village.page.getByRole('dialog')
  await village.choose('变化', '户籍迁出', dialog)
  await village.choose('谁', elder.name, dialog)
  await village.fillDay('发生日期', '2025-10-19', dialog)
  await village.fill('来源', '公安户籍', dialog)
  await village.press('报告', dialog)
  await village.told('已报告')
  const clerk = await county.desk('clerk')
  await clerk.open('/events')
  await clerk.press('确认属实')
  await clerk.press('确认属实', clerk.page.locator('.ant-popover'))
  await clerk.told('已确认')
  await openRow('clerk')
  await clerk.told(/止于 2025-11-01/)
  await clerk.look('elder-gone')
  expect(await county.faults()).toEqual([])
})
