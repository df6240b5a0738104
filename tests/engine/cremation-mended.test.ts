/** 火化登记错了、死亡已由乡镇报告: put right in one act, with all that followed from it; told twice, it happened once. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { confirmEvents, recordEvents } from '#core/people/events'
import type { EnteredHousehold } from '#core/people/households'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'
import { funeralOf } from './funeral.ts'

const o = await testOffice()
afterAll(() => o.close())
let home: number
beforeAll(async () => {
  const { id } = await one(
    o.owner,
    sql<{
      id: number
    }>`insert into place (county_id, division_id, kind, name) values (${o.countyId}, ${o.town.village}, 'funeral-home', '试县殡仪馆') returning id`,
  )
  home = id
})

const { couple, procedure, begin, act, burn, cremate, held, deathOf, begunBy, correct } = funeralOf(o)
const isAlive = async (h: EnteredHousehold, personId: number) =>
  await one(
    o.owner,
    sql<{ died: Day | null; members: number }>`select (select died_on from person where id = ${personId}) as died,
        (select count(*)::int from household_member where household_id = ${h.householdId} and upper_inf(held) and not isempty(held)) as members`,
  )

describe('登记错了', () => {
  test('一次撤销：人还在，津贴和低保自同日恢复，骨灰和补贴一并撤下；另一人审批', async () => {
    const { rowId, man, allowance, household } = await couple()
    const full = await o.due(rowId, '2024-09')
    await o.today('2024-08-05')
    const { caseId, bodyId } = await cremate(man, '2024-08-03')
    const [following, deduction] = await begunBy(caseId)
    await o.act('facility', 'funeral-relief.deduction', deduction!.id, 'note', {
      fields: {
        home: String(home),
        transported: true,
        storedDays: 2,
        furnace: 'ordinary',
        urnKept: true,
        hardship: false,
        ecological: false,
      },
    })
    await o.act('county', 'funeral-relief.deduction', deduction!.id, 'decide', { outcome: 'grant' })
    await o.today('2024-10-08')
    const decide = await correct(bodyId, man, 'annul')
    await decide()
    expect(await isAlive(household, man)).toEqual({ died: null, members: 2 })
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,)')
    expect(await o.due(rowId, '2024-09')).toBe(full)
    expect(await deathOf(man)).toMatchObject([{ stands: 'undone' }])
    const [closed] = (await begunBy(caseId)).filter(c => c.id === following!.id)
    expect(closed).toMatchObject({ stands: 'ended', outcome: 'withdrawn' })
    const relief = await one(
      o.owner,
      sql<{
        annulled_on: Day
        relief_amount: number
      }>`select annulled_on, relief_amount from funeral_relief_granted where deceased_id = ${man}`,
    )
    expect(relief).toEqual({ annulled_on: '2024-10-08', relief_amount: 157000 })
    await o.today('2025-03-03')
    await cremate(man, '2025-03-01')
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2025-04-01)')
  })
  test('提出的人不能审批；两次撤销，后一次没有对象', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const { bodyId } = await cremate(man, '2024-08-03')
    const decide = await correct(bodyId, man, 'annul')
    await decide()
    await expect(decide('county2')).rejects.toThrow('已办结')
  })
  test('死亡日期更正：自较早之日重新计算', async () => {
    const { rowId, man, allowance } = await couple()
    const full = await o.due(rowId, '2024-08')
    await o.today('2024-08-05')
    const { bodyId, caseId } = await cremate(man, '2024-08-03')
    const decide = await correct(bodyId, man, 'adjust', { died: '2024-07-31' })
    await decide()
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-08-01)')
    expect(await o.due(rowId, '2024-08')).toBeLessThan(full)
    expect((await deathOf(man)).map(e => [e.happened_on, e.stands])).toEqual([
      ['2024-08-03', 'undone'],
      ['2024-07-31', 'confirmed'],
    ])
    expect((await begunBy(caseId)).every(c => c.stands === 'open')).toBe(true)
  })
})

describe('死亡已由乡镇报告', () => {
  const reported = async (man: number, on: Day) => {
    const [id] = await o.as('town', async (trx, by) =>
      recordEvents(trx, [{ by, event: 'person.died', personId: man, on, source: '村级报告' }], await o.day()),
    )
    await o.as('county', async (trx, by) => confirmEvents(trx, o.engine, by, [id!], await o.day()))
    return id!
  }
  test('同日火化：不重复计算；撤销火化登记，死亡仍在', async () => {
    const { man, allowance } = await couple()
    await o.today('2024-08-05')
    await reported(man, '2024-08-03')
    const { bodyId } = await cremate(man, '2024-08-03')
    expect((await deathOf(man)).map(e => [e.stands, e.repeats_id !== null])).toEqual([
      ['confirmed', false],
      ['confirmed', true],
    ])
    await (await correct(bodyId, man, 'annul'))()
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-09-01)')
  })
  test('日期不同：摆出来由第三人裁定，确认的以火化登记为准', async () => {
    const { man, allowance } = await couple()
    await o.today('2024-08-05')
    await reported(man, '2024-08-01')
    await cremate(man, '2024-07-31')
    const [, open] = await deathOf(man)
    expect(open).toMatchObject({ happened_on: '2024-07-31', stands: 'open' })
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-09-01)')
    const { id } = await one(
      o.owner,
      sql<{ id: number }>`select id from life_event where person_id = ${man} and confirmed_by is null`,
    )
    await o.as('county2', async (trx, by) => confirmEvents(trx, o.engine, by, [id], await o.day()))
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-08-01)')
  })
  test('先撤销乡镇的报告：火化登记也证明，不准', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const id = await reported(man, '2024-08-03')
    await cremate(man, '2024-08-03')
    const { undoEvent } = await import('#core/people/undo-events')
    await expect(
      o.as('county2', async (trx, by) => undoEvent(trx, o.engine, by, id, '误报', await o.day())),
    ).rejects.toThrow('也证明了这件事')
  })
})
