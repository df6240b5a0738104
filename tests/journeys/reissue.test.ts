/** 补领结婚证、离婚证 at the counter: what is missing is told, both come for the one, either for the other; each has a number of its own series and is printed. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pressStep } from './application.ts'
import { type County, openCounty } from './county.ts'
import { come, enterCouple } from './couple.ts'
import type { Desk } from './desk.ts'

let county: County
let desk: Desk
beforeAll(async () => {
  county = await openCounty()
  desk = await county.desk('registrar')
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const tell = async (former: string, registeredOn: string, cause: string) => {
  await desk.fill(/^原(结|离)婚证字号/, former)
  await desk.fillDay('原登记日期', registeredOn)
  await desk.pick('补领原因', cause)
  await desk.pick('已查明婚姻登记档案', '是')
}
const submit = async () => {
  await desk.press('下一步')
  await desk.press('提交申请')
  await desk.page.waitForURL(/\/cases\/\d+/)
}
const printed = async () =>
  (await desk.download(() => desk.page.getByRole('button', { name: '套打' }).last().click())).name

test('补领结婚证：只来一方不能提出；双方到场，补发并套打', async () => {
  await enterCouple(county, desk, 'marriage.reissue', '韩', '20')
  await come(desk, '女方')
  await tell('J349999-2012-000007', '2012-05-20', '遗失')
  await desk.pick('双方声明婚姻关系存续', '是')
  await desk.press('下一步')
  expect(await desk.refused(() => desk.press('提交申请'))).toContain('本人')
  await desk.press('上一步')
  await come(desk, '男方')
  await submit()
  await desk.look('marriage-reissue')
  await desk.pick('结论', '予以补发')
  await pressStep(desk, '补发结婚证')
  await desk.told(/BJ\d{6}-2024-000001/)
  expect(await printed()).toMatch(/\.pdf$/)
  await desk.look('marriage-reissued')
})

test('补领离婚证：一方到场即可', async () => {
  await enterCouple(county, desk, 'divorce.reissue', '唐', '40')
  await come(desk, '女方')
  await tell('L349999-2019-000031', '2019-03-11', '损毁')
  await submit()
  await desk.pick('结论', '予以补发')
  await pressStep(desk, '补发离婚证')
  await desk.told(/BL\d{6}-2024-000001/)
  expect(await printed()).toMatch(/\.pdf$/)
})

test('原登记日期在今天之后的，不予补发', async () => {
  await enterCouple(county, desk, 'divorce.reissue', '曾', '40')
  await come(desk, '男方')
  await tell('L349999-2019-000032', '2024-06-04', '遗失')
  await submit()
  await desk.pick('结论', '予以补发')
  await desk.allowing(async () => {
    await desk.press(/补发离婚证$/)
    await desk.told(/不符合条件「原登记日期不在今天之后」/)
  })
  await desk.look('divorce-reissue-refused')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
