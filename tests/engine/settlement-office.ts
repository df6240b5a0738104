/** 结算 in the test county: what was paid to whom, the run of a month, a matter about one meal and its answer. */
import { sql } from 'kysely'
import { one, rows } from '#core/db'
import { settleBatch } from '#core/payments/outcome'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { openCases } from '#core/procedures/open'
import type { Day, Month } from '#define/time'
import type { mealsOffice } from './meals-office.ts'

export const settling = (o: Awaited<ReturnType<typeof mealsOffice>>) => {
  const { keys, catalogue } = o
  const lines = () =>
    rows(
      o.owner,
      sql<{
        says: string
      }>`select concat_ws(' ', payee_name, kind, to_char(for_month, 'YYYY-MM'), amount, status) as says from payment_status
        where benefit = 'meals.subsidy' order by id`,
    ).then(all => all.map(l => l.says))
  const pay = async (month: Month, code?: '02') => {
    const benefit = catalogue.benefit('meals.subsidy')!
    const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
    const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
    await o.as('finance2', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
    await o.as('finance', (trx, actor) =>
      settleBatch(trx, { batch: batch.id, returned: code ? [{ line: 1, code }] : [], actor }),
    )
  }
  const mealOn = (day: Day) =>
    one(
      o.owner,
      sql<{
        id: number
        person_id: number
      }>`select id, person_id from meals_meals where on_day = ${day} order by id limit 1`,
    )
  const dispute = async (meal: { id: number; person_id: number }) => {
    const on = await o.day()
    const [opened] = await o.as('town', (trx, by) =>
      openCases(trx, o.engine, catalogue.procedure('meals.dispute')!, [
        { by, on, divisionId: o.town.village, personId: meal.person_id, rowId: meal.id, source: 'discovery' },
      ]),
    )
    return opened!.caseId
  }
  const answer = async (id: number, outcome: 'annul' | 'not found') => {
    await o.act('town', 'meals.dispute', id, 'see')
    await o.act('county', 'meals.dispute', id, 'decide', { outcome, says: '已核对签字记录' })
  }
  return { lines, pay, mealOn, dispute, answer }
}
