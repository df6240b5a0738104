/** 预约时段: the hours of a day with their seats, by the county's standards of that day, and who sits in them. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { calendarOn } from '#core/calendar/load'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { timelineOf } from '#core/registers/timeline'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

/** What a county has decided: seats of each hour; how far ahead; when whoever stays away is refused. */
export interface Rules {
  readonly seats: Readonly<Record<string, number>>
  readonly daysAhead: number
  readonly misses: number
  readonly missesWithin: number
  readonly pausedFor: number
}
export const bookedRegisters = (catalogue: Catalogue) => catalogue.registers.filter(r => r.told.isBooked)
export const bookedRegister = (catalogue: Catalogue, id: string): AnyRegister => {
  const found = catalogue.register(id)
  if (!found?.told.isBooked) throw new Refusal('没有这项预约，请刷新页面', { status: 404 })
  return found
}
export const hoursOf = (r: AnyRegister): Readonly<Record<string, string>> => r.told.fields.hour!.options!

export const rulesOn = async (db: Db, engine: Engine, countyId: number, r: AnyRegister, day: Day): Promise<Rules> => {
  const said = (await timelineOf(db, engine, countyId, r).on(day)) as Readonly<Record<string, number>>
  const { daysAhead = 30, misses = 3, missesWithin = 12, pausedFor = 30 } = said
  const seats = Object.fromEntries(Object.keys(hoursOf(r)).map(h => [h, said[h] ?? 0]))
  return { seats, daysAhead, misses, missesWithin, pausedFor }
}

export interface Booking {
  readonly id: number
  readonly number: string
  readonly day: Day
  readonly hour: string
  readonly seat: number | null
  readonly service: string
  readonly stands: 'booked' | 'arrived' | 'cancelled' | 'missed'
  readonly booker: string | null
  readonly personId: number
  readonly name: string
  readonly idNumberMasked: string | null
}
export const bookingsOf = (db: Db, engine: Engine, countyId: number, r: AnyRegister, from: Day, to: Day) =>
  rows(
    db,
    sql<Booking>`select t.id, t.number, t.on_day as day, t.hour, t.seat, t.service, t.stands, t.booker, t.person_id as "personId", p.name,
        p.id_number_masked as "idNumberMasked"
      from ${sql.table(engine.catalogue.tableOf(r))} t join person p on p.county_id = t.county_id and p.id = t.person_id
      where t.county_id = ${countyId} and t.on_day between ${from}::date and ${to}::date and t.annulled_on is null
      order by t.on_day, t.hour, t.seat nulls last, t.id`,
  )

/** Some days from one on: is it a working day, and of each hour the seats and who has them. */
export const daysFrom = async (db: Db, engine: Engine, countyId: number, r: AnyRegister, from: Day, count: number) => {
  const calendar = await calendarOn(db, countyId)
  const to = plusDays(from, count - 1)
  const bookings = await bookingsOf(db, engine, countyId, r, from, to)
  const days = []
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    const { seats } = await rulesOn(db, engine, countyId, r, day)
    const works = calendar.isWorkday(day) ?? true
    const ofDay = bookings.filter(b => b.day === day)
    days.push({
      day,
      works,
      hours: Object.entries(hoursOf(r)).map(([hour, title]) => ({
        ...{ hour, title, seats: works ? seats[hour]! : 0 },
        taken: ofDay.filter(b => b.hour === hour && b.seat !== null).length,
      })),
      bookings: ofDay,
    })
  }
  return days
}
