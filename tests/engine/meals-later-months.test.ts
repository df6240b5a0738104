/** 封账: a settled month is closed; what comes late, or was wrong, is the difference in the next statement, of either sign, each once. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { verifyMoney } from '#core/payments/verify'
import { endByHand } from '#core/registers/by-hand'
import type { Day } from '#define/time'
import { type Line, mealsOffice } from './meals-office.ts'
import { settling } from './settlement-office.ts'

const o = await mealsOffice()
const { load, open, confirm, decide, total, settled } = o
const { lines, pay, mealOn, dispute, answer } = settling(o)
const [peace, east] = ['和平助餐点', '东门助餐点']
let eater: Awaited<ReturnType<typeof o.elder>>
beforeAll(async () => {
  eater = await o.elder('1940-03-01', '八十多')
  await o.as('finance', (trx, actor) =>
    allocate(trx, { fund: 'elderly welfare', amount: 100_000_000, documentNo: '演示〔2024〕11号', actor }),
  )
})
afterAll(() => o.close())
/** Lunches of five yuan. */
const eat = (point: string, ...days: Day[]) => load(days.map((d): Line => [eater, d, point, '午餐', '10']))
const annul = async (day: Day) => answer(await dispute(await mealOn(day)), 'annul')
/** All points agree, those with nothing to settle are refused; the statements of the month: meals, money, of earlier months, carried over. */
const settle = async (on: Day) => {
  await o.today(on)
  for (const c of await open()) {
    await confirm(c.id, c.place_id)
    await decide(c.id, 'grant').catch(() => decide(c.id, 'refuse'))
  }
  return rows(
    o.owner,
    sql<{
      says: string
    }>`select p.name || ' ' || concat_ws(' ', meals, round(money / 1200, 2), subsidy_count, subsidy_amount, round(carried / 1200, 2)) as says
      from meals_statements s join place p on p.id = s.place_id where on_day = ${on} order by s.place_id`,
  ).then(all => all.map(s => s.says))
}
const months = (place: number) =>
  rows(
    o.owner,
    sql<{ says: string }>`select concat_ws(' ', s.month, to_char(l.month, 'YYYY-MM'), l.rows, l.money) as says
      from statement_month l join meals_statements s on s.id = l.statement_id where l.provider_id = ${place} order by s.month, l.month`,
  ).then(all => all.map(l => l.says))

test('第二个月、第三个月：补记、更正只算差额，每一笔一次', async () => {
  await o.today('2024-07-31')
  await eat(peace!, '2024-07-01', '2024-07-02', '2024-07-03')
  expect(await settle('2024-08-01')).toEqual(['和平助餐点 3 15.00 3 1500 0.00'])
  await o.today('2024-08-30')
  await eat(peace!, '2024-08-05', '2024-08-06', '2024-07-30') // 两餐当月，一餐补记
  await annul('2024-07-01')
  await annul('2024-07-02')
  expect(await settle('2024-09-02')).toEqual(['和平助餐点 1 5.00 1 500 0.00'])
  expect(await months(o.points[0]!)).toEqual([
    '2024-07 2024-07 3 1500',
    '2024-08 2024-07 -1 -500',
    '2024-08 2024-08 2 1000',
  ])
  await o.today('2024-09-29')
  await eat(peace!, '2024-09-05', '2024-08-30')
  expect(await settle('2024-10-08')).toEqual(['和平助餐点 2 10.00 2 1000 0.00'])
  expect((await months(o.points[0]!)).slice(3)).toEqual(['2024-09 2024-08 1 500', '2024-09 2024-09 1 500'])
  expect(await settled()).toEqual(await total())
})

