/** 动态管理: what happens to a household that is in, and from which month on. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { undoEvent } from '#core/people/undo-events'
import { printChangeLetter } from '#core/registers/change-letter'
import { docxText } from '#tests/papers/reading'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const held = async (rowId: number) =>
  (await one(o.owner, sql<{ held: string }>`select held::text from minimum_living_roster where id = ${rowId}`)).held
const people = (rowId: number) =>
  rows(
    o.owner,
    sql<{
      person_id: number
      held: string
    }>`select person_id, held::text from covered_person where row_id = ${rowId} and measure = 'persons' order by person_id`,
  )
describe('成员和收入', () => {
  test('规则21-10 六月二十日确认，七月起发；八月三日死亡，八月照发，九月起减员', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-07')
    expect(await o.due(rowId, '2024-06')).toBe(0)
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-08-03' })
    expect(await o.due(rowId, '2024-08')).toBe(full)
    expect(await o.due(rowId, '2024-09')).toBeLessThan(full)
    expect((await people(rowId)).map(p => p.held)).toContain('[2024-07-01,2024-09-01)')
  })
  test('事件引起的减发、停发也有书面通知：写明事由、前后金额和首个变动月份', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-08-03' })
    const roster = o.engine.catalogue.register('minimum-living.roster')!
    const changed = await one(
      o.owner,
      sql<{
        version: number
      }>`select version from minimum_living_roster_state where row_id = ${rowId} and because = '死亡' order by version limit 1`,
    )
    const letter = await o.as('town', (trx, by) =>
      printChangeLetter(trx, o.engine, by, roster, rowId, changed.version, 'docx'),
    )
    const text = await docxText(letter.bytes)
    expect(text).toContain('减发')
    expect(text).toContain('2024-08-03')
    expect(text).toContain('行政复议')
    await expect(
      o.as('handed', (trx, by) => printChangeLetter(trx, o.engine, by, roster, rowId, changed.version, 'pdf')),
    ).rejects.toThrow('不在您的管辖范围内')
  })
  test('死亡误报：一次撤销，事实和金额都恢复', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-09')
    await o.today('2024-08-05')
    const id = await o.event('town', 'county', {
      event: 'person.died',
      personId: household.personIds[1]!,
      on: '2024-08-03',
    })
    expect(await o.due(rowId, '2024-09')).not.toBe(full)
    await o.as('county2', async (trx, by) => undoEvent(trx, o.engine, by, id, '同名误报', await o.day()))
    expect(await o.due(rowId, '2024-09')).toBe(full)
  })
  test('报告事件的人不能自己确认', async () => {
    const { household } = await o.granted(await o.household())
    await expect(
      o.event('county', 'county', { event: 'person.died', personId: household.personIds[1]!, on: '2024-06-20' }),
    ).rejects.toThrow('不能自己确认')
  })
  test('全户死亡，整户退出', async () => {
    const { rowId, household } = await o.granted(await o.household({ people: [{}] }), {}, { incomes: [] })
    await o.today('2024-08-05')
    await o.event('town', 'county', { event: 'person.died', personId: household.personIds[0]!, on: '2024-08-03' })
    expect(await held(rowId)).toBe('[2024-07-01,2024-09-01)')
  })
  test('新生儿增员，确认次月起增发', async () => {
    const h = await o.household()
    const { rowId } = await o.granted(h)
    const before = await o.due(rowId, '2024-08')
    const [baby] = await rows(
      o.owner,
      sql<{
        id: number
      }>`insert into person (county_id, division_id, name, born, sex) values (${o.countyId}, ${o.town.village}, '赵小小', '2024-06-15', '女') returning id`,
    )
    await o.event('town', 'county', {
      event: 'person.born',
      personId: baby!.id,
      householdId: h.householdId,
      on: '2024-06-15',
      detail: { relation: '30' },
    })
    expect(await o.due(rowId, '2024-07')).toBeGreaterThan(before)
    expect((await people(rowId)).length).toBe(4)
  })
  test('三次拒绝就业：只减发本人一份', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const before = await o.due(rowId, '2024-08')
    await o.event('town', 'county', {
      event: 'person.refused-work',
      personId: household.personIds[0]!,
      on: '2024-06-20',
    })
    const after = await o.due(rowId, '2024-07')
    expect(before - after).toBeGreaterThan(0)
    expect((await people(rowId)).length).toBe(3)
  })
  test('联系不上暂停；恢复联系后停发的月份补回来', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const full = await o.due(rowId, '2024-08')
    await o.today('2024-07-10')
    await o.event('town', 'county', { event: 'person.not-found', householdId: household.householdId, on: '2024-07-09' })
    expect(await o.due(rowId, '2024-08')).toBe(0)
    await o.today('2024-10-10')
    await o.event('town', 'county', {
      event: 'person.found-again',
      householdId: household.householdId,
      on: '2024-10-09',
    })
    expect(await o.due(rowId, '2024-08')).toBe(full)
    expect(await o.due(rowId, '2024-11')).toBe(full)
  })
  test('自愿放弃：尚未生效的，撤销在先', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.event('town', 'county', {
      event: 'household.gave-up',
      householdId: household.householdId,
      on: '2024-06-21',
    })
    expect(await held(rowId)).toBe('empty')
  })
})
