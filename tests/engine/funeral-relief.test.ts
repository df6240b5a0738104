/** 惠民殡葬 in money: deducted from the bill and settled with the funeral home each month; to the kin of who was cremated elsewhere, by receipt. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { inventBankCard } from '#core/identity/bank-card'
import { openRun } from '#core/payments/run'
import { openCases } from '#core/procedures/open'
import { openMonthly } from '#core/procedures/schedule'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Month } from '#define/time'
import { testOffice } from './county.ts'
import { funeralOf } from './funeral.ts'

const o = await testOffice()
afterAll(() => o.close())
const { catalogue } = o.engine
const { couple, cremate, begunBy, correct } = funeralOf(o)
let home: number
beforeAll(async () => {
  const { id } = await one(
    o.owner,
    sql<{
      id: number
    }>`insert into place (county_id, division_id, kind, name) values (${o.countyId}, ${o.town.village}, 'funeral-home', '试县殡仪馆') returning id`,
  )
  home = id
  const homes = catalogue.register('funeral-relief.homes')!
  const values = { operator: '试县殡仪馆', account: inventBankCard(777) }
  await o.as('county', trx =>
    enterRows(trx, o.engine, o.countyId, homes, [
      {
        ...{ divisionId: o.town.village, townId: o.town.id, from: '2024-01-01', caseId: null, because: '登记' },
        columns: { place_id: home, ...toColumns(o.engine, homes.told.fields, values, '2024-01-01') },
      },
    ]),
  )
  for (const n of [1, 2])
    await o.as('finance', (trx, actor) =>
      allocate(trx, { fund: 'funeral relief', amount: 1_000_000_00, documentNo: `财社〔2024〕${n}号`, actor }),
    )
})
const items = {
  transported: true,
  storedDays: 2,
  furnace: 'ordinary',
  urnKept: true,
  hardship: false,
  ecological: false,
}
const deducted = async (personId: number) => {
  const { caseId, bodyId } = await cremate(personId, '2024-08-03')
  const [, deduction] = await begunBy(caseId)
  await o.act('facility', 'funeral-relief.deduction', deduction!.id, 'note', {
    fields: { home: String(home), ...items },
  })
  return {
    bodyId,
    decide: (who: 'county' | 'facility' = 'county') =>
      o.act(who, 'funeral-relief.deduction', deduction!.id, 'decide', { outcome: 'grant' }),
  }
}
const settle = async () => {
  const on = await o.day()
  await o.as('county', (trx, by) =>
    openMonthly(trx, o.engine, by, catalogue.procedure('funeral-relief.settlement')!, on),
  )
  const { id } = await one(
    o.owner,
    sql<{ id: number }>`select id from case_file where procedure = 'funeral-relief.settlement' and stands = 'open'`,
  )
  await o.act('facility', 'funeral-relief.settlement', id, 'confirm', { fields: { confirmed: true } })
  await o.act('county', 'funeral-relief.settlement', id, 'decide', { outcome: 'grant' })
}
const statements = async () =>
  (
    await rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', month, relief_count, relief_amount) as says from funeral_relief_statements order by id`,
    )
  ).map(s => s.says)
const pay = (id: string, month: Month) =>
  o.as('finance', (trx, actor) =>
    openRun(trx, { catalogue, benefit: catalogue.benefit(`funeral-relief.${id}`)!, month, actor }),
  )
const lines = async (benefit: string) =>
  (
    await rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', payee_name, kind, to_char(for_month, 'YYYY-MM'), amount, held_back) as says from payment_status where benefit = ${benefit} order by id`,
    )
  ).map(l => l.says)

test('八月的减免九月与殡仪馆结算一次；登记的人不能同意；撤销的从下一张结算单扣回', async () => {
  const [first, second, third] = [await couple(), await couple(), await couple()]
  await o.today('2024-08-05')
  const one = await deducted(first.man)
  await expect(one.decide('facility')).rejects.toThrow()
  await one.decide()
  await (await deducted(second.man)).decide()
  await o.today('2024-09-02')
  await settle()
  expect(await statements()).toEqual(['2024-08 2 314000'])
  await pay('relief', '2024-08')
  expect(await lines('funeral-relief.relief')).toEqual(['试县殡仪馆 regular 2024-08 314000'])

  await (await correct(one.bodyId, first.man, 'annul'))()
  await (await deducted(third.man)).decide()
  await (await deducted(third.wife)).decide()
  await o.today('2024-10-08')
  await settle()
  expect(await statements()).toEqual(['2024-08 2 314000', '2024-09 1 157000'])
})

test('县外火化：死亡登记以后凭票据补给家属，不超过票据；本县火化过的不重复', async () => {
  const { man, wife } = await couple()
  await o.today('2024-11-04')
  await o.event('town', 'county', { event: 'person.died', personId: wife, on: '2024-10-20' })
  const apply = async (personId: number, billed: string) => {
    const [opened] = await o.as('town', (trx, by) =>
      openCases(trx, o.engine, catalogue.procedure('funeral-relief.reimbursement')!, [
        {
          ...{
            by,
            on: '2024-11-04',
            divisionId: o.town.village,
            roles: { deceased: personId },
            source: 'application' as const,
          },
          fields: {
            ...{
              receipt: '邻县火化证1、票据1',
              billed,
              payee: '周小山',
              account: inventBankCard(778),
              transported: true,
              storedDays: 1,
            },
            ...{ furnace: 'ordinary', urnKept: false, ecological: false },
          },
        },
      ]),
    )
    await o.act('town2', 'funeral-relief.reimbursement', opened!.caseId, 'review', { fields: { hardship: false } })
    return () => o.act('county', 'funeral-relief.reimbursement', opened!.caseId, 'decide', { outcome: 'grant' })
  }
  await (await apply(wife, '1200.50'))()
  await pay('refund', '2024-11')
  expect(await lines('funeral-relief.refund')).toEqual(['周小山 regular 2024-11 120050'])
  await cremate(man, '2024-11-03')
  await expect(apply(man, '2000.00').then(decide => decide())).rejects.toThrow('没有在本县火化')
  await expect(apply(wife, '2000.00').then(decide => decide())).rejects.toThrow()
})
