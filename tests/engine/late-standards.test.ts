/** 晚定的标准: one that starts before a household's first month reaches that month too, whatever was decided first. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { maybe } from '#core/db'
import { raiseStandards } from '#core/registers/raise'
import { recount } from '#core/registers/recount'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const roster = o.engine.catalogue.register('minimum-living.roster')!
const decided = async (value: string, starts: Day) => {
  await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${o.countyId}, 'minimum-living', 'rural', ${starts}, ${value}, '演示〔2024〕10号', '甲', '乙')`.execute(
    o.owner,
  )
  return o.as('county', (trx, by) => raiseStandards(trx, o.engine, by, roster, starts))
}
const inForce = (rowId: number, on: Day) =>
  maybe(o.owner, sql`select from minimum_living_roster_state where row_id = ${rowId} and starts <= ${on}::date`)

// the profile's next standard starts with July too and would hide what is asked here
await sql`delete from standard_value where county_id = ${o.countyId} and business = 'minimum-living' and name = 'rural' and starts = '2024-07-01'`.execute(
  o.owner,
)

describe('标准比该户的第一个月早', () => {
  test('该户在启用日还没有状况：它的第一个月按新标准', async () => {
    const { rowId } = await o.granted(await o.household())
    const [before, starts] = [await o.due(rowId, '2024-07'), '2024-06-20' as Day]
    expect(await inForce(rowId, starts)).toBeUndefined()
    expect(await decided('12000', starts)).toMatchObject({ rows: 1, lookedAtWhole: 0, up: 0, down: 0 })
    expect(await o.due(rowId, '2024-07')).toBeGreaterThan(before)
    expect((await o.as('county', trx => recount(trx, o.engine, o.countyId, roster, '2024-07-01'))).wrong).toEqual([])
  })
  test('再算一次没有可改的', async () => {
    const { n } = (await maybe(o.owner, sql<{ n: number }>`select count(*) as n from minimum_living_roster_state`))!
    await o.as('county', (trx, by) => raiseStandards(trx, o.engine, by, roster, '2024-06-20'))
    expect(await maybe(o.owner, sql`select count(*) as n from minimum_living_roster_state`)).toEqual({ n })
  })
})
