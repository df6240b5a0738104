/** 一个乡镇另定标准: entered by one, tried and checked by another at their screens; the page says where it holds, and what the county has stands beside it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type County, openCounty } from './county.ts'
import type { Desk } from './desk.ts'

let county: County
let section: Desk
let decider: Desk
beforeAll(async () => {
  county = await openCounty()
  section = await county.desk('section')
  decider = await county.desk('decider')
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const page = '/standards?business=minimum-living'
test('县级录入只适用一个乡镇的标准，另一人看过影响再复核；两处都现行', async () => {
  await section.open(page)
  await section.press('录入新标准')
  await section.choose('标准', '城市低保标准')
  await section.fill('新数值', '760')
  await section.choose(/只适用乡镇/, county.town.name)
  await section.fillDay('生效日期', '2024-06-01')
  await section.fill('文号', '演示〔2024〕9号')
  await section.look('town-standard-entered')
  await section.press('录入')
  await section.told('待复核：城市低保标准')
  await decider.open(page)
  await decider.told('待复核：城市低保标准')
  const waiting = decider.page.locator('.panel', { hasText: '待复核：城市低保标准' }).first()
  expect(await waiting.innerText()).toContain(county.town.name)
  await decider.look('town-standard-waiting')
  await decider.press('复核生效')
  await decider.page.getByText('待复核：城市低保标准').waitFor({ state: 'detached' })
  await decider.settled()
  const own = decider.page.locator('tr', { hasText: county.town.name })
  expect(await own.innerText()).toMatch(/760[\s\S]*现行/)
  // The county's own goes on everywhere else.
  expect(await decider.page.locator('tr.current', { hasText: '演示（非真实文号）' }).count()).toBeGreaterThan(1)
  await decider.look('town-standard')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
