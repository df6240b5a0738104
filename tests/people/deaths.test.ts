/** 死亡再次得知、死亡后仍在享受: told twice it happened once, and what was paid after it is found. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { paidAfterDeath } from '#core/people/after-death'
import { confirmEvents, recordEvents } from '#core/people/events'
import { undoEvent } from '#core/people/undo-events'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { testOffice } from '#tests/engine/county'

import { openEvents } from './life-events.ts'

const { o, covered, died, report, confirm, three } = await openEvents()
afterAll(() => o.close())

describe('死亡再次得知', () => {
  test('已登记的同日死亡不再报告；等待确认的也不再报告', async () => {
    const { people } = await three()
    const ids = await report([died(people[1]!, '2024-07-20')])
    await expect(report([died(people[1]!, '2024-07-20')])).rejects.toThrow('等待另一人确认')
    await confirm(ids)
    await expect(report([died(people[1]!, '2024-07-20')])).rejects.toThrow('不必重复报告')
  })
  test('日期不同的报告由另一人裁定：确认即以其为准，自较早之日重新计算', async () => {
    const { rowId, people } = await three()
    await confirm(await report([died(people[1]!, '2024-08-03')]))
    expect([await covered(rowId, '2024-08-01'), await covered(rowId, '2024-09-01')]).toEqual([3, 2])
    await confirm(await report([died(people[1]!, '2024-07-31')]))
    expect([await covered(rowId, '2024-07-01'), await covered(rowId, '2024-08-01')]).toEqual([3, 2])
    await confirm(await report([died(people[1]!, '2024-08-01')]))
    expect([await covered(rowId, '2024-08-01'), await covered(rowId, '2024-09-01')]).toEqual([3, 2])
    const facts = await rows(
      o.owner,
      sql<{
        n: number
      }>`select count(*)::int as n from life_event where person_id = ${people[1]!} and undone_by is null`,
    )
    expect(facts[0]!.n).toBe(1)
  })
})

describe('死亡后仍在享受（W01）', () => {
  const after = (personId: number) =>
    o.as('county', async (trx, actor) => {
      const all = await paidAfterDeath(trx, { engine: o.engine, actor, on: await o.day(), sees: () => true })
      return all.filter(a => a.personId === String(personId))
    })
  test('报告了没有确认的看得见，确认以后次月停发，不再出现', async () => {
    const { rowId, people } = await three()
    const ids = await report([died(people[1]!, '2024-08-03')])
    expect(await after(people[1]!)).toMatchObject([
      { diedOn: '2024-08-03', isSure: false, benefit: '低保金', rowId: String(rowId), source: '村级报告', days: 0 },
    ])
    await o.today('2024-09-08')
    expect(await after(people[1]!)).toMatchObject([{ days: 5 }])
    await confirm(ids)
    expect(await after(people[1]!)).toEqual([])
  })
  test('死亡当月照发，不算；登记了死亡而没有停发的，是错', async () => {
    const { people } = await three()
    await sql`update person set died_on = '2024-08-31' where id = ${people[2]!}`.execute(o.owner)
    expect(await after(people[2]!)).toMatchObject([{ isSure: true }])
  })
})
