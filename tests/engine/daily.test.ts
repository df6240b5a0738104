/** 每日: once a day, in the machine's name; a second start of the server does nothing twice. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())

test('到期的复核每天只开一次', async () => {
  const { rowId } = await o.granted(await o.household())
  await o.today('2024-12-20')
  const [first, second] = await Promise.all([
    runDaily(o.app, o.engine, o.countyId),
    runDaily(o.app, o.engine, o.countyId),
  ])
  expect([first, second].filter(Boolean)).toHaveLength(1)
  expect((first ?? second)!.reviews).toBe(1)
  expect(
    await rows(
      o.owner,
      sql`select id from case_file where row_id = ${rowId} and procedure = ${o.review} and source = 'schedule'`,
    ),
  ).toHaveLength(1)
  await o.today('2024-12-21')
  expect((await runDaily(o.app, o.engine, o.countyId))!.reviews).toBe(0)
})
