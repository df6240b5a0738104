/** 县定标准: dated, refused outside their dates, and a town's own before the county's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor } from '#core/db'
import { divisionOf } from '#core/divisions/tree'
import { checkStandard, setStandard } from '#core/standards/decide'
import { standardStarts, standardsOn, typedStandardsOn } from '#core/standards/values'
import { local } from '#define'
import { aMonth, shown } from '#define/money'
import type { TestLedger } from '#tests/setup/ledger'
import { business, countyByTwo, fields, refused } from './by-two.ts'

let ledger: TestLedger
let countyId: number
let made: Actor
let checks: Actor
const as = <T>(actor: Actor, work: Parameters<typeof asActor<T>>[2]) => asActor(ledger.app, actor, work)

beforeAll(async () => {
  ;({ ledger, countyId, made, checks } = await countyByTwo())
})
afterAll(() => ledger.close())

describe('in force on a day', () => {
  test.each([
    ['2022-07-01', '740'],
    ['2023-06-30', '740'],
    ['2023-07-01', '790'],
    ['2024-06-30', '790'],
    ['2024-07-01', '820'],
    ['2030-01-01', '820'],
  ] as const)('%s: %s', async (day, urban) =>
    expect((await standardsOn(ledger.owner, countyId, business, day)).urban).toBe(urban),
  )
  test('the day before the first is refused, by name and with the first start', () =>
    expect(standardsOn(ledger.owner, countyId, business, '2022-06-30', { fields })).rejects.toMatchObject(
      refused('自 2022-07-01 起才有'),
    ))
  test('a business without standards is refused', () =>
    expect(standardsOn(ledger.owner, countyId, 'near-poor', '2024-01-01')).rejects.toMatchObject(
      refused('「near-poor」的任何标准'),
    ))
  test('a declared quantity that has no row at all is refused by its title', () =>
    expect(
      standardsOn(ledger.owner, countyId, business, '2024-01-01', { fields: { lunch: local.yuanEach('午餐', '3') } }),
    ).rejects.toMatchObject(refused('「午餐」(lunch)')))
  test('typed, for the rules', async () => {
    const s = await typedStandardsOn(ledger.owner, countyId, business, '2024-01-01', fields)
    expect([shown(s.urban), shown(aMonth(s.rural)), s.nearPoor, s.nearPoorBy]).toEqual([
      '790.00',
      '770.00',
      150,
      'below',
    ])
  })
  test('the days on which something changes', async () =>
    expect(await standardStarts(ledger.owner, countyId, business, '2023-01-01', '2024-12-31')).toEqual([
      '2023-07-01',
      '2024-07-01',
    ]))
})

test("a town's own value goes before the county's, in that town and its villages only", async () => {
  const town = await divisionOf(ledger.owner, countyId, '340223106', '2024-01-01')
  const [inside, outside] = await Promise.all(
    ['340223106200', '340223107200'].map(code => divisionOf(ledger.owner, countyId, code, '2024-01-01')),
  )
  const own = {
    business,
    name: 'reviewA',
    starts: '2024-03-01',
    value: '6',
    documentNo: '演示',
    divisionId: town.id,
  } as const
  const id = await as(made, db => setStandard(db, made, own, fields))
  await as(checks, db => checkStandard(db, checks, id))
  const at = async (divisionId: number | undefined, day: '2024-02-29' | '2024-03-01') =>
    (await standardsOn(ledger.owner, countyId, business, day, divisionId === undefined ? {} : { divisionId })).reviewA
  expect(await at(inside!.id, '2024-03-01')).toBe('6')
  expect(await at(town.id, '2024-03-01')).toBe('6')
  expect(await at(outside!.id, '2024-03-01')).toBe('12')
  expect(await at(undefined, '2024-03-01')).toBe('12')
  // Before the town's own first start the county's value holds there, too.
  expect(await at(inside!.id, '2024-02-29')).toBe('12')
})
