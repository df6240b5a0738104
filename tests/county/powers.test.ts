/** 下放: who decides in a town, from the day on which the county has handed it down. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor } from '#core/db'
import { divisionOf } from '#core/divisions/tree'
import { handDown, powerOn, powers, takeBack } from '#core/standards/powers'
import type { TestLedger } from '#tests/setup/ledger'
import { business, countyByTwo, refused } from './by-two.ts'

let ledger: TestLedger
let countyId: number
let made: Actor
const as = <T>(actor: Actor, work: Parameters<typeof asActor<T>>[2]) => asActor(ledger.app, actor, work)

beforeAll(async () => {
  ;({ ledger, countyId, made } = await countyByTwo())
})
afterAll(() => ledger.close())

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
