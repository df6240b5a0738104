/** 提标、下放、迁移: what reaches many rows at once, or carries one across the county. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { drawSamples, isDrawn } from '#core/procedures/sample'
import { raiseStandards } from '#core/registers/raise'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const openCase = async (rowId: number, procedure: string) =>
  (
    await one(
      o.owner,
      sql<{
        id: number
      }>`select id from case_file where row_id = ${rowId} and procedure = ${procedure} and stands = 'open'`,
    )
  ).id

describe('标准、下放、迁移', () => {
  test('提标：按新标准重新核算每一户，不是新办件', async () => {
    const { rowId } = await o.granted(await o.household())
    const [before, after] = [await o.due(rowId, '2024-08'), 0]
    await o.today('2024-09-15')
    await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values (${o.countyId}, 'minimum-living', 'rural', '2024-10-01', '12000', '演示〔2024〕9号', '甲', '乙')`.execute(
      o.owner,
    )
    const raised = await o.as('county', (trx, by) =>
      raiseStandards(trx, o.engine, by, o.engine.catalogue.register('minimum-living.roster')!, '2024-10-01'),
    )
    expect(raised.rows).toBeGreaterThan(0)
    expect(await o.due(rowId, '2024-09')).toBe(before)
    expect(await o.due(rowId, '2024-10')).not.toBe(after)
    const again = await o.as('county', (trx, by) =>
      raiseStandards(trx, o.engine, by, o.engine.catalogue.register('minimum-living.roster')!, '2024-10-01'),
    )
    expect(again.up + again.down).toBe(0)
  })
  test('下放的乡镇由本镇另一人确认，县级按比例抽查，抽签可以重算', async () => {
    await o.today('2024-06-03')
    expect(isDrawn('seed', '340223-2024-000001', 100)).toBe(true)
    expect(isDrawn('seed', '340223-2024-000001', 0)).toBe(false)
    const drawn = await o.as('county', async (trx, by) =>
      drawSamples(
        trx,
        o.engine,
        by,
        o.engine.catalogue.procedure('minimum-living.revisit')!,
        '2024-06-01',
        await o.day(),
        '2024-06-03',
      ),
    )
    expect(drawn.drawn).toBeLessThanOrEqual(drawn.of)
  })
  test('县内迁移：迁入地接收，次月起由新乡镇管，不断档', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.today('2024-08-05')
    await o.event('town', 'county', {
      event: 'person.moved-away',
      personId: household.personIds[0]!,
      on: '2024-08-01',
      detail: { toDivisionId: o.handedTown.village },
    })
    const caseId = await openCase(rowId, 'minimum-living.transfer')
    await o.act('handed', 'minimum-living.transfer', caseId, 'receive')
    await expect(o.act('county', 'minimum-living.transfer', caseId, 'decide', { outcome: 'continue' })).rejects.toThrow(
      '提出迁移',
    )
    await o.act('county2', 'minimum-living.transfer', caseId, 'decide', { outcome: 'continue' })
    expect(await o.due(rowId, '2024-09')).toBe(await o.due(rowId, '2024-08'))
    const row = await one(
      o.owner,
      sql<{ town_id: number }>`select town_id from minimum_living_roster where id = ${rowId}`,
    )
    expect(row.town_id).toBe(o.handedTown.id)
  })
})
