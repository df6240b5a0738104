/** 离婚登记 at the counter: one couple never comes back, one steps back, one parts; nobody else in the bureau sees any of it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { pressStep } from './application.ts'
import { type County, newIdNumber, openCounty } from './county.ts'
import { come, couple, enterCouple, panel } from './couple.ts'
import type { Desk } from './desk.ts'

let county: County
let desk: Desk
beforeAll(async () => {
  county = await openCounty()
  desk = await county.desk('registrar')
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

/** From the menu to the receipt; the address of the case. */
const ask = async (surname: string) => {
  await enterCouple(county, desk, 'divorce.registration', surname, '20')
  await come(desk, '男方', '女方')
  await desk.fill('结婚证字号', 'J349999-2012-000007')
  for (const yes of ['在内地登记结婚', '协议载明自愿离婚、子女抚养、财产和债务', '已出示户口簿'])
    await desk.pick(yes, '是')
  await desk.fill(/^未成年子女人数/, '1')
  await desk.press('下一步')
  await desk.press('提交申请')
  await desk.page.waitForURL(/\/cases\/\d+/)
  await desk.told('当前步骤：审查，发给受理回执单')
  await desk.pick('结论', '受理')
  await pressStep(desk, '审查，发给受理回执单')
  return new URL(desk.page.url()).pathname
}
let lapsing: string
let withdrawn: string
let parting: string

test('双方到场申请，受理后进入三十日冷静期', async () => {
  lapsing = await ask('韩')
  await desk.told(/2024-07-04/)
  await desk.look('divorce-cooling')
  withdrawn = await ask('唐')
  parting = await ask('曾')
})

test('冷静期最后一天，一方单独撤回', async () => {
  await county.setToday('2024-07-03')
  await desk.open(withdrawn)
  await desk.press('撤回申请')
  await desk.pick('由哪一方提出', '女方')
  await desk.fill('撤回原因', '不愿意离婚')
  await desk.look('divorce-withdrawing')
  await desk.press('撤回申请', desk.page.getByRole('dialog'))
  await desk.told('撤回')
  await desk.open('/cases')
  await desk.told('唐建军、唐丽君')
})

test('冷静期满，缺一方不能申领；双方都到场，当天登记，打印离婚证', async () => {
  await county.setToday('2024-07-10')
  await desk.open(parting)
  await come(desk, '女方')
  expect(await desk.refused(() => desk.press(/双方到场申领$/))).toContain('须双方本人同时到场')
  await come(desk, '男方')
  await pressStep(desk, '双方到场申领')
  await desk.pick('结论', '予以登记')
  await pressStep(desk, '登记，发给离婚证')
  await desk.told('证件打印')
  await desk.press('校准')
  await desk.fill('打印机（如：一号窗口）', '一号窗口')
  await desk.fill('向右（毫米）', '99')
  expect(await desk.refused(() => desk.press('保存'))).toContain('「向右（毫米）」应是 -30 到 30 之间的数')
  await desk.fill('向右（毫米）', '1.5')
  await desk.fill('向下（毫米）', '-0.75')
  await desk.press('保存')
  await desk.told('一号窗口（右移 1.5、上移 0.75 毫米）')
  const printed = await desk.download(() => desk.page.getByRole('button', { name: '套打' }).last().click())
  expect(printed.name).toMatch(/^离婚证-.*\.pdf$/)
  expect(printed.bytes.subarray(0, 4).toString()).toBe('%PDF')
  await desk.look('divorce-registered')
})

test('逾期不来，视为撤回：当天系统自行终止，来了也办不成', async () => {
  await county.setToday('2024-08-05')
  await desk.open(lapsing)
  await desk.told(/视为撤回离婚登记申请/)
  await runDaily(county.ledger.app, county.engine, county.countyId)
  await desk.open(lapsing)
  await desk.told('视为撤回离婚登记申请')
  await desk.look('divorce-lapsed')
  const figures = await desk.call('/figures?period=2024&names=受理离婚申请,离婚登记,逾期视为撤回离婚登记申请')
  expect(JSON.stringify(figures)).toContain('逾期视为撤回离婚登记申请')
})

test('预约：选时段、登记人，当天到场', async () => {
  await county.setToday('2024-08-06')
  await desk.open('/appointments')
  await desk.press('08-07 周三 9时至10时，余6个号，预约')
  const p = { name: '许佳', idNumber: newIdNumber('1996-01-09', '女') }
  await desk.fill('身份证号', p.idNumber, panel(desk, '预约人'))
  await desk.fill('姓名', p.name, panel(desk, '预约人'))
  await desk.press('下一步')
  await desk.choose('办理事项', '结婚登记')
  await desk.press('预约', desk.page.getByRole('main'))
  await desk.told('已预约，预约号 Y2024000001')
  await desk.told('08-07 周三的预约')
  await desk.look('appointments')
  await county.setToday('2024-08-07')
  await desk.open('/appointments')
  await desk.press('到场')
  await desk.told('许佳：已登记到场')
  await desk.follow('去办理')
  await desk.told('结婚登记')
})

test('别的岗位看不见：案件、名册、清单、查找、一人一档；只有数字人人可见', async () => {
  for (const who of ['clerk', 'section', 'head', 'auditor'] as const) {
    const other = await county.desk(who)
    const ask = async (path: string) => {
      const answer = await other.page.context().request.get(`/api${path}`)
      return { status: answer.status(), text: await answer.text() }
    }
    for (const path of [lapsing, '/registers/divorce.divorces', '/appointments', '/registers/marriage.marriages'])
      expect([403, 404], `${who} ${path}`).toContain((await ask(path)).status)
    expect((await ask('/cases')).text, who).not.toContain('离婚')
    const found = await ask(`/search?q=${encodeURIComponent('曾丽君')}`)
    expect(found.text, who).not.toContain('离婚')
    const person = JSON.parse(found.text).rows?.[0] ?? JSON.parse(found.text)[0]
    if (person?.kind === 'person') expect((await ask(`/people/${person.id}`)).text, who).not.toContain('离婚登记')
  }
  expect(await county.faults()).toEqual([])
})
