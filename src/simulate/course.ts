/** 半年的日程: everything that happens in the county between the ledger's first day and the end, put on the agenda before it begins. */
import { plusDays } from '#core/calendar/days'
import { type Day, firstDay, type Month, monthOf } from '#define/time'
import { apply, timetable, type Wish } from './applications.ts'
import { beside } from './beside.ts'
import { happen, join } from './events.ts'
import { leave, reviewDay } from './leaving.ts'
import type { Kept, Life } from './life.ts'
import { payDayOf, payMonth } from './money.ts'
import { complain, move, revisit } from './others.ts'
import { byMonth, joiningOf, type Stock, sizesOf } from './plan.ts'
import { spread } from './random.ts'
import { beginByTime, review } from './reviews.ts'

export const planCourse = async (life: Life, kept: readonly Kept[], stock: Stock) => {
  const { plan, agenda } = life
  const random = life.random.fork('course')
  const months: Month[] = [...plan.counting, plan.paid.at(-1)!]
  const going = leave(life, kept, stock)
  const touched = new Set([...stock.ending, ...stock.losing])
  const quiet = random.shuffled([...kept.keys()].filter(i => !touched.has(i))).map(i => kept[i]!)
  const take = (n: number) => quiet.splice(0, Math.min(n, Math.floor(quiet.length / 2)))
  const byRow = new Map(kept.map(k => [k.rowId, k]))

  const joining = quiet.filter(k => !k.family.alone).slice(0, joiningOf(plan))
  quiet.splice(0, quiet.length, ...quiet.filter(k => !joining.includes(k)))
  for (const [month, all] of byMonth(random, joining, plan.counting))
    join(life, agenda.workday(firstDay(month), 7), all)
  applications(life, joining.length)

  const some = (perThousand: number) => Math.max(1, Math.round((kept.length * perThousand) / 1000))
  for (const month of months) {
    const isLast = month === months.at(-1)
    agenda.at(agenda.workday(firstDay(month), 2), 2, () => beginByTime(life, agenda.workday(firstDay(month), 2)))
    review(life, reviewDay(life, month), {
      found: going.found.get(month)!,
      apart: going.ending,
      kept: byRow,
      lies: isLast ? 9 : 0.4,
    })
    complain(life, agenda.workday(firstDay(month), 4), take(some(0.4)), false)
    if (isLast) complain(life, agenda.workday(firstDay(month), 15), take(some(0.4)), true)
    move(life, agenda.workday(firstDay(month), 6), take(some(0.2)), false)
    if (isLast) move(life, agenda.workday(firstDay(month), 16), take(some(0.2)), true)
    if (month !== months[0]) revisit(life, agenda.workday(firstDay(month), 8), isLast)
  }
  beside(life, take)
  for (const month of plan.paid) payMonth(life, month, await payDayOf(life))
  lastMonth(life, months.at(-1)!, take, some)
}

/** Groups apply every eight working days; those decided in a counting month share what the figures ask for. */
const applications = (life: Life, joining: number) => {
  const { plan, agenda } = life
  const random = life.random.fork('applications')
  const days: Day[] = []
  for (let day = agenda.workday(plan.opens, 0); day < plan.ends; day = agenda.workday(day, 8)) days.push(day)
  const isCounted = (day: Day) => plan.counting.includes(monthOf(day))
  const counted = days.filter(d => isCounted(timetable(life, d).decide))
  const sizes = random.shuffled(
    sizesOf(random, { households: plan.enters.households, persons: plan.enters.persons - joining }),
  )
  const counts = spread(random, sizes.length, Math.max(1, counted.length))
  const usual = Math.max(2, Math.round(sizes.length / Math.max(1, counted.length)))
  let at = 0
  for (const day of days) {
    const nth = counted.indexOf(day)
    const mayObject = isCounted(timetable(life, day).again.decide)
    const wishes =
      nth < 0
        ? others(life, usual, day)
        : sizes.slice(at, (at += counts[nth]!)).map(covered => granted(covered, mayObject && random.chance(2)))
    apply(life, day, [...wishes, ...unhappy(life, usual, day)])
  }
}
const granted = (covered: number, isObjected: boolean): Wish => ({ covered, fate: isObjected ? 'object' : 'grant' })

/** Decided too late to count: in part still under way, in part left lying so that lights turn yellow and red. */
const others = (life: Life, count: number, day: Day): Wish[] => {
  const random = life.random.fork(`others ${day}`)
  const isLate = timetable(life, day).decide >= plusDays(life.plan.ends, -25)
  return Array.from({ length: count }, () => {
    const covered = random.of([
      [1, 75],
      [2, 18],
      [3, 7],
    ])
    return isLate && random.chance(30)
      ? {
          covered,
          fate: 'lies',
          at: random.pick(['accept', 'match', 'visit', 'propose', 'post', 'decide', 'tell'] as const),
        }
      : { covered, fate: 'grant' }
  })
}
const unhappy = (life: Life, count: number, day: Day): Wish[] => {
  const random = life.random.fork(`unhappy ${day}`)
  return Array.from({ length: Math.max(1, Math.round(count * 0.12)) }, () => ({
    covered: random.of([
      [1, 60],
      [2, 30],
      [3, 10],
    ]),
    fate: random.of([
      ['refuse', 75],
      ['withdraw', 25],
    ]),
  }))
}

/** What waits on the desks when the rehearsal ends: reports to be confirmed, people not found, reviews just due. */
const lastMonth = (life: Life, month: Month, take: (n: number) => Kept[], some: (perThousand: number) => number) => {
  const { agenda, plan } = life
  const day = (n: number) => agenda.workday(firstDay(month), n)
  const of = (
    kept: readonly Kept[],
    event: 'person.died' | 'household.gave-up' | 'person.not-found',
    on: Day,
    source: string,
  ) => kept.map(k => ({ kept: k, event, on, source, ...(event !== 'household.gave-up' && { member: 0 }) }))
  const alone = take(some(1.2)).filter(k => k.family.members.length === 1)
  happen(life, day(9), of(alone, 'person.died', day(7), '公安户籍'))
  happen(life, day(10), of(take(some(0.3)), 'person.not-found', day(8), '入户走访'))
  const waiting = take(some(0.8)).filter(k => k.family.members.length === 1)
  happen(
    life,
    agenda.workday(plusDays(plan.ends, -4), 0),
    of(waiting, 'person.died', plusDays(plan.ends, -6), '殡葬核对'),
    true,
  )
  happen(
    life,
    agenda.workday(plusDays(plan.ends, -5), 0),
    of(take(some(0.2)), 'household.gave-up', plusDays(plan.ends, -6), '本人书面申请'),
    true,
  )
  agenda.at(plan.ends, 2, () => beginByTime(life, plan.ends))
}
