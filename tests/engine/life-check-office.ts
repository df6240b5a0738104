/** 生存认证 in the test county: the daily round of any day, proofs by the round or by hand, and an elder whose proof was missed. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import { check, due, elder, granted, lifeCheck, o } from './allowance-office.ts'

/** Each test lives through these years of its own: what another has done on that day counts for nothing. */
export const daily = async (day: Day) => {
  await o.today(day)
  await sql`delete from daily_run where day >= ${day}::date`.execute(o.owner)
  await runDaily(o.app, o.engine, o.countyId)
}
export const checksOf = (person: number) =>
  rows(
    o.owner,
    sql<{
      id: number
      applied_on: Day
      stands: string
      source: string
    }>`select id, applied_on, stands, source from case_file
      where procedure = ${lifeCheck} and person_id = ${person} order by id`,
  )
export const openOf = async (person: number) => (await checksOf(person)).find(c => c.stands === 'open')
export const happened = (person: number) =>
  rows(
    o.owner,
    sql<{
      id: number
      event: string
      on: Day
    }>`select id, event, happened_on as on from life_event where person_id = ${person} and undone_by is null order by id`,
  )
export const prove = (id: number) =>
  o.act('village', lifeCheck, id, 'prove', { outcome: 'continue', fields: { proof: 'visit' } })
export const byHand = async (personId: number, rowId: number, procedure = lifeCheck, fields = {}) => {
  const on = await o.day()
  const [opened] = await o.as('village', (trx, by) =>
    openCases(trx, o.engine, check(procedure), [
      {
        by,
        on,
        divisionId: o.town.village,
        personId,
        rowId,
        fields,
        source: procedure === lifeCheck ? 'clue' : 'application',
      },
    ]),
  )
  return opened!.caseId
}
/** Granted on 2024-11-04, asked a year later, missed: suspended from 2026-01 on. */
export const missed = async () => {
  await o.today('2024-11-04')
  const person = await elder('1944-11-01')
  const row = await granted(person)
  await daily('2025-11-04')
  await daily('2025-12-05')
  expect(await due(row, '2026-01')).toBe('suspended')
  return { person, row }
}
