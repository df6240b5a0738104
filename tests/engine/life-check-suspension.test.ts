/** 暂停与恢复: what was missed is paid once it is proven; each reason for a suspension ends by its own event, and what is undone never was. */
import { describe, expect, test } from 'vitest'
import { settleBatch } from '#core/payments/outcome'
import { undoEvent } from '#core/people/undo-events'
import { due, elder, granted, inACounty, lines, o, pay } from './allowance-office.ts'
import { byHand, daily, happened, missed, openOf, prove } from './life-check-office.ts'

inACounty()

test('暂停的各月不发，认证以后随下一次核发逐月补发；没有应发的月份不挡后面的', async () => {
  const { person, row } = await missed()
  const { batch } = await pay('2025-12')
  await o.as('finance', (trx, actor) => settleBatch(trx, { batch, returned: [], actor }))
  await o.today('2026-02-09')
  await expect(pay('2026-01')).rejects.toThrow('没有应发「高龄津贴」的对象')
  const steady = await granted(await elder('1946-02-09'))
  await pay('2026-02')
  expect([(await lines(row)).at(-1), await lines(steady)]).toEqual([
    'regular 2025-12 50 paid',
    ['regular 2026-02 50 sent'],
  ])
  await o.today('2026-03-10')
  await pay('2026-03')
  await prove(await byHand(person, row))
  await o.today('2026-04-08')
  await pay('2026-04')
  expect((await lines(row)).slice(-4)).toEqual([
    'regular 2026-04 50 sent',
    'arrears 2026-01 50 sent',
    'arrears 2026-02 50 sent',
    'arrears 2026-03 50 sent',
  ])
})

describe('由事件恢复', () => {
  test('两人报告、确认的认证同样恢复并补发；撤销后次月起又暂停，等下一次认证', async () => {
    const { person, row } = await missed()
    await o.today('2026-02-10')
    const event = await o.event('village', 'town', { event: 'person.proven-alive', personId: person, on: '2026-02-09' })
    expect([await due(row, '2026-01'), await due(row, '2026-03')]).toEqual([50, 50])
    await o.today('2026-03-02')
    await o.as('county', (trx, by) => undoEvent(trx, o.engine, by, event, '认证的是同名的人', '2026-03-02'))
    expect([await due(row, '2026-03'), await due(row, '2026-04')]).toEqual([50, 'suspended'])
    await daily('2026-03-03')
    expect(await openOf(person)).toBeUndefined()
    await prove(await byHand(person, row))
    expect(await due(row, '2026-04')).toBe(50)
  })
  test('逾期有误、撤销的，恢复发放，并重新派一件', async () => {
    const { person, row } = await missed()
    const [lapse] = await happened(person)
    await o.as('county', (trx, by) => undoEvent(trx, o.engine, by, lapse!.id, '系统停机期间无法认证', '2025-12-08'))
    expect(await due(row, '2026-01')).toBe(50)
    await daily('2025-12-09')
    expect(await openOf(person)).toMatchObject({ applied_on: '2025-12-09' })
  })
  test('又服刑又没有认证：认证不解除服刑的暂停，刑满不解除未认证的；都结束了才恢复', async () => {
    const [first, second] = [await missed(), await missed()]
    await o.today('2026-02-03')
    for (const { person } of [first, second])
      await o.event('town', 'county', { event: 'person.imprisoned', personId: person, on: '2026-02-02' })
    await prove(await byHand(first.person, first.row))
    await o.event('town', 'county', { event: 'person.released', personId: second.person, on: '2026-02-03' })
    expect([await due(first.row, '2026-03'), await due(second.row, '2026-03')]).toEqual(['suspended', 'suspended'])
    await o.event('town', 'county', { event: 'person.released', personId: first.person, on: '2026-02-03' })
    await prove(await byHand(second.person, second.row))
    for (const { row } of [first, second])
      expect([await due(row, '2026-01'), await due(row, '2026-03')]).toEqual([50, 50])
  })
})
