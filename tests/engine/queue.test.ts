/** A queue far longer than a page: page by page each case once, nothing of another business, and counted only as far as somebody reads. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { asActor } from '#core/db'
import type { TaskQuery } from '#core/procedures/task-queue'
import { countedAtMost, listTasks, taskSummary } from '#core/procedures/tasks'
import { type Office, testOffice } from './county.ts'

const copies = 1200
let o: Office
let clerk: Actor
beforeAll(async () => {
  o = await testOffice()
  const caseId = await o.apply(await o.household())
  clerk = { ...o.officials.town!, businesses: ['minimum-living'] }
  // Twenty are late, twenty due within two days; every fourth belongs to an office that this clerk has nothing to do with.
  await sql`insert into case_file (county_id, business, procedure, number, division_id, town_id, household_id, is_alone, source, edition, applied_on,
      opened_by, at_step, at_post, at_division_id, due)
    select county_id, case when n % 4 = 0 then 'complaints' else business end, case when n % 4 = 0 then 'complaints.complaint' else procedure end,
      'Q' || n, division_id, town_id, household_id, false, source, edition, applied_on, opened_by, at_step, at_post, at_division_id,
      '2024-06-03'::date + case when n <= 20 then -1 when n <= 40 then 1 else 20 + n % 7 end
    from case_file, generate_series(1, ${copies}) n where id = ${caseId}`.execute(o.owner)
  await sql`analyze case_file`.execute(o.owner)
}, 120_000)
afterAll(() => o?.close())

const list = (q: TaskQuery) => asActor(o.app, clerk, trx => listTasks(trx, o.engine, clerk, q, '2024-06-03'))
const summary = (actor: Actor) => asActor(o.app, actor, trx => taskSummary(trx, o.engine, actor, '2024-06-03'))

test('逐页翻到底：本业务的每件恰好一次，每页都满，别的业务一件也没有', async () => {
  const seen: { number: string; due: string | null }[] = []
  for (let after: string | undefined; ; ) {
    const page = await list({ limit: 100, ...(after && { after }) })
    seen.push(...page.rows)
    if (!page.next) break
    expect(page.rows).toHaveLength(100)
    after = page.next
  }
  expect(seen).toHaveLength(1 + (copies * 3) / 4)
  expect(new Set(seen.map(s => s.number)).size).toBe(seen.length)
  expect(seen.filter(s => /^Q/.test(s.number) && Number(s.number.slice(1)) % 4 === 0)).toEqual([])
  expect(seen.map(s => s.due ?? '9')).toEqual(seen.map(s => s.due ?? '9').sort())
})
test('临期不含逾期，各自成页', async () => {
  expect((await list({ scope: 'overdue' })).rows.map(r => r.light)).toEqual(Array(15).fill('red'))
  expect((await list({ scope: 'due' })).rows.map(r => r.light)).toEqual(Array(15).fill('yellow'))
})
test('各环节的件数与清单一致', async () => {
  const found = await summary(clerk)
  expect(found.more).toBe(false)
  expect(Object.fromEntries(found.rows.map(r => [r.light, r.count]))).toEqual({ red: 15, yellow: 15, green: 871 })
})
test('再长的队伍也只数最先到期的一千件，并说后面还有', async () => {
  const found = await summary({ ...clerk, businesses: 'all' })
  expect(found.more).toBe(true)
  expect(found.rows.reduce((n, r) => n + r.count, 0)).toBe(countedAtMost + 1)
  expect(found.rows.filter(r => r.light === 'red').reduce((n, r) => n + r.count, 0)).toBe(20)
})
