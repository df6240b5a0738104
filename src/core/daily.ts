/** 每日: what begins by time and by lot, once a day, in the machine's own name; run again it finds nothing to do. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { closeDays } from '#core/appointments/book'
import { bookedRegisters } from '#core/appointments/hours'
import { audit } from '#core/audit/entry'
import { plusDays, plusMonths } from '#core/calendar/days'
import { asActor, type Db, ledgerDay, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { blindIndex } from '#core/identity/sealing'
import { machine } from '#core/machine'
import { endLapsed } from '#core/procedures/lapse'
import { remind } from '#core/procedures/remind'
import { drawSamples } from '#core/procedures/sample'
import { beginByTime } from '#core/procedures/schedule'
import { openBirthdays, turnAges } from '#core/registers/birthdays'
import { raiseLater } from '#core/registers/days/raised'
import { watch } from '#core/registers/days/watched'
import { type Day, monthOf } from '#define/time'

export interface Daily {
  readonly day: Day
  readonly reviews: number
  /** Of a yearly round, and of certificates that run out. */
  readonly yearly: number
  readonly runningOut: number
  readonly reminded: number
  /** Ended because nobody went on with them in time. */
  readonly lapsed: number
  /** Appointments to which nobody came. */
  readonly missed: number
  readonly turned: number
  /** Found in the household register: they have come of an age that counts. */
  readonly found: number
  readonly drawn: number
  /** Rows of days at which somebody has to look: more is known of their people, or the ledger itself shows it. */
  readonly raised: number
}

/** Undefined when the day has been done. */
export const runDaily = (app: Db, engine: Engine, countyId: number): Promise<Daily | undefined> =>
  asActor(app, machine(countyId), async trx => {
    const by = machine(countyId)
    const day = await ledgerDay(trx, countyId)
    const first = await rows(
      trx,
      sql`insert into daily_run (county_id, day) values (${countyId}, ${day}) on conflict do nothing returning day`,
    )
    if (!first.length) return undefined
    const [last] = await rows(
      trx,
      sql<{
        day: Day
      }>`select day from daily_run where county_id = ${countyId} and day < ${day} order by day desc limit 1`,
    )
    const told = {
      day,
      reviews: 0,
      yearly: 0,
      runningOut: 0,
      reminded: 0,
      lapsed: 0,
      missed: 0,
      turned: 0,
      found: 0,
      drawn: 0,
      raised: 0,
    }
    // Each decided case is drawn once: those of the days since the last draw, and never again.
    for (const p of engine.catalogue.procedures) {
      told.lapsed += await endLapsed(trx, engine, by, p, day)
      const began = await beginByTime(trx, engine, by, p, day)
      told.reviews += began.reviews
      told.found += await openBirthdays(trx, engine, by, p, day)
      told.yearly += began.yearly
      told.runningOut += began.runningOut
      told.reminded += await remind(trx, engine, by, p, day)
      told.drawn += (
        await drawSamples(
          trx,
          engine,
          by,
          p,
          last?.day ?? plusDays(day, -1),
          plusDays(day, -1),
          seedOf(engine, plusDays(day, -1)),
        )
      ).drawn
    }
    for (const r of bookedRegisters(engine.catalogue)) told.missed += await closeDays(trx, engine, countyId, r, day)
    for (const r of engine.catalogue.registers) {
      told.turned += await turnAges(trx, engine, countyId, r, monthOf(plusMonths(day, -1)))
      told.raised += await raiseLater(trx, engine, by, r, last?.day ?? plusDays(day, -1), day)
      told.raised += await watch(trx, engine, by, r, day)
    }
    // The seed of the next draw is committed before there is anything to draw, and told the day after.
    const committed = createHash('sha256').update(seedOf(engine, day)).digest('hex')
    await audit(trx, by, {
      action: 'daily.done',
      detail: { ...told, seedCommitted: committed, seedOfYesterday: seedOf(engine, plusDays(day, -1)) },
    })
    return told
  })
const seedOf = (engine: Engine, day: Day) => blindIndex(engine.keys, 'draw', day).toString('hex')