test('不足抵扣的结转下月：不付款，也不丢；下月先抵', async () => {
  await o.today('2024-10-09')
  await eat(east!, '2024-10-09')
  await annul('2024-09-05')
  await annul('2024-08-30')
  await annul('2024-08-05')
  await o.today('2024-10-30')
  await eat(peace!, '2024-10-11')
  expect(await settle('2024-11-01')).toEqual(['和平助餐点 -2 -10.00 0 0 10.00', '东门助餐点 1 5.00 1 500 0.00'])
  await o.today('2024-11-29')
  await eat(peace!, '2024-11-05')
  expect(await settle('2024-12-02')).toEqual(['和平助餐点 -1 -5.00 0 0 5.00'])
  await o.today('2024-12-30')
  await eat(peace!, '2024-12-05', '2024-12-06', '2024-12-09')
  expect(await settle('2025-01-02')).toEqual(['和平助餐点 2 10.00 2 1000 0.00'])
  expect(await settled()).toEqual(await total())
})

test('各月依次付款，没有应付的月份不挡后面的；账对得上', async () => {
  await o.today('2025-01-08')
  for (const month of ['2024-07', '2024-08', '2024-09', '2024-10'] as const) await pay(month)
  await expect(pay('2024-11')).rejects.toThrow('2024-11没有应发「助餐补贴」的对象')
  await pay('2024-12')
  expect(await lines()).toEqual([
    '和平助餐点餐饮公司 regular 2024-07 1500 paid',
    '和平助餐点餐饮公司 regular 2024-08 500 paid',
    '和平助餐点餐饮公司 regular 2024-09 1000 paid',
    '东门助餐点餐饮公司 regular 2024-10 500 paid',
    '和平助餐点餐饮公司 regular 2024-12 1000 paid',
  ])
  expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
})

test('同意两次只结一次；两人同时按也只结一次', async () => {
  await o.today('2025-01-24')
  await eat(peace!, '2025-01-10')
  await o.today('2025-02-05')
  const c = (await open()).find(x => x.place_id === o.points[0])!
  await confirm(c.id, c.place_id)
  const both = await Promise.allSettled([decide(c.id, 'grant'), decide(c.id, 'grant')])
  expect(both.map(b => b.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(decide(c.id, 'grant')).rejects.toThrow()
  expect(await settled()).toEqual(await total())
})

test('月中终止的点，当月的餐仍在次月结清；以后不再派', async () => {
  await settle('2025-03-03') // 一月、二月没有用餐的，不予支付
  await o.today('2025-03-20')
  await eat(east!, '2025-03-03')
  const row = await one(o.owner, sql<{ id: number }>`select id from meals_points where place_id = ${o.points[1]}`)
  const points = o.catalogue.register('meals.points')!
  await o.as('county', (trx, by) =>
    endByHand(trx, o.engine, by, points, row.id, { from: '2025-03-10', why: '合同到期' }),
  )
  expect(await settle('2025-04-01')).toEqual(['东门助餐点 1 5.00 1 500 0.00'])
  await o.today('2025-05-06')
  expect((await open()).map(c => c.place_id)).toEqual([o.points[0]])
})

test('终止以后才补记的餐，次月仍有最后一份结算单，付到原来的账户；结清以后不再派', async () => {
  await eat(east!, '2025-03-04', '2025-03-05')
  await o.today('2025-06-03')
  expect((await open()).filter(c => c.place_id === o.points[1]).length).toBe(1)
  expect(await settle('2025-06-03')).toEqual(['东门助餐点 2 10.00 2 1000 0.00'])
  await o.today('2025-06-10')
  for (const month of ['2025-01', '2025-03', '2025-05'] as const) await pay(month)
  expect((await lines()).at(-1)).toBe('东门助餐点餐饮公司 regular 2025-05 1000 paid')
  await o.today('2025-07-01')
  expect((await open()).map(c => c.place_id)).toEqual([o.points[0]])
})

test('直接写进库里的一餐，核对时看得出', async () => {
  expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
  await sql`update provided_month set money = money + 1 where month = '2024-07-01'`.execute(o.owner)
  expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([
    '助餐补贴：和平助餐点2024-07的累计与明细不符',
  ])
  const { n } = await one(o.owner, sql<{ n: number }>`select count(*)::int as n from provided_month`)
  expect(n).toBeGreaterThan(5)
})
