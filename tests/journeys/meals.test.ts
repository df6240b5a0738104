/** 老年助餐 on the screen: a point is kept, meals come by hand and by file, a month is settled with the operator and paid to its account. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createAccounts } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { runDaily } from '#core/daily'
import { one } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { pressStep } from './application.ts'
import { type County, newBankCard, newIdNumber, openCounty } from './county.ts'
import type { Desk } from './desk.ts'

let county: County
let own: Desk
const [eighty, sixty] = [
  { name: '童八十', idNumber: newIdNumber('1944-05-01', '男') },
  { name: '童六十', idNumber: newIdNumber('1960-05-01', '女') },
]
beforeAll(async () => {
  county = await openCounty()
  await county.setToday('2024-06-03')
  const clerk = await county.desk('clerk')
  for (const { name, idNumber } of [eighty, sixty])
    await clerk.call('/households', {
      ...{ divisionId: String(county.town.village), members: [] },
      head: { name, idNumber, labour: 'none' },
    })
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

test('县里登记助餐点：名称、所在村、运营单位和账户；缺一项说一项', async () => {
  const desk = await county.desk('section')
  await desk.open('/registers/meals.points')
  await desk.follow('登记')
  await desk.fill('名称', '和平助餐点')
  await desk.choose('所在村（居）', county.town.villageName, desk.page, true)
  await desk.fill('运营单位（收款户名）', '和平餐饮服务部')
  await desk.fill('结算账户', newBankCard())
  await desk.fill('座位数', '36')
  const refused = await desk.refused(() => desk.press('登记'))
  expect(refused).toContain('食品经营许可证号')
  await desk.look('meals-point')
  await desk.fill('食品经营许可证号', 'JY34022300001')
  await desk.press('登记')
  await desk.told('已登记')
  await desk.open('/registers/meals.points')
  await desk.told('和平助餐点')
  await desk.look('meals-points')
  const { id } = await one(county.ledger.owner, sql<{ id: number }>`select id from place where name = '和平助餐点'`)
  await account(id)
})
const account = async (placeId: number) => {
  const { owner } = county.ledger
  const person = await one(
    owner,
    sql<{
      id: number
    }>`insert into person (county_id, division_id, name, born) values (${county.countyId}, ${county.town.village}, '水店长', '1985-01-01') returning id`,
  )
  await createAccounts(owner, county.engine.keys, county.countyId, [
    {
      ...{
        login: 'point',
        personId: person.id,
        name: '水店长',
        password: { hash: await hashPassword('correct horse 马') },
      },
      ...{ post: 'provider', divisionId: county.town.village, businesses: ['meals'], placeId },
    },
  ])
  own = await county.sitAs('point', undefined)
}

test('乡镇登一餐：点从名单里选；同一餐不记两次', async () => {
  const desk = await county.desk('clerk')
  await desk.open('/registers/meals.meals/enter')
  const enter = async () => {
    await desk.fill('身份证号', eighty!.idNumber)
    await desk.fill('姓名', eighty!.name)
    await desk.choose('助餐点', '和平助餐点')
    await desk.pick('餐次', '午餐')
    await desk.fill('餐费', '8.00')
  }
  await enter()
  await desk.look('meals-enter')
  await desk.press('登记')
  await desk.told('已登记：童八十')
  await desk.page.waitForTimeout(500) // faster than that, the same thing is one thing, pressed twice
  await enter()
  await desk.press('登记')
  await desk.told('已有同一条记录（和平助餐点），不重复登记')
})

test('双击登记只登一次，也不报错；填完光标回到身份证号', async () => {
  const desk = await county.desk('clerk')
  await desk.open('/registers/meals.meals/enter')
  await desk.fill('身份证号', eighty!.idNumber)
  await desk.fill('姓名', eighty!.name)
  await desk.pick('餐次', '晚餐')
  await desk.fill('餐费', '3.00')
  await desk.page.getByRole('button', { name: '登记', exact: true }).dblclick()
  await desk.told('已登记：童八十')
  await desk.quiet()
  expect(await desk.page.locator('.refused, .fault').count()).toBe(0)
  await expect.poll(() => desk.page.evaluate('document.activeElement.id')).toBe('enter-number')
})

test('空表不能导入；运营单位按姓名找得到住在别处的客人', async () => {
  await own.open('/registers/meals.meals/import')
  const columns = ['姓名', '证件号码', '日期', '助餐点', '餐次', '餐费'].map(title => ({ key: title, title }))
  await own.page.getByLabel('导入文件').setInputFiles({
    ...{ name: '空表.xlsx', buffer: await writeXlsx({ sheets: [{ name: '助餐明细', columns, rows: [] }] }) },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
  await own.told('文件里没有一行数据，请在标题行下面填写后重新选择。')
  expect(await own.page.getByRole('button', { name: /导入 0 行/ }).count()).toBe(0)
  const found = async (q: string) => (await own.call(`/registers/meals.meals?q=${encodeURIComponent(q)}`)).rows
  expect(await found('童八')).toHaveLength(2)
  expect(await found('童九')).toEqual([])
})

test('运营单位报一个月的表：坏行列出原因，只导入无误的', async () => {
  await county.setToday('2024-06-28')
  const lines = Array.from({ length: 20 }, (_, i) => ({
    ...{ 姓名: eighty!.name, 证件号码: eighty!.idNumber, 日期: `2024-06-${String(i + 4).padStart(2, '0')}` },
    ...{ 助餐点: '和平助餐点', 餐次: '午餐', 餐费: '8' },
  }))
  const titles = Object.keys(lines[0]!)
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '助餐明细',
        columns: titles.map(title => ({ key: title, title })),
        rows: [
          ...lines,
          { ...lines[0]!, 姓名: sixty!.name, 证件号码: sixty!.idNumber },
          { ...lines[0]!, 姓名: '写错的', 证件号码: sixty!.idNumber, 餐次: '晚餐' },
          { ...lines[0]!, 日期: '2024-07-09' },
          { ...lines[0]!, 日期: '2024-06-25', 餐费: '-3' },
        ],
      },
    ],
  })
  await own.open('/registers/meals.meals/import')
  await own.page.getByLabel('导入文件').setInputFiles({
    ...{ name: '六月用餐.xlsx', buffer: bytes },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
  await own.told('姓名与库中这个证件号码的姓名不一致')
  await own.told('“日期”在今天之后')
  await own.told('金额不能是负数')
  await own.look('meals-import')
  await own.press('只导入无误的 21 行')
  await own.told(/已导入/)
  await own.follow('查看台账')
  await own.told('和平助餐点')
  await own.look('meals-list')
})

let caseAt: string
test('次月：运营单位确认，乡镇核对，县里同意', async () => {
  await county.setToday('2024-07-01')
  await runDaily(county.ledger.app, county.engine, county.countyId)
  const { id } = await one(
    county.ledger.owner,
    sql<{ id: number }>`select id from case_file where procedure = 'meals.settlement' and stands = 'open'`,
  )
  caseAt = `/cases/${id}`
  await own.open('/')
  await own.told('助餐月度结算')
  await own.look('meals-own-workbench')
  await own.open(caseAt)
  await own.pick('运营单位确认', '是')
  await own.look('meals-confirm')
  await own.follow('2024-06 的助餐明细')
  await own.told('和平助餐点')
  await own.page.goBack()
  await own.follow('和平助餐点', own.page.getByRole('main'))
  await own.told('在这里发生的')
  await own.look('meals-place')
  await own.open(caseAt)
  await own.pick('运营单位确认', '是')
  await pressStep(own, '确认用餐数和金额')
  const clerk = await county.desk('clerk2')
  await clerk.open(caseAt)
  await pressStep(clerk, '抽查核对')
  const decider = await county.desk('decider')
  await decider.open(caseAt)
  await decider.told('核算表')
  await decider.look('meals-decide')
  await decider.pick('结论', '同意支付')
  await pressStep(decider, '同意支付')
  await decider.look('meals-decided')
})

test('核发：付给运营单位的账户，金额等于各餐之和', async () => {
  const cashier = await county.desk('cashier')
  await cashier.call('/funds/allocations', {
    ...{ fund: 'elderly welfare', amount: '100000.00', documentNo: '演示〔2024〕77号', on: '2024-07-01' },
  })
  const run = await cashier.call('/payments/runs', { benefit: 'meals.subsidy', month: '2024-06' })
  expect(run).toMatchObject({ regular: 1, total: '111.00' })
  const batch = await cashier.call(`/payments/runs/${run.id}/seal`, {})
  await cashier.open(`/payments/${batch.id}`)
  await cashier.told('111.00')
  await cashier.look('meals-batch')
  const { sum } = await one(
    county.ledger.owner,
    sql<{ sum: number }>`select sum(subsidy_amount)::int as sum from meals_meals where annulled_on is null`,
  )
  expect(sum).toBe(11100)
  expect(await county.faults()).toEqual([])
})
