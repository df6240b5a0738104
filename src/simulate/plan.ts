/** The plan of a rehearsal: how many come, go and stay, so that the figures come out as the profile's file says; pure arithmetic. */
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import type { Calibration } from '#core/profile/calibration'
import { type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import { type Random, spread } from './random.ts'

export interface Totals {
  readonly households: number
  readonly persons: number
}
export interface Plan {
  /** So many times the county of the file. */
  readonly scale: number
  readonly period: { readonly name: string; readonly from: Day; readonly to: Day }
  /** The ledger's first day: a month before the period, so that what is decided then counts from the period's first day. */
  readonly opens: Day
  /** The day on which the rehearsal stands at its end: the one after the period. */
  readonly ends: Day
  /** Months whose decisions and events count: the month before the period and all but its last. */
  readonly counting: readonly Month[]
  /** Months that are paid. */
  readonly paid: readonly Month[]
  readonly start: Totals
  readonly enters: Totals
  readonly leaves: Totals
  readonly end: Totals
  /** What goes otherwise than it should, in a county of the file's size. */
  readonly beside: Calibration['minimumLiving']['beside']
}

/** `scale`: so many times the county. @throws Refusal where the file does not agree with itself */
export const planFor = ({ period, minimumLiving: m }: Calibration, scale: number): Plan => {
  const [from, to] = [period.from as Day, period.to as Day]
  if (!from.endsWith('-01') || !plusDays(to, 1).endsWith('-01'))
    throw wrong(`期间 ${from} 至 ${to} 应是整月，首日为 1 日、末日为月末`)
  if (m.start.on !== plusDays(from, -1)) throw wrong(`期初日 ${m.start.on} 应是期间首日的前一天`)
  const f = m.figures
  const size = (n: number) => Math.round(n * scale)
  const start = { households: size(m.start.households), persons: size(m.start.persons) }
  const enters = { households: size(f.新增低保户数), persons: size(f.新增低保人数) }
  const leaves = { households: size(f.退出低保户数), persons: size(f.退出低保人数) }
  const told = { households: f.在保低保户数, persons: f.在保低保人数 }
  if (m.start.households + f.新增低保户数 - f.退出低保户数 !== told.households)
    throw wrong('户数对不上：期初＋新增－退出不等于在保')
  if (m.start.persons + f.新增低保人数 - f.退出低保人数 !== told.persons)
    throw wrong('人数对不上：期初＋新增－退出不等于在保')
  const end = {
    households: start.households + enters.households - leaves.households,
    persons: start.persons + enters.persons - leaves.persons,
  }
  for (const [title, t] of [
    ['期初', start],
    ['新增', enters],
    ['退出', leaves],
    ['期末', end],
  ] as const)
    if (t.persons < t.households) throw wrong(`${title}人数 ${t.persons} 少于户数 ${t.households}`)
  if (!start.households) throw wrong('期初没有在保户')
  if (leaves.households > start.households) throw wrong('退出户数多于期初户数')
  const first = monthAfter(monthOf(from), -1)
  const months = monthsBetween(first, monthOf(to))
  return {
    ...{ scale, period: { name: period.name, from, to }, start, enters, leaves, end },
    opens: firstDay(first),
    ends: plusDays(to, 1),
    beside: m.beside,
    counting: months.slice(0, -1),
    paid: months.slice(1),
  }
}
const monthsBetween = (from: Month, to: Month): Month[] =>
  from > to ? [] : [from, ...monthsBetween(monthAfter(from), to)]
const wrong = (what: string) => new Refusal(`calibration.json ${what}，请改正后重试。什么都没有写入`)

/** How many people each household has: one at least, and all together exactly so many. */
export const sizesOf = (random: Random, { households, persons }: Totals): number[] => {
  const sizes = new Array<number>(households).fill(1)
  let more = persons - households
  for (const i of random.shuffled([...sizes.keys()])) {
    if (!more) break
    const extra = Math.min(
      more,
      random.of([
        [1, 62],
        [2, 26],
        [3, 9],
        [4, 3],
      ]),
    )
    sizes[i]! += extra
    more -= extra
  }
  // A county of large families: what is left goes round.
  for (let i = 0; more > 0; i = (i + 1) % households) {
    sizes[i]!++
    more--
  }
  return sizes
}

/** New people who join households that are in already: born, or come to live there. */
export const joiningOf = ({ enters, start, leaves }: Plan) =>
  Math.min(
    Math.floor((enters.persons - enters.households) / 5),
    Math.floor((start.households - leaves.households) / 20),
  )

export interface Stock {
  /** How many people each household has. */
  readonly sizes: readonly number[]
  /** Places of the households that end. */
  readonly ending: readonly number[]
  /** Places of the households that lose a member and stay; once for each member. */
  readonly losing: readonly number[]
}
/** The opening stock, which households of it end and which lose members, so that all sums are exact. @throws Refusal where that can't be */
export const stockOf = (random: Random, start: Totals, leaves: Totals): Stock => {
  const staying = start.households - leaves.households
  const usual = Math.round((leaves.households * start.persons) / start.households)
  const gone = staying ? Math.min(Math.max(usual, leaves.households), leaves.persons) : leaves.persons
  const rest = leaves.persons - gone
  if (
    start.persons - leaves.persons < staying ||
    (leaves.households === 0 && gone > 0) ||
    (!staying && gone !== start.persons)
  )
    throw wrong(`退出 ${leaves.persons} 人、${leaves.households} 户后，余下的人数与户数不符`)
  const places = random.shuffled([...Array(start.households).keys()])
  const ending = places.slice(0, leaves.households)
  const sizes = new Array<number>(start.households)
  for (const [i, size] of sizesOf(random, { households: leaves.households, persons: gone }).entries())
    sizes[ending[i]!] = size
  const others = places.slice(leaves.households)
  for (const [i, size] of sizesOf(random, { households: staying, persons: start.persons - gone }).entries())
    sizes[others[i]!] = size
  const losing: number[] = []
  for (let turn = 1; losing.length < rest; turn++)
    for (const i of others) if (sizes[i]! > turn && losing.length < rest) losing.push(i)
  return { sizes, ending, losing }
}

/** Things over months, as evenly as it goes. */
export const byMonth = <T>(random: Random, all: readonly T[], months: readonly Month[]): Map<Month, T[]> => {
  const counts = spread(random, all.length, months.length)
  let at = 0
  return new Map(months.map((m, i) => [m, all.slice(at, (at += counts[i]!))]))
}
