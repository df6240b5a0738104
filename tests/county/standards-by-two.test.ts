/** 县定标准: one enters and another checks; what was wrong is sent back, and nothing is in force before that. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor, one } from '#core/db'
import { checkStandard, returnStandard, setStandard } from '#core/standards/decide'
import { standardsOn, standardVersions } from '#core/standards/values'
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
