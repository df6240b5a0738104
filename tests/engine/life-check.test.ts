/** 生存认证 over the years: asked once a year, once missed it waits for the proof and asks no more. */
import { describe, expect, test } from 'vitest'
import { inventBankCard } from '#core/identity/bank-card'
import { due, elder, granted, held, inACounty, o } from './allowance-office.ts'
import { byHand, checksOf, daily, happened, missed, openOf, prove } from './life-check-office.ts'

inACounty()

describe('到期与逾期', () => {
  test('满十二个月当日派一件，前一日没有；一个月期满次日才暂停', async () => {
    await o.today('2024-11-04')
    const person = await elder('1944-11-01')
    const row = await granted(person)
    await daily('2025-11-03')
    expect(await checksOf(person)).toEqual([])
    await daily('2025-11-04')
    expect(await checksOf(person)).toMatchObject([{ applied_on: '2025-11-04', stands: 'open' }])
    await daily('2025-12-04')
    expect(await due(row, '2026-01')).toBe(50)
    await daily('2025-12-05')
    expect([await due(row, '2025-12'), await due(row, '2026-01')]).toEqual([50, 'suspended'])
  })
  test('一年多没有认证：只派过一件，只暂停一次；人工认证后各月都补，再满十二个月才有下一件', async () => {
    const { person, row } = await missed()
    for (const day of ['2025-12-08', '2026-01-05', '2026-03-10', '2026-11-04', '2026-12-10'] as const) await daily(day)
    expect((await checksOf(person)).map(c => c.stands)).toEqual(['ended'])
    expect((await happened(person)).map(e => [e.event, e.on])).toEqual([['person.not-proven-alive', '2025-12-05']])
    await prove(await byHand(person, row))
    expect([await due(row, '2026-01'), await due(row, '2026-12'), await due(row, '2034-11')]).toEqual([50, 50, 100])
    await daily('2027-12-09')
    expect(await openOf(person)).toBeUndefined()
    await daily('2027-12-10')
    expect(await openOf(person)).toMatchObject({ source: 'schedule' })
  })
  test('按时认证的，每年自认证之日起算，不逐年往后推', async () => {
    await o.today('2024-11-04')
    const person = await elder('1944-11-01')
    const row = await granted(person)
    await daily('2025-11-04')
    await o.today('2025-12-02')
    await prove((await openOf(person))!.id)
    expect(await due(row, '2026-01')).toBe(50)
    await daily('2026-11-03')
    expect(await openOf(person)).toBeUndefined()
    await daily('2026-11-04')
    expect(await openOf(person)).toBeTruthy()
  })
  test('变更账户不是认证：既不恢复发放，也不推后下一次', async () => {
    const { person, row } = await missed()
    const change = await byHand(person, row, 'old-age-allowance.change', {
      account: inventBankCard(901),
      livesAlone: true,
    })
    await o.act('town', 'old-age-allowance.change', change, 'decide', { outcome: 'continue' })
    expect(await due(row, '2026-02')).toBe('suspended')
    await o.today('2024-11-04')
    const other = await elder('1944-11-01')
    const otherRow = await granted(other)
    await o.today('2025-10-09')
    const second = await byHand(other, otherRow, 'old-age-allowance.change', {
      account: inventBankCard(902),
      livesAlone: true,
    })
    await o.act('town', 'old-age-allowance.change', second, 'decide', { outcome: 'continue' })
    await daily('2025-11-04')
    expect(await openOf(other)).toBeTruthy()
  })
})

test('认证期间去世的，到期不再记「未通过」，也不再派', async () => {
  await o.today('2024-11-04')
  const person = await elder('1944-11-01')
  const row = await granted(person)
  await daily('2025-11-04')
  await o.today('2025-11-20')
  await o.event('town', 'county', { event: 'person.died', personId: person, on: '2025-11-19' })
  for (const day of ['2025-12-05', '2026-02-02'] as const) await daily(day)
  expect((await happened(person)).map(e => e.event)).toEqual(['person.died'])
  expect((await checksOf(person)).map(c => c.stands)).toEqual(['ended'])
  expect(await held(row)).toBe('[2024-11-01,2025-12-01)')
})
