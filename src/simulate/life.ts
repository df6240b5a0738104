/** 演练中的县: what every part of a rehearsal is handed, and the agenda by which its days go. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { dayNumber, plusDays } from '#core/calendar/days'
import type { Calendar } from '#core/calendar/working-days'
import type { AnyBenefit, SomeProcedure } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import type { Family } from './family.ts'
import type { Numbers } from './numbers.ts'
import type { Staff } from './officials.ts'
import type { Home, Village } from './places.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

export interface Matters {
  readonly roster: AnyRegister
  readonly allowance: AnyBenefit
  readonly application: SomeProcedure
  readonly review: SomeProcedure
  readonly revisit: SomeProcedure
  readonly transfer: SomeProcedure
  readonly complaint: SomeProcedure
}
export interface Life {
  /** The owner's, in one transaction: the whole county or nothing of it. */
  readonly trx: Db
  readonly engine: Engine
  readonly countyId: number
  readonly plan: Plan
  readonly random: Random
  readonly numbers: Numbers
  readonly calendar: Calendar
  readonly staff: Staff
  readonly matters: Matters
  readonly villages: ReadonlyMap<number, Village>
  readonly agenda: Agenda
  /** The standard of a head on a day, in fen a month; where the support of children begins, in hundredths. */
  readonly standard: (area: 'urban' | 'rural', on: Day) => Promise<{ perHead: number; supportFrom: number }>
  /** New households, by the shares of the towns. */
  readonly home: () => Home
  /** Counted income as a part of what is due, on average. */
  readonly share: number
}

/** A household of the opening stock, or one that came later. */
export interface Kept {
  readonly family: Family
  readonly householdId: number
  readonly personIds: readonly number[]
  readonly rowId: number
}

interface Work {
  readonly order: number
  /** The office that does it. */
  readonly office: string
  readonly work: () => Promise<void>
}
/** From this order on all offices do one thing after another: what is paid, counted and closed. */
const together = 80

/** Things to do on days; what is done may put more on later days. */
export class Agenda {
  constructor(
    private readonly isWorkday: (day: Day) => boolean,
    readonly from: Day,
    readonly until: Day,
    private readonly office = '',
    private readonly days = new Map<Day, Work[]>(),
  ) {}
  /** The same agenda, in the hands of another office. */
  of(office: string): Agenda {
    return new Agenda(this.isWorkday, this.from, this.until, office, this.days)
  }
  /** `order`: of things on one day, within an office; from 80 on among all. What lies beyond the end is not done. */
  at(day: Day, order: number, work: () => Promise<void>) {
    if (day > this.until) return
    const known = this.days.get(day)
    const mine = { order, office: this.office, work }
    if (known) known.push(mine)
    else this.days.set(day, [mine])
  }
  /** The nth working day after a day; 0 is the day itself or the next working day. */
  workday(day: Day, nth: number): Day {
    let at = day
    while (!this.isWorkday(at)) at = plusDays(at, 1)
    for (let left = nth; left > 0; ) if (this.isWorkday((at = plusDays(at, 1)))) left--
    return at
  }
  async run(trx: Db, countyId: number, progress: (day: Day, done: number, total: number) => Promise<void>) {
    const total = dayNumber(this.until) - dayNumber(this.from)
    for (let day = this.from; day <= this.until; day = plusDays(day, 1)) {
      const works = this.days.get(day)
      if (!works) continue
      await setDay(trx, countyId, day)
      works.sort((a, b) => a.order - b.order)
      const offices = grouped(
        works.filter(w => w.order < together),
        w => w.office,
      )
      await allAtOnce([...offices.values()].map(own => () => inTurn(own)))
      await inTurn(works.filter(w => w.order >= together))
      await progress(day, dayNumber(day) - dayNumber(this.from), total)
    }
    await setDay(trx, countyId, this.until)
  }
}
const inTurn = async (works: readonly Work[]) => {
  for (const { work } of works) await work()
}
/** The first that fails is told when none goes on any more. */
export const allAtOnce = async (all: readonly (() => Promise<void>)[]) => {
  const ended = await Promise.allSettled(all.map(work => work()))
  const failed = ended.find(e => e.status === 'rejected')
  if (failed) throw failed.reason
}
export const setDay = (trx: Db, countyId: number, day: Day) =>
  sql`update county set rehearsal_day = ${day}::date where county_id = ${countyId}`.execute(trx)

/** Who does a step for a village: visitors, proposer, leader of its town; its own worker where it has one. */
export const hallOf = ({ staff, villages }: Life, divisionId: number) =>
  staff.townHalls.get(villages.get(divisionId)!.townId)!
export const workerOf = (life: Life, divisionId: number): Actor =>
  life.staff.villageWorkers.get(divisionId) ?? hallOf(life, divisionId).handlers[0]
export const asSecond = (a: Actor) => ({ accountId: a.accountId, personId: a.personId, name: a.name })
