/** What the clocks of a county go by: calendar, promised limits, whether publicity counts; read once for many cases. */

import { calendarOn } from '#core/calendar/load'
import type { Calendar } from '#core/calendar/working-days'
import type { SomeProcedure } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { kept, versionOf } from '#core/standards/kept'
import { promisesOn } from '#core/standards/limits'
import { settingOn } from '#core/standards/settings'
import type { Day } from '#define/time'
import type { Loaded } from './load.ts'
import type { ClockFacts } from './standing.ts'

export interface CountyClock {
  readonly calendar: Calendar
  readonly promises: Readonly<Record<string, number>>
  readonly isPublicityInside: boolean
}
export const countyClock = async (
  db: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  on: Day,
  version?: string,
): Promise<CountyClock> =>
  kept(version ?? (await versionOf(db, countyId)), `clock ${engine.catalogue.idOf(p)} ${on}`, async () => {
    const [business = '', name = ''] = engine.catalogue.idOf(p).split('.')
    const promises = await promisesOn(db, countyId, business, on)
    const inside = await settingOn(db, countyId, 'publicity-inside-total', on, business)
    return {
      calendar: await keptCalendar(db, countyId, version),
      promises: promises[name] ?? {},
      isPublicityInside: inside !== 'no',
    }
  })
export const keptCalendar = async (db: Db, countyId: number, version?: string): Promise<Calendar> =>
  kept(version ?? (await versionOf(db, countyId)), 'calendar', () => calendarOn(db, countyId))
export const clockFacts = (county: CountyClock, one: Pick<Loaded, 'pauses' | 'header' | 'columns'>): ClockFacts => {
  const outcomes: Record<string, string> = {}
  for (const k in one.columns)
    if (k.endsWith('_outcome') && one.columns[k]) outcomes[k.slice(0, -8)] = String(one.columns[k])
  return { ...county, pauses: one.pauses, extendedTo: one.header.extended_to, outcomes }
}
