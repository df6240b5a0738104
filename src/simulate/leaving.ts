/** 退出: who of the opening stock goes in which month and by what, so that households and people add up to what the file says. */
import { plusDays } from '#core/calendar/days'
import type { Event } from '#define/events'
import { type Day, firstDay, type Month, monthAfter } from '#define/time'
import { earlierIn, type Happening } from './events.ts'
import { Reports } from './leaving-reports.ts'
import type { Kept, Life } from './life.ts'
import { byMonth, type Stock } from './plan.ts'
import type { Random } from './random.ts'
import type { Found } from './reviews.ts'

/** How a whole household may end. */
type End = 'died' | 'imprisoned' | 'gave up' | 'moved' | 'too much' | 'tapered'

export interface Going {
  /** Month → row → what its review in that month finds. */
  readonly found: ReadonlyMap<Month, Map<number, Found>>
  /** Rows that are to end; no other review touches them. */
  readonly ending: ReadonlySet<number>
}

/** The day on which a month's reports are made that lead to a review, and the day on which its reviews begin. */
export const reportDay = ({ agenda }: Pick<Life, 'agenda'>, month: Month) => agenda.workday(firstDay(month), 1)
export const reviewDay = ({ agenda }: Pick<Life, 'agenda'>, month: Month) => agenda.workday(firstDay(month), 3)

/** Puts all leavings on the agenda. */
export const leave = (life: Life, kept: readonly Kept[], stock: Stock): Going => {
  const { counting, paid } = life.plan
  const random = life.random.fork('leaving')
  const found = new Map<Month, Map<number, Found>>([...counting, ...paid].map(m => [m, new Map()]))
  const reports = new Reports()
  const ending = stock.ending.map(i => kept[i]!)
  for (const [nth, [month, all]] of [...byMonth(random, ending, counting)].entries())
    for (const k of all) {
      const end = endOf(random, k, nth >= 2)
      if (end === 'tapered' || end === 'too much') {
        const decided = end === 'tapered' ? monthAfter(month, -2) : month
        found.get(decided)!.set(k.rowId, end === 'tapered' ? { kind: 'taper', until: month } : { kind: 'too much' })
        const day = reportDay(life, decided)
        reports.add(
          day,
          end === 'tapered'
            ? { ...said(k, 'person.found-work', day, '人社'), member: earner(k) }
            : said(k, 'household.income-changed', day, '本人报告'),
        )
      } else reports.add(...gone(life, random, k, month, end, 0))
    }
  const members = placesOf(stock.losing)
  for (const [month, all] of byMonth(random, members, counting))
    for (const { at, nth } of all) {
      const k = kept[at]!
      // From the last one on, and never the applicant, who is paid.
      const member = k.family.members.findLastIndex(m => m.isCovered) - nth
      const end =
        k.family.members[member]!.state === 'old' && random.chance(70)
          ? 'died'
          : random.of([
              ['left', 90],
              ['died', 7],
              ['imprisoned', 3],
            ] as const)
      reports.add(
        ...gone(life, random, k, month, k.family.members[member]!.isAdult || end === 'died' ? end : 'left', member),
      )
    }
  reports.put(life)
  return { found, ending: new Set(ending.map(k => k.rowId)) }
}

/** A household may be named several times: each time another member. */
const placesOf = (all: readonly number[]) => {
  const seen = new Map<number, number>()
  return all.map(at => {
    const nth = seen.get(at) ?? 0
    seen.set(at, nth + 1)
    return { at, nth }
  })
}
const endOf = (random: Random, { family }: Kept, mayTaper: boolean): End => {
  const [head] = family.members
  const isOne = family.members.filter(m => m.isCovered).length === 1
  if (family.alone)
    return random.of([
      ['died', 70],
      ['gave up', 15],
      ['moved', 15],
    ] as const)
  if (isOne && head!.state === 'old')
    return random.of([
      ['died', 78],
      ['moved', 8],
      ['gave up', 4],
      ['too much', 10],
    ] as const)
  const taper = mayTaper ? 12 : 0
  if (isOne)
    return random.of([
      ['died', 40],
      ['imprisoned', 4],
      ['moved', 10],
      ['gave up', 10],
      ['too much', 24],
      ['tapered', taper],
    ] as const)
  return random.of([
    ['moved', 14],
    ['gave up', 12],
    ['too much', 50],
    ['tapered', taper],
  ] as const)
}
const earner = ({ family }: Kept) =>
  Math.max(
    0,
    family.members.findIndex(m => m.state === 'able'),
  )
const said = (kept: Kept, event: Event, on: Day, source: string): Happening => ({ kept, event, on, source })

/** On a day of the month, reported once or twice a month; some deaths come to light in the month after, when it has been paid. */
const gone = (
  life: Life,
  random: Random,
  k: Kept,
  month: Month,
  end: Exclude<End, 'too much' | 'tapered'> | 'left',
  member: number,
): [Day, Happening] => {
  const told = life.agenda.workday(firstDay(month), random.pick([5, 11]))
  const on = earlierIn(life, told)
  switch (end) {
    case 'died': {
      if (!random.chance(5)) return [told, { ...said(k, 'person.died', on, '公安户籍'), member }]
      const late = plusDays(firstDay(monthAfter(month)), -random.int(2, 9))
      return [
        life.agenda.workday(firstDay(monthAfter(month)), 9),
        { ...said(k, 'person.died', late, '殡葬核对'), member },
      ]
    }
    case 'left':
      return [told, { ...said(k, 'person.left', on, '入户核实'), member }]
    case 'imprisoned':
      return [told, { ...said(k, 'person.imprisoned', on, '公安通报'), member }]
    case 'moved':
      return [told, { ...said(k, 'person.moved-away', on, '公安户籍'), member: 0 }]
    case 'gave up':
      return [told, said(k, 'household.gave-up', on, '本人书面申请')]
  }
}
