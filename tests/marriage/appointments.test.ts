/** 预约: seats are given once however many ask, and whoever stays away too often waits. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { arrive, book, cancel, rebook } from '#core/appointments/book'
import { bookedRegister, daysFrom } from '#core/appointments/hours'
import type { Wish } from '#core/appointments/seats'
import { runDaily } from '#core/daily'
import { asActor, rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import type { Day } from '#define/time'
import { registryOffice } from './couple.ts'

const o = await registryOffice()
afterAll(() => o.close())
const r = bookedRegister(o.engine.catalogue, 'marriage-appointments.appointments')
const want = async (wish: Partial<Wish> = {}) => {
  const personId = wish.personId ?? (await o.person('女', '1995-01-01'))
  const today = await o.day()
  return o.as('registry', (trx, by) =>
    book(trx, o.engine, by, r, { personId, day: '2024-06-11', hour: 'at09', service: 'marriage', ...wish }, today),
  )
}
const act = async (work: typeof cancel, id: number) => {
  const today = await o.day()
  return o.as('registry', (trx, by) => work(trx, o.engine, by, r, id, today))
}
const taken = async (day: Day, hour: string) => {
  const [found] = await o.as('registry', trx => daysFrom(trx, o.engine, o.countyId, r, day, 1))
  return found!.hours.find(h => h.hour === hour)!
}

describe('预约', () => {
  test('二十人同时抢一个时段的六个号：恰好六人约到，号位不重', async () => {
    await o.today('2024-06-03')
    const people = []
    for (let i = 0; i < 20; i++) people.push(await o.person('男', '1990-01-01'))
    const done = await Promise.allSettled(
      people.map(personId =>
        asActor(o.app, o.officials.registry, trx =>
          book(
            trx,
            o.engine,
            o.officials.registry,
            r,
            { personId, day: '2024-06-11', hour: 'at09', service: 'marriage' },
            '2024-06-03',
          ),
        ),
      ),
    )
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(6)
    for (const d of done) if (d.status === 'rejected') expect(String(d.reason.message)).toContain('已约满（6个号）')
    expect(await rows(o.owner, sql`select seat from marriage_appointments_appointments order by seat`)).toEqual(
      [1, 2, 3, 4, 5, 6].map(seat => ({ seat })),
    )
    expect(await taken('2024-06-11', 'at09')).toMatchObject({ seats: 6, taken: 6 })
    await expect(
      sql`insert into marriage_appointments_appointments (county_id, division_id, person_id, on_day, number, hour, seat, service, stands)
        values (${o.countyId}, ${o.town.village}, ${people[0]!}, '2024-06-11', 'Y9', 'at09', 6, 'marriage', 'booked')`.execute(
        o.owner,
      ),
    ).rejects.toThrow('once')
  })
  test('休息日、过去的日子、太远的日子、不开放的时段不能约；一人同时只有一个', async () => {
    await expect(want({ day: '2024-06-08' })).rejects.toThrow('是休息日')
    await expect(want({ day: '2024-05-31' })).rejects.toThrow('已经过去')
    await expect(want({ day: '2024-07-03' })).resolves.toMatchObject({ seat: 1 })
    await expect(want({ day: '2024-07-04' })).rejects.toThrow('最晚可约2024-07-03')
    const personId = await o.person('男', '1990-01-01')
    await want({ personId, hour: 'at10' })
    await expect(want({ personId, hour: 'at14' })).rejects.toThrow('此人已预约2024-06-11 10时至11时')
  })
  test('改约、取消都退回号位；当天才能登记到场', async () => {
    const one = await want({ hour: 'at11' })
    const today = await o.day()
    await o.as('registry', (trx, by) =>
      rebook(trx, o.engine, by, r, one.id, { day: '2024-06-12', hour: 'at11' }, today),
    )
    expect([(await taken('2024-06-11', 'at11')).taken, (await taken('2024-06-12', 'at11')).taken]).toEqual([0, 1])
    await expect(act(arrive, one.id)).rejects.toThrow('当天才能登记到场')
    await act(cancel, one.id)
    expect((await taken('2024-06-12', 'at11')).taken).toBe(0)
    await expect(act(cancel, one.id)).rejects.toThrow('已取消')
    const other = await want({ hour: 'at11', day: '2024-06-12' })
    await o.today('2024-06-12')
    await act(arrive, other.id)
    await o.today('2024-06-03')
  })
  test('没有来的，当日终了记爽约；三次之后暂停三十日，满了又能约', async () => {
    const personId = await o.person('女', '1992-02-02')
    for (const day of ['2024-06-04', '2024-06-06', '2024-06-12'] as Day[]) {
      await o.today(day)
      await want({ personId, day, hour: 'at15' })
    }
    await o.today('2024-06-13')
    expect((await runDaily(o.app, o.engine, o.countyId))!.missed).toBeGreaterThanOrEqual(3)
    await expect(want({ personId, day: '2024-06-14' })).rejects.toThrow('此人近12个月爽约3次，暂停预约至2024-07-12')
    await o.today('2024-07-12')
    await expect(want({ personId, day: '2024-07-15' })).rejects.toThrow('暂停预约至2024-07-12')
    await o.today('2024-07-13')
    await want({ personId, day: '2024-07-15' })
    await o.today('2024-06-13')
    expect((await runDaily(o.app, o.engine, o.countyId))?.missed).toBeUndefined()
  })
  test('指标', async () => {
    const names = ['婚姻登记预约取消件数', '婚姻登记预约到场件数', '婚姻登记预约爽约件数']
    const found = await o.as('registry', trx => indicators(trx, o.engine.catalogue, { names, period: '2024' } as never))
    expect(found.map(f => f.value)).toEqual([1, 1, 10])
  })
})
