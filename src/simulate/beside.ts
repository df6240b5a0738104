/** 不顺的事: complaints that prove true, payments that stand still for a while, clocks that stop or are given more time, appeals; none of them moves a figure of the report. */
import { plusDays } from '#core/calendar/days'
import type { Calibration } from '#core/profile/calibration'
import { type Day, firstDay, type Month, monthAfter } from '#define/time'
import { appeal } from './appeals.ts'
import { stopClocks } from './clocks.ts'
import { happen } from './events.ts'
import { complainFounded } from './founded.ts'
import type { Kept, Life } from './life.ts'
import { byMonth } from './plan.ts'
import { spread } from './random.ts'

type Wanted = NonNullable<Calibration['minimumLiving']['beside']>
type Take = (n: number) => readonly Kept[]

/** So many of each in the half-year, of a county of this size; one at least where the file wants any. */
const timesOf = (wanted: Wanted, scale: number) =>
  Object.fromEntries(Object.entries(wanted).map(([k, n]) => [k, n ? Math.max(1, Math.round(n * scale)) : 0])) as Wanted

/** Puts them on the agenda. Whoever was taken for one thing is taken for no other. */
export const beside = (life: Life, take: Take) => {
  const { beside: wanted, counting, paid, scale } = life.plan
  if (!wanted) return
  const times = timesOf(wanted, scale)
  const random = life.random.fork('beside')
  // What is found in the last month has no review any more.
  for (const [month, about] of byMonth(random, take(times.投诉属实), counting))
    complainFounded(life, workday(life, month, 9), about)
  const absent = take(times.暂停后恢复)
  for (const [month, all] of byMonth(random, absent, counting.slice(0, -2))) suspend(life, month, all)
  const months = [...counting.slice(1), paid.at(-1)!]
  const longer = spread(random, times.时限延长, months.length)
  for (const [nth, n] of spread(random, times.时限暂停, months.length).entries()) {
    const on = workday(life, months[nth]!, 4)
    stopClocks(life, { on, pauses: n, extends: longer[nth]! })
  }
  const decided = counting.slice(1)
  for (const [nth, n] of spread(random, times.申诉维持, decided.length).entries())
    appeal(life, {
      refusedIn: decided[nth]!,
      on: workday(life, monthAfter(decided[nth]!), 5),
      count: n,
      outcome: 'upheld',
    })
  // What is opened anew is decided in the last month: whatever the outcome, it counts in the next half-year.
  const again = counting.at(-2)!
  appeal(life, {
    refusedIn: again,
    on: workday(life, monthAfter(again), 12),
    count: times.申诉撤销,
    outcome: 'annulled',
  })
}
const workday = ({ agenda }: Life, month: Month, nth: number): Day => agenda.workday(firstDay(month), nth)

/** Not to be found at the visit; back two months later, and paid for the months between. */
const suspend = (life: Life, month: Month, all: readonly Kept[]) => {
  const [gone, back] = [workday(life, month, 9), workday(life, monthAfter(month, 2), 9)]
  const of = (event: 'person.not-found' | 'person.found-again', on: Day, source: string) =>
    all.map(kept => ({ kept, event, on, source, member: 0 }))
  happen(life, gone, of('person.not-found', plusDays(gone, -2), '入户走访'))
  happen(life, back, of('person.found-again', plusDays(back, -1), '本人到场'))
}
