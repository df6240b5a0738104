/** 生活事件: several in one household, late ones, wrong ones, and a death that is told twice. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { confirmEvents, recordEvents } from '#core/people/events'
import { undoEvent } from '#core/people/undo-events'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { testOffice } from '#tests/engine/county'

import { openEvents } from './life-events.ts'

const { o, noIncome, held, covered, died, report, confirm, undo, three } = await openEvents()
afterAll(() => o.close())

describe('一户几件事', () => {
  test('不同月份的两人死亡同一批确认，各从其次月起减员', async () => {
    const { rowId, people } = await three()
    await confirm(await report([died(people[1]!, '2024-07-20'), died(people[2]!, '2024-08-03')]))
    expect([
      await covered(rowId, '2024-07-01'),
      await covered(rowId, '2024-08-01'),
      await covered(rowId, '2024-09-01'),
    ]).toEqual([3, 2, 1])
    expect(await o.due(rowId, '2024-09')).toBeLessThan(await o.due(rowId, '2024-08'))
  })
  test('先得知后一件，后得知前一件：后一件不因此失效', async () => {
    const { rowId, people } = await three()
    await confirm(await report([died(people[2]!, '2024-08-03')]))
    await confirm(await report([died(people[1]!, '2024-07-20')]))
    expect([
      await covered(rowId, '2024-07-01'),
      await covered(rowId, '2024-08-01'),
      await covered(rowId, '2024-09-01'),
    ]).toEqual([3, 2, 1])
  })
  test('先后死亡致全户无人，自最后一人的次月起退出；其中一人误报，自撤销起恢复', async () => {
    const { rowId, people } = await three()
    const ids = await report([
      died(people[0]!, '2024-07-20'),
      died(people[1]!, '2024-08-03'),
      died(people[2]!, '2024-08-20'),
    ])
    await confirm(ids)
    expect(await held(rowId)).toBe('[2024-07-01,2024-09-01)')
    await undo(ids[1]!)
    expect(await held(rowId)).toBe('[2024-07-01,)')
    expect([await covered(rowId, '2024-08-01'), await covered(rowId, '2024-09-01')]).toEqual([2, 1])
  })
  test('误报的死亡撤销后，其后本户自愿放弃仍然有效', async () => {
    const { rowId, people, householdId } = await three()
    const [first] = await report([died(people[1]!, '2024-07-20')])
    await confirm([first!])
    await confirm(await report([{ event: 'household.gave-up', householdId, on: '2024-08-20' }]))
    await undo(first!)
    expect(await held(rowId)).toBe('[2024-07-01,2024-09-01)')
    expect(await covered(rowId, '2024-08-01')).toBe(3)
  })
  test('首月发放以前误报死亡的独居者，撤销后照常进入', async () => {
    const { rowId, household } = await o.granted(await o.household({ people: [{}] }), {}, noIncome)
    const [id] = await report([died(household.personIds[0]!, '2024-06-20')])
    await confirm([id!])
    expect(await held(rowId)).toBe('empty')
    await undo(id!)
    expect(await held(rowId)).toBe('[2024-07-01,)')
    expect(await covered(rowId, '2024-07-01')).toBe(1)
    expect(await o.due(rowId, '2024-07')).toBeGreaterThan(0)
  })
  test('联系不上而暂停的，撤销后恢复', async () => {
    const { rowId, people } = await three()
    const [id] = await report([{ event: 'person.not-found', personId: people[0]!, on: '2024-08-20' }])
    await confirm([id!])
    expect(await o.due(rowId, '2024-10')).toBe(0)
    await undo(id!)
    expect(await o.due(rowId, '2024-10')).toBeGreaterThan(0)
  })
})
