/** The county's calendar out of the ledger: years with rows are loaded, all others are not. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import { type Calendar, type CalendarDay, calendarOf, notLoaded } from './working-days.ts'

/** Only the days that differ from the week travel: it is read with every case that is opened. */
export const calendarOn = async (db: Db, countyId: number): Promise<Calendar> => {
  const found = await rows(
    db,
    sql<{ year: number; differs: CalendarDay[] | null }>`select extract(year from day)::int as year,
        json_agg(json_build_object('day', day, 'works', works)) filter (where works <> (extract(isodow from day) < 6)) as differs
      from calendar_day where county_id = ${countyId} group by 1 order by 1`,
  )
  return calendarOf(
    found.flatMap(f => f.differs ?? []),
    new Set(found.map(f => f.year)),
  )
}

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
