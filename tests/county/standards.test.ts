/** 县定标准: dated, made by one and checked by another, refused outside their dates; powers, promises and settings beside them. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor, one } from '#core/db'
import { divisionOf } from '#core/divisions/tree'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { checkStandard, returnStandard, setStandard } from '#core/standards/decide'
import { pauseReasons, promised, promisesOn } from '#core/standards/limits'
import { handDown, powerOn, powers, takeBack } from '#core/standards/powers'
import { settingOn } from '#core/standards/settings'
import { typedStandard, typedStandards } from '#core/standards/typed'
import { standardStarts, standardsOn, standardVersions, typedStandardsOn } from '#core/standards/values'
import { local } from '#define'
import { aMonth, fen, forPeople, type Rounding, shown } from '#define/money'
import { workingDays } from '#define/time'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

const business = 'minimum-living'
const fields = {
  urban: local.yuanPerMonth('城市低保标准', '700'),
  rural: local.yuanPerYear('农村低保标准', '5400'),
  nearPoor: local.percentage('低保边缘为标准的', '150'),
  nearPoorBy: local.oneOf('低保边缘比较口径', { below: '低于', 'up-to': '以下' }, 'below'),
  reviewA: local.monthsLong('A类复核间隔', '12'),
  rounding: local.rounding(),
}

let ledger: TestLedger
let countyId: number
let made: Actor
let checks: Actor
const as = <T>(actor: Actor, work: Parameters<typeof asActor<T>>[2]) => asActor(ledger.app, actor, work)
const refused = (says: string, status = 422) => ({ reason: expect.stringContaining(says), status })

beforeAll(async () => {
  ledger = await testLedger()
  countyId = (await installProfile(ledger.owner, await loadProfile('profiles/nanling'))).countyId
  const actor = {
    countyId,
    accountId: 1,
    personId: 11,
    name: '甲',
    post: 'county',
    divisionId: 0,
    divisions: 'all',
    businesses: 'all',
  } as const
  made = actor
  checks = { ...actor, accountId: 2, personId: 12, name: '乙' }
})
afterAll(() => ledger.close())

describe('the value of a text', () => {
  test('money in whole twelfths of a fen: by the month and by the year both exact', () => {
    const { urban, rural } = typedStandards(fields, {
      urban: '740',
      rural: '8640.01',
      nearPoor: '150',
      nearPoorBy: 'up-to',
      reviewA: '12',
      rounding: 'fen',
      old: 'x',
    })
    expect([shown(urban), shown(forPeople(aMonth(rural), 12))]).toEqual(['740.00', '8640.01'])
  })
  test('a rounding is the function itself', () => {
    const value = (text: string) => typedStandard(fields.rounding, text) as Rounding
    const { urban } = { urban: typedStandard(fields.urban, '305.67') as never }
    expect([value('fen')(urban), value('up-to-yuan')(urban)]).toEqual([fen(305.67), fen(306)])
  })
  test.each([
    [fields.urban, '0', true],
    [fields.urban, '740.12', true],
    [fields.urban, '740.123', false],
    [fields.urban, '-1', false],
    [fields.urban, '七百', false],
    [fields.urban, '1,000', false],
    [fields.nearPoor, '150.5', true],
    [fields.reviewA, '12', true],
    [fields.reviewA, '12.5', false],
    [fields.nearPoorBy, 'below', true],
    [fields.nearPoorBy, 'toString', false],
    [fields.rounding, 'up', false],
  ])('$title «%s»: %s', (field, text, is) => {
    if (is) expect(() => typedStandard(field, text)).not.toThrow()
    else expect(() => typedStandard(field, text)).toThrow(`「${field.title}」的值「${text}」不对`)
  })
  test('a quantity without a value is named', () =>
    expect(() => typedStandards(fields, { urban: '1' })).toThrow('缺少标准：「农村低保标准」(rural)'))
})

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

describe('one enters, another checks', () => {
  const raised = { business, name: 'urban', starts: '2025-07-01', value: '850', documentNo: '演示2025-1' } as const
  const urbanOn = async (day: '2025-06-30' | '2025-07-01') =>
    (await standardsOn(ledger.owner, countyId, business, day)).urban
  let id: number

  test('what is entered is not yet in force', async () => {
    id = await as(made, db => setStandard(db, made, raised, fields))
    expect(await urbanOn('2025-07-01')).toBe('820')
    const [waiting] = await standardVersions(ledger.owner, countyId, '2025-12-01', business).then(v =>
      v.filter(x => x.state === 'waiting'),
    )
    expect(waiting).toMatchObject({ id, value: '850', maker: '甲', checker: null })
  })
  test('the maker may change it before it is checked, pressing twice makes one row', async () => {
    expect(await as(made, db => setStandard(db, made, { ...raised, value: '860' }, fields))).toBe(id)
    expect(await as(made, db => setStandard(db, made, { ...raised, value: '860' }, fields))).toBe(id)
    expect(
      (
        await one(
          ledger.owner,
          sql<{ n: number }>`select count(*)::int as n from history.standard_value where id = ${id}`,
        )
      ).n,
    ).toBe(1)
  })
  test('another may not enter a rival for the same start', () =>
    expect(as(checks, db => setStandard(db, checks, raised, fields))).rejects.toMatchObject(refused('甲已录入', 409)))
  test('the maker may not check it, under another account neither', async () => {
    await expect(as(made, db => checkStandard(db, made, id))).rejects.toMatchObject(refused('录入人不能复核', 403))
    const other = { ...made, accountId: 99 }
    await expect(as(other, db => checkStandard(db, other, id))).rejects.toMatchObject(refused('录入人不能复核', 403))
    await expect(
      sql`update standard_value set checked_by = made_by, checker = maker where id = ${id}`.execute(ledger.owner),
    ).rejects.toThrow('maker_is_not_checker')
  })
  test('the other checks it: from its start, not before', async () => {
    await as(checks, db => checkStandard(db, checks, id))
    expect([await urbanOn('2025-06-30'), await urbanOn('2025-07-01')]).toEqual(['820', '860'])
    await expect(as(checks, db => checkStandard(db, checks, id))).rejects.toMatchObject(refused('已由乙复核', 409))
  })
  test('a correction replaces and keeps what it replaces', async () => {
    const next = await as(checks, db => setStandard(db, checks, { ...raised, value: '855' }, fields))
    expect(await urbanOn('2025-07-01')).toBe('860')
    await as(made, db => checkStandard(db, made, next))
    expect(await urbanOn('2025-07-01')).toBe('855')
    const versions = await standardVersions(ledger.owner, countyId, '2025-12-01', business)
    const urban = versions.filter(v => v.name === 'urban').map(v => [v.starts, v.value, v.state])
    expect(urban).toEqual([
      ['2025-07-01', '855', 'in force'],
      ['2025-07-01', '860', 'replaced'],
      ['2024-07-01', '820', 'past'],
      ['2023-07-01', '790', 'past'],
      ['2022-07-01', '740', 'past'],
    ])
  })
  test('sent back with a reason it never comes into force', async () => {
    const back = await as(made, db => setStandard(db, made, { ...raised, starts: '2026-07-01' }, fields))
    await expect(as(checks, db => returnStandard(db, checks, back, ' '))).rejects.toMatchObject(refused('写明理由'))
    await as(checks, db => returnStandard(db, checks, back, '文号不符'))
    await expect(as(checks, db => checkStandard(db, checks, back))).rejects.toMatchObject(refused('文号不符', 409))
    expect((await standardsOn(ledger.owner, countyId, business, '2026-07-01')).urban).toBe('855')
  })
  test('two checkers at once: one wins, the other is told', async () => {
    const twice = await as(made, db => setStandard(db, made, { ...raised, starts: '2027-07-01' }, fields))
    const third = { ...checks, personId: 13, name: '丙' }
    const both = await Promise.allSettled([checks, third].map(a => as(a, db => checkStandard(db, a, twice))))
    expect(both.map(b => b.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
  test.each([
    [{ value: '七百' }, '不对'],
    [{ starts: '2025-02-30' as const }, '不是日期'],
    [{ documentNo: ' ' }, '没有写文号'],
    [{ name: 'urbn' }, '没有「urbn」这项标准'],
  ])('%o is refused', (wrong, says) =>
    expect(as(made, db => setStandard(db, made, { ...raised, ...wrong }, fields))).rejects.toMatchObject({
      reason: expect.stringContaining(says),
    }),
  )
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

describe('下放', () => {
  const village = async (code: string) => (await divisionOf(ledger.owner, countyId, code, '2024-01-01')).id
  const decides = async (code: string, day: '2024-03-31' | '2024-04-01' | '2025-01-01' | '2024-12-31') =>
    !!(await powerOn(ledger.owner, countyId, business, await village(code), day))
  test('in the towns that have it, from its day, for this business', async () => {
    expect(await decides('340223100001', '2024-03-31')).toBe(true)
    expect([await decides('340223105200', '2024-03-31'), await decides('340223105200', '2024-04-01')]).toEqual([
      false,
      true,
    ])
    expect(await decides('340223103001', '2024-04-01')).toBe(false)
    expect(await powerOn(ledger.owner, countyId, 'meals', await village('340223100001'), '2024-04-01')).toBeUndefined()
    expect(await powerOn(ledger.owner, countyId, business, await village('340223100'), '2022-12-31')).toBeUndefined()
  })
  test('taken back from a day on, and not twice', async () => {
    const [power] = (await powers(ledger.owner, countyId, business)).filter(p => p.divisionName === '籍山镇')
    await as(made, db => takeBack(db, made, power!.id, '2025-01-01', '演示2024-9'))
    expect([await decides('340223100001', '2024-12-31'), await decides('340223100001', '2025-01-01')]).toEqual([
      true,
      false,
    ])
    await expect(as(made, db => takeBack(db, made, power!.id, '2025-02-01', '演示'))).rejects.toMatchObject(
      refused('已自 2025-01-01 起收回', 409),
    )
  })
  test('handed down again after that, but not over it', async () => {
    const divisionId = await village('340223100')
    const again = { business, divisionId, starts: '2025-01-01', documentNo: '演示2025-2' } as const
    await expect(as(made, db => handDown(db, made, { ...again, starts: '2024-12-31' }))).rejects.toMatchObject(
      refused('重叠', 409),
    )
    await as(made, db => handDown(db, made, again))
    expect(await decides('340223100001', '2025-01-01')).toBe(true)
  })
})

describe('promises, pauses and settings', () => {
  test('a promise shortens the limit of the law from its day on, and never lengthens it', async () => {
    const p = await promisesOn(ledger.owner, countyId, business, '2024-01-01')
    expect(p.application).toEqual({ visit: 8, decide: 7, total: 25, extended: 40 })
    expect(await promisesOn(ledger.owner, countyId, business, '2022-12-31')).toEqual({})
    expect(promised(workingDays(30), p.application?.total)).toEqual(workingDays(25))
    expect(promised(workingDays(20), p.application?.total)).toEqual(workingDays(20))
    expect(promised(workingDays(3), undefined)).toEqual(workingDays(3))
  })
  test('why a clock may stand', async () =>
    expect(await pauseReasons(ledger.owner, countyId, business, '2024-01-01')).toEqual([
      { reason: 'materials', title: '等待申请人补正材料', longest: null },
      { reason: 'other-province', title: '等待外省协查核对结果', longest: 20 },
    ]))
  test('a setting by its day; the usual one where nobody said; refused where somebody must', async () => {
    const setting = (name: Parameters<typeof settingOn>[2], day: Parameters<typeof settingOn>[3]) =>
      settingOn(ledger.owner, countyId, name, day)
    expect([await setting('review-authority', '2023-12-31'), await setting('review-authority', '2024-01-01')]).toEqual([
      '南陵县人民政府或芜湖市民政局',
      '南陵县人民政府',
    ])
    expect(await setting('publicity-inside-total', '2020-01-01')).toBe('yes')
    await expect(setting('supervision-phone', '2022-06-30')).rejects.toMatchObject(refused('还没有设置「监督电话」'))
  })
})
