/** 影响: the list of events says what each has done in fact, to whom, from when; and of one that was undone, what it gave back. */
import { afterAll, expect, test } from 'vitest'
import { listEvents } from '#core/people/event-list'
import { confirmEvents, recordEvents } from '#core/people/events'
import { undoEvent } from '#core/people/undo-events'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { testOffice } from '#tests/engine/county'

const o = await testOffice()
afterAll(() => o.close())

const happen = async (event: Event, on: Day, personId: number) => {
  await o.today('2024-09-03')
  const [id] = await o.as('town', (trx, by) =>
    recordEvents(trx, [{ by, source: '村级报告', event, on, personId }], '2024-09-03'),
  )
  return id!
}
const confirm = (id: number) => o.as('county', (trx, by) => confirmEvents(trx, o.engine, by, [id], '2024-09-03'))
const seen = async (id: number, sees = (_: string) => true) => {
  const { rows } = await o.as('county', (trx, actor) =>
    listEvents(trx, { engine: o.engine, actor, sees }, { limit: 50 }),
  )
  const found = rows.find(e => e.id === String(id))!
  return { does: found.does, says: found.follows.map(f => f.says), opened: found.opened.map(c => c.says.split(' ')[0]) }
}

test('死亡：核实以前只说会怎样；核实以后说从哪月起变为多少；撤销以后说恢复了什么', async () => {
  const { rowId, household } = await o.granted(await o.household(), {}, { incomes: [] })
  const id = await happen('person.died', '2024-08-03', household.personIds[1]!)
  expect((await seen(id)).says).toEqual([])
  expect((await seen(id)).does).toContain('低保金：减员，重新计算')
  const before = ((await o.due(rowId, '2024-09')) / 100).toFixed(2)
  await confirm(id)
  const after = ((await o.due(rowId, '2024-09')) / 100).toFixed(2)
  const cut = `低保金：死亡，自 2024-09-01 起由每月 ${before} 元变为 ${after} 元`
  expect((await seen(id)).says).toEqual([cut])
  expect((await seen(id, business => business !== 'minimum-living')).says).toEqual([])
  await o.as('county2', (trx, by) => undoEvent(trx, o.engine, by, id, '误报', '2024-09-03'))
  expect((await seen(id)).says).toEqual([cut, `低保金：撤销死亡，自 2024-09-01 起由每月 ${after} 元变为 ${before} 元`])
})
test('全户无人的停发；联系不上的暂停', async () => {
  const alone = await o.granted(await o.household({ people: [{}] }), {}, { incomes: [] })
  const died = await happen('person.died', '2024-08-03', alone.household.personIds[0]!)
  await confirm(died)
  expect((await seen(died)).says.at(-1)).toBe('低保金：死亡，自 2024-09-01 起停发')
  const gone = await o.granted(await o.household({ people: [{}] }), {}, { incomes: [] })
  const lost = await happen('person.not-found', '2024-08-20', gone.household.personIds[0]!)
  await confirm(lost)
  expect((await seen(lost)).says).toEqual(['低保金：联系不上、无法核实，自 2024-10-01 起暂停'])
})
test('派发了复核的，说是哪一件；没有享受待遇的，什么也没有发生', async () => {
  const { household } = await o.granted(await o.household(), {}, { incomes: [] })
  const id = await happen('person.released', '2024-08-30', household.personIds[1]!)
  await confirm(id)
  expect((await seen(id)).opened).toEqual(['低保复核'])
  const others = await o.household()
  const idle = await happen('person.died', '2024-08-03', others.personIds[1]!)
  await confirm(idle)
  expect(await seen(idle)).toMatchObject({ says: [], opened: [] })
})
