/** 号位: what stands against an appointment, and the lowest seat that is free. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusDays, plusMonths } from '#core/calendar/days'
import { calendarOn } from '#core/calendar/load'
import { type Db, maybe } from '#core/db'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hoursOf, type Rules, rulesOn } from './hours.ts'

export interface Wish {
  readonly personId: number
  readonly day: Day
  readonly hour: string
  readonly service: string
  readonly booker?: string | undefined
}
const lastMiss = (table: ReturnType<typeof sql.table>, countyId: number, personId: number) =>
  sql`from ${table} where county_id = ${countyId} and person_id = ${personId} and stands = 'missed' and annulled_on is null`

export const refuseWrong = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  wish: Wish,
  today: Day,
): Promise<Rules> => {
  if (!(wish.hour in hoursOf(r))) throw new Refusal('没有这个时段，请刷新页面', { status: 400 })
  if (!(wish.service in r.told.fields.service!.options!)) throw new Refusal('请选择办理事项', { status: 400 })
  if (wish.day < today) throw new Refusal(`${wish.day}已经过去，请选今天或以后的日期`, { status: 422 })
  const rules = await rulesOn(trx, engine, countyId, r, wish.day)
  const latest = plusDays(today, rules.daysAhead)
  if (wish.day > latest) throw new Refusal(`最多提前${rules.daysAhead}日预约，最晚可约${latest}`, { status: 422 })
  if ((await calendarOn(trx, countyId)).isWorkday(wish.day) === false)
    throw new Refusal(`${wish.day}是休息日，不办理预约，请另选一天`, { status: 422 })
  return rules
}
export const refuseAbsentee = async (
  trx: Db,
  table: ReturnType<typeof sql.table>,
  countyId: number,
  personId: number,
  rules: Rules,
  today: Day,
) => {
  const since = plusMonths(today, -rules.missesWithin)
  const found = await maybe(
    trx,
    sql<{
      count: number
      last: Day | null
    }>`select count(*)::int as count, max(on_day) as last ${lastMiss(table, countyId, personId)} and on_day > ${since}::date`,
  )
  if (!found?.last || found.count < rules.misses) return
  const again = plusDays(found.last, rules.pausedFor + 1)
  if (today < again)
    throw new Refusal(
      `此人近${rules.missesWithin}个月爽约${found.count}次，暂停预约至${plusDays(again, -1)}；可以直接到窗口取号办理`,
      { status: 409, basis: '县婚姻登记预约规定' },
    )
}
/** The lowest free one; two can never have the same, by the ledger's own constraint. */
export const freeSeat = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  { day, hour }: Pick<Wish, 'day' | 'hour'>,
  rules: Rules,
) => {
  const count = rules.seats[hour] ?? 0
  const title = hoursOf(r)[hour]
  if (!count) throw new Refusal(`${day} ${title}不开放预约，请另选时段`, { status: 409 })
  const free = await maybe(
    trx,
    sql<{ seat: number }>`select n as seat from generate_series(1, ${count}::int) n where not exists (
      select from ${sql.table(engine.catalogue.tableOf(r))} t where t.county_id = ${countyId} and t.on_day = ${day}::date and t.hour = ${hour}
        and t.seat = n and t.annulled_on is null) order by n limit 1`,
  )
  if (!free) throw new Refusal(`${day} ${title}已约满（${count}个号），请另选时段`, { status: 409 })
  return free.seat
}
/** Whoever asks for the same waits for the other to be done, and then sees what is left. */
export const onlyOneAtATime = async (trx: Db, countyId: number, what: readonly string[]) => {
  for (const w of [...what].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`appointment ${countyId} ${w}`}, 0))`.execute(trx)
}
