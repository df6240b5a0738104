/** 婚姻登记预约: the last weeks' appointments, most of them kept, and those of the week to come. */

import { arrive, book, cancel, closeDays } from '#core/appointments/book'
import { bookedRegister, hoursOf } from '#core/appointments/hours'
import { plusDays } from '#core/calendar/days'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { inventCouples } from './couples.ts'

const weeks = 5
const aWeek = 7

export const liveAppointments = async (life: Life) => {
  const { trx, engine, countyId, plan, agenda, staff } = life
  const r = bookedRegister(engine.catalogue, 'marriage-appointments.appointments')
  const random = life.random.fork('appointments')
  const by = staff.of('registry')[0]!
  const people = await inventCouples(life, plan.opens, {
    ...{ count: (weeks + 3) * aWeek, across: 0, ages: [23, 45] as const, marital: '10', name: 'appointments' },
  })
  const hours = Object.keys(hoursOf(r))
  const bookAll = async (day: Day, today: Day, count: number) => {
    const made = []
    for (const c of people.splice(0, count)) {
      const service = random.of([
        ['marriage', 60],
        ['divorce', 25],
        ['reissue', 15],
      ] as const)
      made.push(await book(trx, engine, by, r, { personId: c.wife, day, hour: random.pick(hours), service }, today))
    }
    return made
  }
  for (let week = weeks; week > 0; week--) {
    const day = agenda.workday(plusDays(plan.period.to, -week * 7), 0)
    const before = plusDays(day, -3)
    let made: { id: number }[] = []
    agenda.at(before, 75, async () => {
      made = await bookAll(day, before, aWeek)
      await cancel(trx, engine, by, r, made.pop()!.id, before)
    })
    agenda.at(day, 75, async () => {
      for (const m of made) if (random.chance(85)) await arrive(trx, engine, by, r, m.id, day)
    })
    agenda.at(plusDays(day, 1), 5, async () => void (await closeDays(trx, engine, countyId, r, plusDays(day, 1))))
  }
  const last = plan.period.to
  agenda.at(last, 76, async () => {
    for (const nth of [0, 1, 2]) await bookAll(agenda.workday(plusDays(last, 1), nth), last, aWeek)
  })
}
