/** Where a case stands: which step is next, from when, by whom, until when, and whether an objection may still come. Pure. */

import { plusDays } from '#core/calendar/days'
import type { Calendar, Pause } from '#core/calendar/working-days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { outcomesOf } from '#core/registers/columns'
import { promised } from '#core/standards/limits'
import type { Event } from '#define/events'
import type { Yearly } from '#define/procedure'
import type { Step } from '#define/steps'
import type { Day, Span } from '#define/time'
import { isOfParties } from './counter.ts'

export interface Standing {
  /** Undefined: all is done. */
  readonly step?: string
  /** May be done, or done again, although another step is next: what repeats, and what a party says while a wait lasts. */
  readonly again?: string
  /** Not done in time, and gone on without. */
  readonly passed?: readonly string[]
  /** The first day on which it may be done. */
  readonly opensOn?: Day
  readonly due?: Day
  readonly totalDue?: Day
  /** A step that lasts, with its last day: until then there may be an objection or a withdrawal. */
  readonly lasting?: { readonly step: string; readonly until: Day }
  /** The step was not done in time, and the case has ended so. */
  readonly lapsed?: { readonly step: string; readonly as: string; readonly on: Day; readonly event?: Event }
  readonly warnings: readonly string[]
}
export interface ClockFacts {
  readonly calendar: Calendar
  /** step → promised working days; 'total', 'extended'. */
  readonly promises: Readonly<Record<string, number>>
  readonly pauses: readonly Pause[]
  readonly extendedTo?: Day | null
  /** Whether the days of publicity count in the total (county's setting). */
  readonly isPublicityInside: boolean
  /** The conclusion of each step that had one, by its column's name. */
  readonly outcomes?: Readonly<Record<string, string>>
}
type Any = Step<any, string>

/** `done`: the day of each step done in this round; a step that lasts is done on the day it begins. `c`: what its conditions may see. */
export const standingOf = (
  p: SomeProcedure,
  done: Partial<Record<string, Day>>,
  on: Day,
  c: unknown,
  clock: ClockFacts,
  applied: Day,
): Standing => {
  const warnings: string[] = []
  const lastDay = (from: Day, span: Span) => {
    const due = clock.calendar.lastDay(from, span, clock.pauses, on)
    warnings.push(...due.warnings)
    return due.day
  }
  const steps = (Object.entries(p.steps) as [string, Any][]).filter(([, s]) => !s.when || s.when(c))
  const totalDue = totalOf(p, steps, done, clock, lastDay)
  let last = applied
  let opensOn = applied
  let lasting: Standing['lasting']
  let again: string | undefined
  let isRefused = false
  const passed: string[] = []
  const and = (s: Omit<Standing, 'warnings'>): Standing => ({
    ...s,
    ...(lasting && { lasting }),
    ...(again && { again }),
    ...(passed.length && { passed }),
    ...(totalDue && { totalDue }),
    warnings: [...new Set(warnings)],
  })
  for (const [k, s] of steps) {
    if (isRefused && k !== 'tell') continue
    // A wait of the parties begins by itself; a notice begins when an official has posted it.
    const isWait = s.lasts && isOfParties(p, s)
    const begun = isWait ? last : done[k]
    if (s.lasts && begun) {
      last = lastDay(begun, s.lasts)
      opensOn = plusDays(last, 1)
      lasting = { step: k, until: last }
      again = isWait && (s.asks ?? s.fills) && on <= last ? k : undefined
      continue
    }
    if (done[k]) {
      last = done[k]
      opensOn = last
      lasting = undefined
      again = s.repeats ? k : undefined
      isRefused ||= clock.outcomes?.[snake(k)] === 'refuse'
      continue
    }
    const own = dueOf(p, s, k, { last, done, lastDay, clock, applied, c })
    if (s.lapses && own && on > own) {
      const as = typeof s.lapses === 'string' ? s.lapses : s.lapses.as
      const event = typeof s.lapses === 'string' ? undefined : s.lapses.makesKnown
      return and({ lapsed: { step: k, as, on: plusDays(own, 1), ...(event && { event }) } })
    }
    if (s.passes && own && on > own) {
      passed.push(k)
      last = own
      opensOn = plusDays(own, 1)
      continue
    }
    const isBound = totalDue && outcomesOf(p, k).length > 0
    const due = isBound && (!own || totalDue < own) ? totalDue : own
    return and({ step: k, opensOn, ...(due && { due }) })
  }
  return and({})
}

interface At {
  readonly last: Day
  readonly done: Partial<Record<string, Day>>
  readonly lastDay: (from: Day, span: Span) => Day
  readonly clock: ClockFacts
  readonly applied: Day
  readonly c: unknown
}
const dueOf = (p: SomeProcedure, s: Any, k: string, at: At): Day | undefined => {
  const within = typeof s.within === 'function' ? s.within(at.c as never) : s.within
  if (within) return at.lastDay((s.since && at.done[s.since]) || at.last, promised(within, at.clock.promises[k]))
  if (typeof s.before !== 'string') return undefined
  if (/^\d\d-\d\d$/.test(s.before))
    return nextOf(s.before, yearlyOf(p) ? lastOf(yearlyOf(p)!.yearly, at.applied) : at.applied)
  return ((at.c as { row?: Record<string, Day> }).row?.[s.before] ?? undefined) as Day | undefined
}
/** The first such date on or after a day, and the last one on or before it. */
export const nextOf = (date: string, from: Day): Day => {
  const year = Number(from.slice(0, 4))
  return `${from.slice(5) <= date ? year : year + 1}-${date}` as Day
}
export const lastOf = (date: string, on: Day): Day => {
  const year = Number(on.slice(0, 4))
  return `${on.slice(5) >= date ? year : year - 1}-${date}` as Day
}
export const yearlyOf = (p: SomeProcedure) =>
  p.head.starts.find(s => typeof s === 'object' && 'yearly' in s) as Yearly | undefined

/** 总期限, from the first step of an official on; what stops the clock gives its days back. */
const totalOf = (
  p: SomeProcedure,
  steps: [string, Any][],
  done: Partial<Record<string, Day>>,
  clock: ClockFacts,
  lastDay: (from: Day, span: Span) => Day,
) => {
  const all = p.head.inAll
  const first = steps.find(([k, s]) => !s.asks && done[k])
  if (!all || !first) return undefined
  const within = clock.extendedTo ? (all.extendableTo ?? all.within) : all.within
  const span = promised(within, clock.promises[clock.extendedTo ? 'extended' : 'total'])
  const begun = done[first[0]]!
  const stopped = steps.filter(
    ([k, s]) => s.lasts && done[k] && (s.stopsClock || (s.posts && !clock.isPublicityInside)),
  )
  if (!stopped.length) return lastDay(begun, span)
  const pauses = [...clock.pauses, ...stopped.map(([k, s]) => ({ from: done[k]!, until: lastDay(done[k]!, s.lasts!) }))]
  return clock.calendar.lastDay(begun, span, pauses).day
}
