/** 补差、择一: two allowances of a test's own beside one that the county keeps; weighed at the decision, and anew in each run. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { type Db, one, rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { openRun } from '#core/payments/run'
import { grantToApp } from '#core/postgres/grants'
import { openCases } from '#core/procedures/open'
import { changeRows, enterRows, leaveRows } from '#core/registers/rows'
import { businessSql } from '#core/registers/tables'
import { benefit, field, procedure, register } from '#define'
import type { Relation } from '#define/events'
import { asSum, toTheFen } from '#define/money'
import { workingDays } from '#define/time'
import { testOffice } from './county.ts'

const allowanceThat = (relation: Relation, title: string) => {
  const roster = register(`${title}台账`, {
    ...{ about: 'person', over: 'period', fields: { account: field.bankCard(), monthly: field.headMonth('每月') } },
  })
  const application = procedure(`${title}申请`, { makes: roster, starts: ['application'] }).steps({
    apply: { who: 'applicant', asks: ['account', 'monthly'] },
    decide: { who: 'county', within: workingDays(5) },
  })
  const allowance = benefit(title, {
    ...{ of: roster, paid: 'every month', to: 'account', fund: 'elderly welfare', from: 'month of decision' },
    apart: { 'retired-cadre-allowance': relation },
  }).amount(({ row, line }) => toTheFen(line('每月', asSum(row.monthly))))
  return { roster, application, allowance }
}
const businesses = ['topping-up', 'chosen'] as const
const o = await testOffice(
  {
    'elderly-care/topping-up': allowanceThat('topped up', '补差津贴'),
    'elderly-care/chosen': allowanceThat('one is chosen', '择一津贴'),
  },
  (owner, catalogue) =>
    owner.transaction().execute(async trx => {
      for (const b of businesses) await sql.raw(businessSql(catalogue, catalogue.business(b)!)).execute(trx)
      await grantToApp(trx)
    }),
)
afterAll(() => o.close())
const { catalogue } = o.engine
const cadre = catalogue.register('retired-cadre-allowance.roster')!

let nth = 100
const person = async () => (await o.household({ people: [{ born: '1940-01-01' }] })).personIds[0]!
const keep = (id: number, yuan: number) =>
  o.as('county', async (trx: Db) => {
    const account = { account_sealed: '\\x01', account_index: '\\x02', account_masked: '*0001' }
    const columns = { person_id: id, monthly: yuan * 100, document: '文号', ...account }
    const entry = { divisionId: o.town.village, townId: o.town.id, from: '2024-06-01' as const, caseId: null }
    return (await enterRows(trx, o.engine, o.countyId, cadre, [{ ...entry, because: '登记', columns }]))[0]!
  })
const granted = async (business: (typeof businesses)[number], id: number, yuan: string) => {
  const p = `${business}.application`
  const [c] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, catalogue.procedure(p)!, [
      {
        ...{ by, on: '2024-06-20', divisionId: o.town.village, personId: id, source: 'application' as const },
        fields: { account: inventBankCard(nth++), monthly: yuan },
      },
    ]),
  )
  await o.act('county', p, c!.caseId, 'decide', { outcome: 'grant' })
  return (await one(o.owner, sql<{ row_id: number }>`select row_id from case_file where id = ${c!.caseId}`)).row_id
}
const run = (business: (typeof businesses)[number], month: '2024-06' | '2024-07') =>
  o.as('finance', (trx, actor) =>
    openRun(trx, { catalogue, benefit: catalogue.benefit(`${business}.allowance`)!, month, actor }),
  )
const lines = async (row: number) =>
  (
    await rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', kind, to_char(for_month, 'YYYY-MM'), amount) as says from payment_line where row_id = ${row} order by id`,
    )
  ).map(l => l.says)

test('补差：只补不足的部分，另一项变动的自变动之月起重算；没有差额的不予确认', async () => {
  await o.today('2024-06-20')
  const [some, alone, none] = [await person(), await person(), await person()]
  const other = await keep(some, 80)
  await keep(none, 200)
  const row = await granted('topping-up', some, '200.00')
  const whole = await granted('topping-up', alone, '200.00')
  await expect(granted('topping-up', none, '200.00')).rejects.toThrow('没有差额可补')
  await run('topping-up', '2024-06')
  expect([await lines(row), await lines(whole)]).toEqual([['regular 2024-06 12000'], ['regular 2024-06 20000']])
  await o.as('county', trx =>
    changeRows(trx, o.engine, o.countyId, cadre, [
      { rowId: other, starts: '2024-06-01', columns: { monthly: 50_00 }, because: '更正' },
    ]),
  )
  await o.today('2024-07-08')
  await run('topping-up', '2024-07')
  expect(await lines(row)).toEqual(['regular 2024-06 12000', 'regular 2024-07 15000', 'arrears 2024-06 3000'])
})

test('择一：已有一项的，审定时要先选；后来又登记了一项的，只发先有的，先有的停了再发', async () => {
  await o.today('2024-06-20')
  const [has, later] = [await person(), await person()]
  await keep(has, 80)
  await expect(granted('chosen', has, '200.00')).rejects.toThrow('只能择一享受')
  const first = await keep(later, 10)
  await o.as('county', trx =>
    leaveRows(trx, o.engine, o.countyId, cadre, [{ rowId: first, from: '2024-06-01', because: '未生效' }]),
  )
  const row = await granted('chosen', later, '200.00')
  await keep(later, 500)
  await run('chosen', '2024-06')
  expect(await lines(row)).toEqual(['regular 2024-06 20000'])
})
