/** 预约: a seat in an hour is given once, however many ask at once; changed, given back, taken, or missed. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { countyOf, serialsFor } from '#core/procedures/serials'
import { enterRows } from '#core/registers/rows'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hoursOf } from './hours.ts'
import { freeSeat, onlyOneAtATime, refuseAbsentee, refuseWrong, type Wish } from './seats.ts'

/** @throws Refusal where the hour is full or closed, the person has one already, or has stayed away too often */
export const book = async (trx: Db, engine: Engine, by: Actor, r: AnyRegister, wish: Wish, today: Day) => {
  const { countyId } = by
  const rules = await refuseWrong(trx, engine, countyId, r, wish, today)
  const table = sql.table(engine.catalogue.tableOf(r))
  await onlyOneAtATime(trx, countyId, [`person ${wish.personId}`, `${wish.day} ${wish.hour}`])
  const open = await maybe(
    trx,
    sql<{
      day: Day
      hour: string
    }>`select on_day as day, hour from ${table} where county_id = ${countyId} and person_id = ${wish.personId}
      and stands = 'booked' and on_day >= ${today}::date and annulled_on is null limit 1`,
  )
  if (open) throw new Refusal(`此人已预约${open.day} ${hoursOf(r)[open.hour]}，请改约或者先取消`, { status: 409 })
  await refuseAbsentee(trx, table, countyId, wish.personId, rules, today)
  const seat = await freeSeat(trx, engine, countyId, r, wish, rules)
  const [number] = await serialsFor(
    trx,
    await countyOf(trx, countyId),
    `${engine.catalogue.idOf(r)}.number`,
    r.told.fields.number!.pattern!,
    wish.day.slice(0, 4),
    1,
  )
  const [id] = await enterRows(trx, engine, countyId, r, [
    {
      ...{ divisionId: by.divisionId, townId: null, from: wish.day, caseId: null, because: '预约' },
      columns: {
        ...{ person_id: wish.personId, hour: wish.hour, seat, service: wish.service, stands: 'booked', number },
        booker: wish.booker?.trim() || null,
      },
    },
  ])
  await audit(trx, by, {
    action: 'appointment.booked',
    subject: `appointment:${id}`,
    detail: { day: wish.day, hour: wish.hour },
  })
  return { id: id!, number: number!, seat }
}

/** 改约: the old seat is given back when the new one is taken. */
export const rebook = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  r: AnyRegister,
  id: number,
  to: Pick<Wish, 'day' | 'hour'>,
  today: Day,
) => {
  const b = await held(trx, engine, by, r, id, today)
  const wish = { personId: b.person_id, service: b.service, ...to }
  const rules = await refuseWrong(trx, engine, by.countyId, r, wish, today)
  await onlyOneAtATime(trx, by.countyId, [`${to.day} ${to.hour}`])
  if (b.on_day === to.day && b.hour === to.hour) throw new Refusal('新的时段与原来的相同，请另选', { status: 409 })
  const seat = await freeSeat(trx, engine, by.countyId, r, wish, rules)
  await sql`update ${sql.table(engine.catalogue.tableOf(r))} set on_day = ${to.day}::date, hour = ${to.hour}, seat = ${seat}
    where county_id = ${by.countyId} and id = ${id}`.execute(trx)
  await audit(trx, by, {
    action: 'appointment.changed',
    subject: `appointment:${id}`,
    detail: { from: `${b.on_day} ${b.hour}`, ...to },
  })
}
export const cancel = async (trx: Db, engine: Engine, by: Actor, r: AnyRegister, id: number, today: Day) => {
  await held(trx, engine, by, r, id, today)
  await sql`update ${sql.table(engine.catalogue.tableOf(r))} set stands = 'cancelled', seat = null
    where county_id = ${by.countyId} and id = ${id}`.execute(trx)
  await audit(trx, by, { action: 'appointment.cancelled', subject: `appointment:${id}` })
}
export const arrive = async (trx: Db, engine: Engine, by: Actor, r: AnyRegister, id: number, today: Day) => {
  const b = await held(trx, engine, by, r, id, today)
  if (b.on_day !== today) throw new Refusal(`预约的是${b.on_day}，当天才能登记到场；提前来的请先改约`, { status: 409 })
  await sql`update ${sql.table(engine.catalogue.tableOf(r))} set stands = 'arrived' where county_id = ${by.countyId} and id = ${id}`.execute(
    trx,
  )
  await audit(trx, by, { action: 'appointment.arrived', subject: `appointment:${id}` })
}
/** 爽约: whoever had not come by the end of the day; by the daily work, a day late or a week late. */
export const closeDays = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  today: Day,
): Promise<number> =>
  (
    await rows(
      trx,
      sql`update ${sql.table(engine.catalogue.tableOf(r))} set stands = 'missed' where county_id = ${countyId}
        and stands = 'booked' and on_day < ${today}::date and annulled_on is null returning id`,
    )
  ).length

const held = async (trx: Db, engine: Engine, by: Actor, r: AnyRegister, id: number, today: Day) => {
  const found = await maybe(
    trx,
    sql<{
      person_id: number
      on_day: Day
      hour: string
      service: string
      stands: string
    }>`select person_id, on_day, hour, service, stands
      from ${sql.table(engine.catalogue.tableOf(r))} where county_id = ${by.countyId} and id = ${id} and annulled_on is null for update`,
  )
  if (!found) throw new Refusal('没有这个预约，或不在您的管辖范围内', { status: 404 })
  if (found.stands !== 'booked')
    throw new Refusal(`这个预约${r.told.fields.stands!.options![found.stands]}，不能再办理，请刷新`, { status: 409 })
  if (found.on_day < today) throw new Refusal(`预约的${found.on_day}已经过去，请重新预约`, { status: 409 })
  return found
}
