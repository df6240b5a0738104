/** 老年助餐结算: a point is paid exactly what its meals come to, each once, whatever is disputed, late or annulled. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { checkAccount } from '#core/payments/account-check'
import { verifyMoney } from '#core/payments/verify'
import type { Day } from '#define/time'
import { Random } from '#simulate/random'
import { type Line, mealsOffice } from './meals-office.ts'
import { settling } from './settlement-office.ts'

const o = await mealsOffice()
const { load, total, settled, open, confirm, decide, catalogue } = o
afterAll(() => o.close())
let eaters: Awaited<ReturnType<typeof o.elder>>[]
beforeAll(async () => {
  eaters = [
    await o.elder('1960-03-01', '六十岁'),
    await o.elder('1940-03-01', '八十多'),
    await o.elder('1950-03-01', '七十多'),
  ]
  await o.as('finance', (trx, actor) =>
    allocate(trx, { fund: 'elderly welfare', amount: 100_000_000, documentNo: '演示〔2024〕10号', actor }),
  )
})
const { lines, pay, mealOn, dispute, answer } = settling(o)

test('七月的餐八月结；争议的餐等到认定以后；退票更正后重发；金额到分相符', async () => {
  await o.today('2024-07-31')
  const [old, older] = eaters
  await load([
    [old!, '2024-07-01', '和平助餐点', '午餐', '10'],
    [older!, '2024-07-01', '和平助餐点', '午餐', '10'],
    [older!, '2024-07-02', '和平助餐点', '午餐', '4.50'],
  ])
  await o.today('2024-08-01')
  const caseId = await dispute(await mealOn('2024-07-02'))
  const cases = await open()
  expect(cases.map(c => c.place_id)).toEqual([...o.points].sort((a, b) => a - b))
  expect(await open()).toEqual(cases) // 当月只派一次
  const [peace, east] = cases as [(typeof cases)[0], (typeof cases)[0]]
  await expect(o.act('town', 'meals.settlement', peace.id, 'check')).rejects.toThrow()
  await confirm(peace.id, peace.place_id)
  await decide(peace.id, 'grant')
  expect(await settled(peace.place_id)).toEqual({ n: 2, fen: 800 })
  await confirm(east.id, east.place_id)
  await expect(decide(east.id, 'grant')).rejects.toThrow('有应结的用餐')
  await decide(east.id, 'refuse')
  await o.today('2024-08-08')
  await pay('2024-07', '02')
  expect(await lines()).toEqual(['和平助餐点餐饮公司 regular 2024-07 800 returned'])
  await answer(caseId, 'not found')
  await load([
    [old!, '2024-07-20', '和平助餐点', '午餐', '10'],
    [old!, '2024-08-02', '东门助餐点', '午餐', '10'],
  ])
  await o.today('2024-09-02')
  for (const c of await open()) {
    await confirm(c.id, c.place_id)
    await decide(c.id, 'grant')
  }
  expect(await settled()).toEqual(await total())
  await o.today('2024-09-08')
  const statement = await one(o.owner, sql<{ id: number }>`select id from meals_statements order by id limit 1`)
  const benefit = catalogue.benefit('meals.subsidy')!
  await o.as('finance2', (trx, actor) =>
    checkAccount(trx, { catalogue, benefit, row: statement.id, why: '与开户银行核对无误', actor }),
  )
  await pay('2024-08')
  expect(await lines()).toEqual([
    '和平助餐点餐饮公司 regular 2024-07 800 repaid',
    '和平助餐点餐饮公司 regular 2024-08 750 paid',
    '东门助餐点餐饮公司 regular 2024-08 300 paid',
    '和平助餐点餐饮公司 repay 2024-07 800 paid',
  ])
  expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
})

test('随意的用餐、争议、认定、撤销、迟报：每次结算后，结算单之和等于当时没有争议的各餐之和', async () => {
  const random = new Random('meals')
  const waiting: number[] = []
  for (const month of ['2024-09', '2024-10', '2024-11', '2024-12'] as const) {
    await o.today(`${month}-28`)
    const late = month === '2024-09' ? month : random.pick(['2024-09', month] as const)
    const some = Array.from({ length: random.int(8, 20) }, (): Line => {
      const day = `${random.chance(15) ? late : month}-${String(random.int(1, 27)).padStart(2, '0')}`
      return [
        random.pick(eaters),
        day,
        random.pick(['和平助餐点', '东门助餐点']),
        random.pick(['早餐', '午餐', '晚餐']),
        `${random.int(1, 12)}.${random.int(0, 9)}5`,
      ]
    })
    await load(some, { takesGood: true })
    const free = await rows(
      o.owner,
      sql<{ id: number; person_id: number }>`select m.id, m.person_id from meals_meals m where annulled_on is null
        and not exists (select from case_file c where c.row_id = m.id) order by id desc limit 6`,
    )
    for (const meal of free) if (random.chance(40)) waiting.push(await dispute(meal))
    for (const id of waiting.splice(0, random.int(0, waiting.length)))
      await answer(id, random.pick(['annul', 'not found'] as const))
    const next = month === '2024-12' ? '2025-01-02' : (`2024-${Number(month.slice(5)) + 1}-02` as Day)
    await o.today(next)
    for (const c of await open()) {
      await confirm(c.id, c.place_id)
      const isGranted = await decide(c.id, 'grant').then(
        () => true,
        () => decide(c.id, 'refuse').then(() => false),
      )
      if (!isGranted) continue
      const sure = await one(
        o.owner,
        sql<{
          n: number
          fen: number
        }>`select count(*)::int as n, coalesce(sum(subsidy_amount), 0)::bigint as fen from meals_meals m
          where annulled_on is null and point = ${c.place_id}
            and not exists (select from case_file x where x.row_id = m.id and x.stands = 'open')`,
      )
      const { carried } = await one(
        o.owner,
        sql<{
          carried: number
        }>`select round(carried / 12)::bigint as carried from meals_statements where place_id = ${c.place_id} order by id desc limit 1`,
      )
      // What comes to less than nothing settles nothing and waits for the next statement.
      const paid = await settled(c.place_id)
      expect(carried ? { n: sure.n, fen: paid.fen - carried } : paid, `${month} ${c.place_id}`).toEqual(sure)
    }
  }
})
