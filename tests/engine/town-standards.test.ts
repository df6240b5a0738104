/** 乡镇另定的标准: the standard of the place where a household lives in that month; the town beside it is left alone, and moving changes it. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { openRun } from '#core/payments/run'
import { openCases } from '#core/procedures/open'
import { raiseStandards } from '#core/registers/raise'
import { recount } from '#core/registers/recount'
import { checkStandard, setStandard } from '#core/standards/decide'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const { catalogue } = o.engine
const roster = catalogue.register('minimum-living.roster')!
const fields = roster.told.standards!.told.fields

/** By two, then worked out for everybody. */
const decided = async (value: string, starts: Day, divisionId?: number) => {
  const said = { business: 'minimum-living', name: 'rural', starts, value, documentNo: '演示〔2024〕9号', divisionId }
  const id = await o.as('county', (trx, by) => setStandard(trx, by, said, fields))
  await o.as('county2', (trx, by) => checkStandard(trx, by, id))
  return o.as('county2', (trx, by) => raiseStandards(trx, o.engine, by, roster, starts))
}
const agrees = async (day: Day) =>
  expect((await o.as('county', trx => recount(trx, o.engine, o.countyId, roster, day))).wrong).toEqual([])
const openCase = async (rowId: number, procedure: string) =>
  (
    await one(
      o.owner,
      sql<{
        id: number
      }>`select id from case_file where row_id = ${rowId} and procedure = ${procedure} and stands = 'open'`,
    )
  ).id
/** From the month after; the household of this row goes to the other town. */
const moves = async (rowId: number, personId: number, on: Day) => {
  await o.today(on)
  const [event, toDivisionId] = ['person.moved-away' as const, o.handedTown.village]
  await o.event('town', 'county', { event, personId, on, detail: { toDivisionId } })
  const caseId = await openCase(rowId, 'minimum-living.transfer')
  await o.act('handed', 'minimum-living.transfer', caseId, 'receive')
  await o.act('county2', 'minimum-living.transfer', caseId, 'decide', { outcome: 'continue' })
  return caseId
}

describe('一个乡镇另定标准', () => {
  let stays: Awaited<ReturnType<typeof o.granted>>
  let goes: typeof stays
  let amount: number
  test('只有这个乡镇的户按它核算，邻镇一户不动', async () => {
    stays = await o.granted(await o.household())
    goes = await o.granted(await o.household())
    amount = await o.due(stays.rowId, '2024-08')
    expect(amount).toBeGreaterThan(0)
    await o.today('2024-07-15')
    const raised = await decided('12000', '2024-08-01', o.handedTown.id)
    expect(raised).toMatchObject({ rows: 0, up: 0, down: 0 })
    expect(await o.due(stays.rowId, '2024-08')).toBe(amount)
    await agrees('2024-08-01')
  })
  test('迁入后次月起按迁入地标准，迁出当月仍按原标准；决定书上的金额就是它', async () => {
    const caseId = await moves(goes.rowId, goes.household.personIds[0]!, '2024-08-05')
    expect(await o.due(goes.rowId, '2024-08')).toBe(amount)
    const [after, before] = [await o.due(goes.rowId, '2024-09'), await o.due(stays.rowId, '2024-09')]
    expect(before).toBe(amount)
    expect(after).toBeGreaterThan(before)
    const kept = await one(
      o.owner,
      sql<{
        amount: number
      }>`select (basis ->> 'amount')::int as amount from case_act where case_id = ${caseId} and basis is not null`,
    )
    expect(kept.amount).toBe(after)
    await agrees('2024-08-01')
    await agrees('2024-09-01')
  })
  test('全县提标：另定了标准的乡镇不变，其余提高；乡镇自己再提，只提它', async () => {
    const was = await o.due(goes.rowId, '2024-10')
    const county = await decided('10800', '2024-10-01')
    expect(county.up).toBeGreaterThan(0)
    expect(await o.due(goes.rowId, '2024-10')).toBe(was)
    expect(await o.due(stays.rowId, '2024-10')).toBeGreaterThan(amount)
    const there = await decided('13200', '2024-11-01', o.handedTown.id)
    expect(there).toMatchObject({ rows: 1, up: 1 })
    expect(await o.due(goes.rowId, '2024-10')).toBe(was)
    expect(await o.due(goes.rowId, '2024-11')).toBeGreaterThan(was)
    await agrees('2024-11-01')
  })
  test('晚复核的标准不抹掉已经写下的迁移', async () => {
    const late = await o.granted(await o.household())
    await moves(late.rowId, late.household.personIds[0]!, '2024-08-06')
    const before = await o.due(late.rowId, '2024-09')
    await decided('10400', '2024-08-01')
    expect(await o.due(late.rowId, '2024-08')).toBeGreaterThan(amount)
    expect(await o.due(late.rowId, '2024-09')).toBe(before)
    const state = await one(
      o.owner,
      sql<{
        town_id: number
      }>`select town_id from minimum_living_roster_state where row_id = ${late.rowId} and starts <= '2024-09-01' order by version desc limit 1`,
    )
    expect(state.town_id).toBe(o.handedTown.id)
    await agrees('2024-08-01')
    await agrees('2024-09-01')
  })
  test('更正追溯到迁移以前：以前按原住地，以后仍按现住地', async () => {
    await o.today('2024-09-10')
    const [may, now] = [await o.due(goes.rowId, '2024-07'), await o.due(goes.rowId, '2024-09')]
    const [opened] = await o.as('handed', (trx, by) =>
      openCases(trx, o.engine, catalogue.procedure('minimum-living.correction')!, [
        {
          ...{ by, on: '2024-09-10', divisionId: o.handedTown.village, rowId: goes.rowId, source: 'application' },
          householdId: goes.household.householdId,
          fields: { correctedFrom: '2024-07', correctedWhy: '工资录入有误' },
          parts: {
            incomes: [
              { member: String(goes.household.personIds[0]), kind: 'wages', yearly: '6000.00', source: 'declared' },
            ],
          },
        },
      ]),
    )
    await o.act('county', 'minimum-living.correction', opened!.caseId, 'decide', { outcome: 'adjust' })
    const [julyThen, septemberThen] = [await o.due(goes.rowId, '2024-07'), await o.due(goes.rowId, '2024-09')]
    expect(julyThen - may).toBe(septemberThen - now)
    expect(julyThen).toBeGreaterThan(may)
    expect(septemberThen).toBeGreaterThan(julyThen)
    await agrees('2024-07-01')
    await agrees('2024-09-01')
  })
  test('核发取各户当月所在地的标准，一句一个月', async () => {
    const month = '2024-07'
    const lines = async () =>
      one(
        o.owner,
        sql<{
          sum: number
        }>`select coalesce(sum(amount), 0)::bigint as sum from payment_line where month = ${`${month}-01`} and kind = 'regular'`,
      )
    const benefit = catalogue.benefitsOf(roster)[0]!
    await o.as('county', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
    const due = await Promise.all([stays.rowId, goes.rowId].map(id => o.due(id, month)))
    expect((await lines()).sum).toBeGreaterThanOrEqual(due[0]! + due[1]!)
    await o.as('county', (trx, actor) => openRun(trx, { catalogue, benefit, month: '2024-08', actor }))
    await o.as('county', (trx, actor) => openRun(trx, { catalogue, benefit, month: '2024-09', actor }))
    const paid = await one(
      o.owner,
      sql<{
        amount: number
      }>`select amount from payment_line where month = '2024-09-01' and kind = 'regular' and row_id = ${goes.rowId}`,
    )
    expect(paid.amount).toBe(await o.due(goes.rowId, '2024-09'))
  })
})
