/** Arithmetic on days and months as text: whole-number Gregorian calendar, without clock and without time zone. */
import type { Day, Month } from '#define/time'

/** The number of a day, counted from 1970-01-01 (= 0). A text that is no real day is a bug of the caller and throws. */
export const dayNumber = (day: Day) => {
  const [y, m, d] = parts(day)
  if (!isDay(day)) throw new Error(`not a day: ${day}`)
  return numbered(y, m, d)
}
export const dayAt = (number: number): Day => {
  // Civil-from-days: years of 400-year cycles that begin in March.
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const inEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  )
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * inYear + 2) / 153)
  const m = mp < 10 ? mp + 3 : mp - 9
  return written(yearOfEra + era * 400 + (m <= 2 ? 1 : 0), m, inYear - Math.floor((153 * mp + 2) / 5) + 1)
}
export const plusDays = (day: Day, days: number) => dayAt(dayNumber(day) + days)
/** Calendar days from one day to a later one (negative if it is earlier). */
export const daysFrom = (from: Day, to: Day) => dayNumber(to) - dayNumber(from)
/** The like-numbered day; where there is none, the last of the month (民法典第二百零二条). */
export const plusMonths = (day: Day, months: number): Day => {
  const [y, m, d] = parts(day)
  const total = y * 12 + (m - 1) + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return written(year, month, Math.min(d, monthLength(year, month)))
}
export const monthOf = (day: Day) => day.slice(0, 7) as Month
export const firstOf = (month: Month) => `${month}-01` as Day
export const lastOf = (month: Month) => plusDays(plusMonths(firstOf(month), 1), -1)
export const monthsAfter = (month: Month, count: number) => monthOf(plusMonths(firstOf(month), count))
/** 0 is Sunday. */
export const weekday = (number: number) => (((number + 4) % 7) + 7) % 7

/** Is the text a real day, written 2024-02-29? */
export const isDay = (text: string): text is Day => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [y, m, d] = parts(text)
  return m >= 1 && m <= 12 && d >= 1 && d <= monthLength(y, m)
}

const parts = (day: string) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))] as const
const two = (n: number) => String(n).padStart(2, '0')
const written = (y: number, m: number, d: number) => `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}` as Day
const isLeap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
const monthLength = (y: number, m: number) => (m === 2 ? (isLeap(y) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31)
const numbered = (year: number, m: number, d: number) => {
  const y = m <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const inYear = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + inYear - 719_468
}
