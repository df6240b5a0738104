/** Where a case stands: which step is next, from when, by whom, until when, and whether an objection may still come. Pure. */

import { plusDays } from '#core/calendar/days'
import type { Calendar, Pause } from '#core/calendar/working-days'
import type { SomeProcedure } from '#core/catalogue'
import { outcomesOf } from '#core/registers/columns'
import { promised } from '#core/standards/limits'
import type { Step } from '#define/steps'
import type { Day, Span } from '#define/time'

export interface Standing {
  /** Undefined: all is done. */
  readonly step?: string
  /** The first day on which it may be done. */
  readonly opensOn?: Day
  readonly due?: Day
  readonly totalDue?: Day
  /** A step that lasts, with its last day: until then there may be an objection or a withdrawal. */
  readonly lasting?: { readonly step: string; readonly until: Day }
  /** The step was not done in time, and the case has ended so. */
  readonly lapsed?: { readonly as: string; readonly on: Day; readonly event?: string }
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
  const and = (s: Omit<Standing, 'warnings'>): Standing => ({
    ...s,
    ...(lasting && { lasting }),
    ...(totalDue && { totalDue }),
    warnings: [...new Set(warnings)],
  })
  for (const [k, s] of steps) {
    const begun = done[k] ?? (s.lasts && isOfParties(s) ? last : undefined)
    if (s.lasts && begun) {
      last = lastDay(begun, s.lasts)
      opensOn = plusDays(last, 1)
      lasting = { step: k, until: last }
      continue
    }
    if (done[k]) {
      last = done[k]
      opensOn = last
      lasting = undefined
      continue
    }
    const own = dueOf(s, k, last, done, lastDay, clock, on)
    if (s.lapses && own && on > own) {
      const as = typeof s.lapses === 'string' ? s.lapses : s.lapses.as
      return and({
        lapsed: { as, on: plusDays(own, 1), ...(typeof s.lapses !== 'string' && { event: s.lapses.makesKnown }) },
      })
    }
    const isBound = totalDue && outcomesOf(p, k).length > 0
    const due = isBound && (!own || totalDue < own) ? totalDue : own
    return and({ step: k, opensOn, ...(due && { due }) })
  }
  return and({})
}

/** A wait of the parties begins by itself; a notice begins when an official has posted it. */
const isOfParties = (s: Any) => s.who === 'both parties' || s.who === 'either party' || s.who === 'applicant'

const dueOf = (
  s: Any,
  k: string,
  last: Day,
  done: Partial<Record<string, Day>>,
  lastDay: (from: Day, span: Span) => Day,
  clock: ClockFacts,
  on: Day,
): Day | undefined => {
  if (s.within) return lastDay((s.since && done[s.since]) || last, promised(s.within, clock.promises[k]))
  if (typeof s.before === 'string' && /^\d\d-\d\d$/.test(s.before)) return `${on.slice(0, 4)}-${s.before}` as Day
  return undefined
}

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
