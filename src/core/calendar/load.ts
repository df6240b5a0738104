/** The county's calendar out of the ledger: years with rows are loaded, all others are not. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import { type Calendar, type CalendarDay, calendarOf, notLoaded } from './working-days.ts'

export const calendarOn = async (db: Db, countyId: number): Promise<Calendar> =>
  calendarOf(
    await rows(db, sql<CalendarDay>`select day, works from calendar_day where county_id = ${countyId} order by day`),
  )

/** One sentence for each of these years that is not loaded. */
export const calendarWarnings = async (db: Db, countyId: number, years: readonly number[]): Promise<string[]> => {
  const loaded = await rows(
    db,
    sql<{
      year: number
    }>`select distinct extract(year from day)::int as year from calendar_day where county_id = ${countyId}`,
  )
  return years.filter(y => !loaded.some(l => l.year === y)).map(notLoaded)
}
