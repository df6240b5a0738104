/** Days, months and the spans of the law. A day is text; a span says which calendar it runs on. */
export type Day = `${number}-${number}-${number}`
export type Month = `${number}-${number}`
/** A date of every year: '05-31'. */
export type YearDay = `${number}-${number}`

export interface Span {
  readonly count: number
  readonly of: 'working days' | 'days' | 'months' | 'hours'
}
/** 工作日: skips rest days, counts make-up days. */
export const workingDays = (count: number): Span => ({ count, of: 'working days' })
/** 日: begins the day after; a last day that is a rest day moves to the next working day (民法典第二百零一、二百零三条). */
export const days = (count: number): Span => ({ count, of: 'days' })
export const months = (count: number): Span => ({ count, of: 'months' })
export const hours = (count: number): Span => ({ count, of: 'hours' })

/** Whole months from the month of a day to a month: 2024-06-20 → 2024-12 is six. */
export const monthsApart = (from: Day | Month, to: Day | Month) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
export const monthOf = (day: Day) => day.slice(0, 7) as Month
export const monthAfter = (m: Month, by = 1) => {
  const at = Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}` as Month
}
/** Calendar days from one day to a later one: civil days counted in eras of 400 years that begin in March. */
export const daysApart = (from: Day, to: Day) => dayNumber(to) - dayNumber(from)
const dayNumber = (day: Day) => {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return 365 * year + leaps + Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date
}
export const firstDay = (m: Month) => `${m}-01` as Day

export const yearOf = (day: Day) => Number(day.slice(0, 4))
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
export const lastDay = (m: Month) => {
  const month = Number(m.slice(5))
  const days = month === 2 ? (isLeap(Number(m.slice(0, 4))) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return `${m}-${days}` as Day
}
/** The day on which somebody is so old: 周岁生日; of 29 February, in other years, the first of March. */
export const birthdayOf = (born: Day, age: number): Day => {
  const year = Number(born.slice(0, 4)) + age
  return (born.slice(5) === '02-29' && !isLeap(year) ? `${year}-03-01` : `${year}${born.slice(4)}`) as Day
}
/** 周岁: full years on a day; the birthday itself counts. */
export const fullYears = (from: Day, on: Day) => yearOf(on) - yearOf(from) - (on.slice(5) < from.slice(5) ? 1 : 0)
