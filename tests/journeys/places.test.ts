/** Where the power is handed down another person of the town decides; each post sees its own area and business, and a village does its part on a phone. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apply, family, fillVisit, match, photo, pressStep, propose } from './application.ts'
import { type County, type Official, openCounty } from './county.ts'
import { phone } from './desk.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())
let address: string

test('权限下放的乡镇：受理、入户、提出意见', async () => {
  const desk = await county.desk('handed')
  address = await apply(desk, county.handedTown.villageName, family('杨'), '9600', '2024-06-03')
  await pressStep(desk, '受理，或一次性告知补正')
  await match(county, address)
  await desk.open(address)
  await fillVisit(desk, 'handed2')
  await pressStep(desk, '入户调查')
  const other = await county.desk('handed2')
  await propose(other, address, '拟确认')
  const steps = other.page.getByRole('list', { name: '办理步骤' }).getByRole('listitem')
  expect(await steps.filter({ hasText: '审核确认' }).innerText()).toContain('乡镇（街道）')
})

test('村里在手机上公示，拍照上传公示栏', async () => {
  const village = await county.desk('handedVillage')
  await village.page.setViewportSize(phone)
  await village.open('/')
  await village.look('phone-workbench', [phone])
  await village.follow('杨大山')
  await village.told('当前步骤：公示')
  await village.page.getByText('附件', { exact: true }).click()
  await village.page.getByLabel('上传附件').setInputFiles(photo('公示栏.png'))
  await village.told('公示栏.png')
  await village.fill(/^意见/, '已贴在村务公开栏')
  await village.look('phone-post', [phone])
  await pressStep(village, '公示')
  await village.told('2024-06-03 至 2024-06-11')
  await village.look('phone-posted', [phone])
  await village.follow('查找')
  await village.fill('查找人员、家庭、案件', 'yds')
  await village.told('杨大山')
  await village.look('phone-search', [phone])
  await village.follow('更多')
  await village.told('全部功能')
  await village.look('phone-menu', [phone])
})

test('入户调查的人不能审核确认；县级不再确认；乡镇另一人确认', async () => {
  await county.setToday('2024-06-12')
  const [visitor, section, leader] = [
    await county.desk('handed'),
    await county.desk('decider'),
    await county.desk('handedLeader'),
  ]
  await visitor.open(address)
  await visitor.told('您办理过「入户调查」，本环节须由其他人员办理')
  await section.open(address)
  await section.told(/由乡镇（街道）/)
  await leader.open('/')
  await leader.follow('杨大山')
  await leader.pick('结论', '予以确认')
  await pressStep(leader, '审核确认')
  await leader.told('自 2024-07 起')
})

test('邻镇看不到：打开地址，说明不在管辖范围内', async () => {
  const next = await county.desk('nextClerk')
  const says = await next.refused(() => next.open(address))
  expect(says).toContain('没有这个办件，或不在您的管辖范围内')
  await next.look('next-town')
  await next.open('/')
  await next.told('没有待办事项。')
})

test('菜单随岗位不同', async () => {
  const menuOf = async (who: Official) => {
    const desk = await county.desk(who)
    await desk.open('/')
    const menu = desk.page.getByRole('navigation', { name: '主菜单' })
    while (await menu.locator('details:not([open])').count())
      await menu.locator('details:not([open]) > summary').first().click()
    return menu.getByRole('link').allInnerTexts()
  }
  expect(await menuOf('handed')).toEqual(expect.arrayContaining(['工作台', '新申请', '低保台账']))
  const [finance, admin, auditor] = [await menuOf('cashier'), await menuOf('admin'), await menuOf('auditor')]
  expect(finance).toEqual(expect.arrayContaining(['待遇发放', '资金收支']))
  expect(finance).not.toContain('新申请')
  expect(admin).toContain('账号')
  expect(admin.filter(e => /低保|发放|申请/.test(e))).toEqual([])
  expect(auditor).toContain('审计与核验')
  expect(auditor).not.toContain('新申请')
})

test('台账、一户一档、一人一档，一路打开', async () => {
  const desk = await county.desk('section')
  await desk.open('/registers/minimum-living.roster')
  await desk.look('register')
  await desk.follow('杨大山')
  await desk.told('登记内容')
  await desk.follow('一户一档')
  await desk.told('各项台账')
  await desk.follow('杨大山', desk.page.getByRole('main'))
  await desk.told(/^3499\*+/)
  await desk.look('person')
})

test('管理的页面', async () => {
  const pages: readonly [Official, string, string][] = [
    ['admin', '/accounts', 'accounts'],
    ['admin', '/rights', 'rights'],
    ['auditor', '/audit', 'audit'],
    ['section', '/standards', 'standards'],
    ['section', '/cases', 'cases'],
    ['section', '/events', 'events'],
    ['cashier', '/claims', 'claims'],
    ['section', '/exports', 'exports'],
    ['handed', '/registers/minimum-living.roster/import', 'import'],
    ['section', '/nowhere', 'lost'],
    ['village', '/sign-in', 'sign-in'],
  ]
  for (const [who, path, name] of pages) {
    const desk = await county.desk(who)
    await desk.open(path)
    await desk.look(name)
  }
})

test('审计锚：取一行打印，日后按打印件对照；改了一个字就对不上', async () => {
  const desk = await county.desk('auditor')
  await desk.open('/audit')
  await desk.press('取审计锚')
  const printed = desk.page.getByRole('status').filter({ hasText: /第\d+条 SM3/ })
  await printed.waitFor()
  const text = (await printed.innerText()).trim()
  await desk.fill('打印件上的审计锚', text)
  await desk.press('对照')
  await desk.told('与打印件一致，审计链没有被改写。')
  await desk.look('audit-anchor')
  await desk.fill(
    '打印件上的审计锚',
    text.replace(/.$/, c => (c === '0' ? '1' : '0')),
  )
  await desk.press('对照')
  await desk.page.getByText('与打印件一致').waitFor({ state: 'detached' })
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
