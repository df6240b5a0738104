/** 工作日: on which days a county works, the last day of a span of the law, and what a pause gives back. */
import type { Day, Span } from '#define/time'
import { dayAt, dayNumber, daysFrom, plusMonths, weekday } from './days.ts'

/** What differs from the week, as the yearly notice of the State Council tells it: days off and make-up days (调休上班). */
export interface CalendarDay {
  readonly day: Day
  readonly works: boolean
}
/** The clock stands on the days after `from` up to and including `until`; without `until` it still stands. */
export interface Pause {
  readonly from: Day
  readonly until?: Day | undefined
}
/** `warnings`: one sentence for each year whose notice is not loaded; weekdays are then taken as working days. */
export interface Due {
  readonly day: Day
  readonly warnings: readonly string[]
}
/** Green, yellow from two working days before the end, red after it (rulebook 1.2). */
export type Light = 'green' | 'yellow' | 'red'

export class Calendar {
  readonly #differs: ReadonlyMap<number, boolean>
  constructor(
    days: readonly CalendarDay[],
    readonly years: ReadonlySet<number> = new Set(days.map(d => Number(d.day.slice(0, 4)))),
  ) {
    this.#differs = new Map(days.map(d => [dayNumber(d.day), d.works]))
  }

  /** Undefined in a year that is not loaded: nobody knows yet. */
  isWorkday(day: Day): boolean | undefined {
    return this.years.has(Number(day.slice(0, 4))) ? this.#works(dayNumber(day)) : undefined
  }
  /** What to tell whoever relies on these days; undefined when every year is loaded. */
  warning(...days: readonly Day[]): string | undefined {
    return this.#missing(days)[0]
  }

  /**
   * The last day of a span that begins on the day after `from` (民法典第二百零一条).
   * Working days skip rest days and count make-up days. Days and months that end on a rest day end on the next working day
   * (第二百零三条); months end on the like-numbered day or the last of the month (第二百零二条). Hours run through, in whole days.
   * Paused days do not count; a pause that still lasts is taken to last until `on`.
   */
  lastDay(from: Day, span: Span, pauses: readonly Pause[] = [], on?: Day): Due {
    const start = dayNumber(from)
    const stands = standing(pauses, on)
    let end = start
    if (span.of === 'months') {
      end = dayNumber(plusMonths(from, span.count))
      for (let n = start + 1; n <= end; n++) if (stands(n)) end++
    } else {
      const counts = (n: number) => !stands(n) && (span.of !== 'working days' || this.#works(n))
      const count = span.of === 'hours' ? Math.ceil(span.count / 24) : span.count
      for (let left = count; left > 0; ) if (counts(++end)) left--
    }
    if (span.of === 'days' || span.of === 'months') while (!this.#works(end)) end++
    return { day: dayAt(end), warnings: this.#missing(years(from, dayAt(end))) }
  }

  /** The day that lies a span before another: for a notice given in good time. */
  dayBefore(day: Day, span: Span): Day {
    if (span.of === 'months') return plusMonths(day, -span.count)
    let at = dayNumber(day)
    const count = span.of === 'hours' ? Math.ceil(span.count / 24) : span.count
    for (let left = count; left > 0; ) {
      at--
      if (span.of !== 'working days' || this.#works(at)) left--
    }
    return dayAt(at)
  }

  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween(from: Day, to: Day): number {
    const [a, b] = [dayNumber(from), dayNumber(to)]
    let count = 0
    for (let n = Math.min(a, b) + 1; n <= Math.max(a, b); n++) if (this.#works(n)) count++
    return a <= b ? count : -count
  }

  /** Of a limit that ends on `due`, on the day `on`. */
  light(due: Day, on: Day): Light {
    if (on > due) return 'red'
    return this.workingDaysBetween(on, due) <= 2 ? 'yellow' : 'green'
  }

  #works(n: number) {
    const day = weekday(n)
    return this.#differs.get(n) ?? (day !== 0 && day !== 6)
  }
  #missing(days: readonly Day[]) {
    const unknown = new Set(days.map(d => Number(d.slice(0, 4))).filter(y => !this.years.has(y)))
    return [...unknown].sort().map(notLoaded)
  }
}

export const calendarOf = (days: readonly CalendarDay[], years?: ReadonlySet<number>) => new Calendar(days, years)

export const notLoaded = (year: number) =>
  `${year}年工作日历未载入，期限暂按周一至周五为工作日推算；请在县配置中加入 calendar-${year}.csv 后重新载入`

/** How long a clock has stood, in calendar days. */
export const daysPaused = (pauses: readonly Pause[], on: Day) =>
  merged(pauses, on).reduce((sum, p) => sum + daysFrom(p.from, p.until), 0)

const standing = (pauses: readonly Pause[], on: Day | undefined) => {
  const spans = merged(pauses, on).map(p => [dayNumber(p.from), dayNumber(p.until)] as const)
  return (n: number) => spans.some(([from, until]) => n > from && n <= until)
}
/** Pauses that overlap are one. */
const merged = (pauses: readonly Pause[], on: Day | undefined) => {
  const whole = pauses.flatMap(p => {
    const until = p.until ?? on
    if (!until) throw new Error('a pause that still lasts needs the day asked about')
    return until > p.from ? [{ from: p.from, until }] : []
  })
  const sorted = whole.sort((a, b) => (a.from < b.from ? -1 : 1))
  const one: { from: Day; until: Day }[] = []
  for (const p of sorted) {
    const last = one.at(-1)
    if (last && p.from <= last.until) last.until = p.until > last.until ? p.until : last.until
    else one.push({ ...p })
  }
  return one
}
/** One day in each year from one day to another. */
const years = (from: Day, to: Day) => {
  const days: Day[] = [from]
  for (let y = Number(from.slice(0, 4)) + 1; y <= Number(to.slice(0, 4)); y++) days.push(`${y}-01-01`)
  return days
}
