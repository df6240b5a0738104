/** 期间: 2024, 2024H1, 2024Q2, 2024-06 as the days they reach from and to. */
import { Refusal } from '#core/actor'
import { firstOf, lastOf, monthOf, monthsAfter } from '#core/calendar/days'
import type { Day, Month } from '#define/time'

export interface Period {
  /** '2024H1' */
  readonly name: string
  /** As it is printed: 2024年上半年. */
  readonly title: string
  readonly from: Day
  /** The last day, itself included. */
  readonly to: Day
}

/** @throws Refusal where the text is none of the four forms */
export const periodOf = (text: string): Period => {
  const [, year, part] = /^(\d{4})(?:-?(H[12]|Q[1-4]|(?<=-)(?:0[1-9]|1[0-2])))?$/.exec(text.trim().toUpperCase()) ?? []
  if (!year || Number(year) < 1949)
    throw new Refusal(`期间「${text}」不对，请写作 2024、2024H1、2024Q2 或 2024-06`, { status: 400 })
  const [first, count, title] = spanOf(part)
  const start = `${year}-${String(first).padStart(2, '0')}` as Month
  return {
    name: part && part.length === 2 && /^\d/.test(part) ? start : `${year}${part ?? ''}`,
    title: `${year}年${title}`,
    from: firstOf(start),
    to: lastOf(monthsAfter(start, count - 1)),
  }
}
/** First month, number of months, words. */
const spanOf = (part: string | undefined): readonly [number, number, string] => {
  if (!part) return [1, 12, '']
  const n = Number(part.replace(/\D/g, ''))
  if (part.startsWith('H')) return [n * 6 - 5, 6, n === 1 ? '上半年' : '下半年']
  if (part.startsWith('Q')) return [n * 3 - 2, 3, `第${'一二三四'[n - 1]}季度`]
  return [n, 1, `${n}月`]
}

/** The months that a period touches, each a period of its own; the last ends where the period ends. */
export const monthsIn = (period: Period): Period[] => {
  const found: Period[] = []
  for (let m = monthOf(period.from); m <= monthOf(period.to); m = monthsAfter(m, 1)) {
    const whole = periodOf(m)
    found.push(whole.to > period.to ? { ...whole, to: period.to } : whole)
  }
  return found
}

/**
 * A moment as PostgreSQL reads it: a day means its end, a time without zone is Shanghai's.
 * @throws Refusal where it is no moment
 */
export const momentOf = (text: string): string => {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3])(?::?[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    ) ?? []
  if (!day || !isRealDay(day))
    throw new Refusal(`时点「${text}」不对，请写作 2024-06-30 或 2024-06-30T17:30`, { status: 400 })
  if (!time) return `${day} 23:59:59.999999+08`
  return zone ? text.trim() : `${text.trim()}+08`
}
const isRealDay = (day: string) =>
  lastOf(day.slice(0, 7) as Month) >= day && day.slice(5, 7) >= '01' && day.slice(8) >= '01' && day.slice(5, 7) <= '12'
