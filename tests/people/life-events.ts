/** Life events in a county: households of three that are in, events reported by one and confirmed by another; each test file has a county of its own. */
import { sql } from 'kysely'
import { one, rows } from '#core/db'
import { confirmEvents, recordEvents } from '#core/people/events'
import { undoEvent } from '#core/people/undo-events'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { testOffice } from '#tests/engine/county'

export const openEvents = async () => {
  const o = await testOffice()
  const noIncome = { incomes: [] }
  const held = async (rowId: number) =>
    (await one(o.owner, sql<{ held: string }>`select held::text from minimum_living_roster where id = ${rowId}`)).held
  const covered = async (rowId: number, on: Day) =>
    (
      await rows(
        o.owner,
        sql`select from covered_person where row_id = ${rowId} and measure = 'persons' and held @> ${on}::date`,
      )
    ).length
  const died = (personId: number, on: Day) => ({ event: 'person.died' as Event, personId, on })
  const report = (all: { event: Event; on: Day; personId?: number; householdId?: number }[]) =>
    o.as('town', async (trx, by) =>
      recordEvents(
        trx,
        all.map(e => ({ by, source: '村级报告', ...e })),
        await o.day(),
      ),
    )
  const confirm = (ids: readonly number[], who: 'county' | 'county2' = 'county') =>
    o.as(who, async (trx, by) => confirmEvents(trx, o.engine, by, ids, await o.day()))
  const undo = (id: number) =>
    o.as('county2', async (trx, by) => undoEvent(trx, o.engine, by, id, '误报', await o.day()))
  const three = async () => {
    const { rowId, household } = await o.granted(await o.household(), {}, noIncome)
    await o.today('2024-09-03')
    return { rowId, people: household.personIds, householdId: household.householdId }
  }

  return { o, noIncome, held, covered, died, report, confirm, undo, three }
}
