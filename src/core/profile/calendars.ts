/** The yearly notices of days off and make-up days, one file a year: calendar-2024.csv. */
import { readdir } from 'node:fs/promises'
import { dayNumber, weekday } from '#core/calendar/days'
import type { CalendarDay } from '#core/calendar/working-days'
import { day, oneOf, text } from './columns.ts'
import { broken, readTable } from './table.ts'

export interface NamedDay extends CalendarDay {
  readonly name: string
}
export interface Calendars {
  readonly years: readonly number[]
  readonly days: readonly NamedDay[]
}

export const readCalendars = async (dir: string): Promise<Calendars> => {
  const files = (await readdir(dir)).filter(f => /^calendar-\d{4}\.csv$/.test(f)).sort()
  const years = files.map(f => Number(f.slice(9, 13)))
  const days = await Promise.all(files.map((file, i) => readYear(dir, file, years[i]!)))
  return { years, days: days.flat() }
}

const readYear = async (dir: string, file: string, year: number): Promise<NamedDay[]> => {
  const lines = await readTable(dir, file, {
    day: day('日期'),
    kind: oneOf('休班', { 休: 'rests', 班: 'works' }),
    name: text('名称'),
  })
  const seen = new Map<string, number>()
  for (const l of lines) {
    if (Number(l.day.slice(0, 4)) !== year)
      throw broken(file, l.line, '日期', `「${l.day}」不在 ${year} 年`, '请移到那一年的文件')
    if (seen.has(l.day)) throw broken(file, l.line, '日期', `与第 ${seen.get(l.day)} 行重复`, '请删去一行')
    seen.set(l.day, l.line)
    const inWeekend = [0, 6].includes(weekday(dayNumber(l.day)))
    if (l.kind === 'works' && !inWeekend)
      throw broken(file, l.line, '休班', `「${l.day}」不是周末，本来就上班`, '「班」只写调休上班的周末')
  }
  if (!lines.some(l => l.kind === 'rests'))
    throw broken(file, 2, '休班', '全年没有一个休息日', `请按国务院办公厅 ${year} 年放假通知填写`)
  return lines.map(l => ({ day: l.day, works: l.kind === 'works', name: l.name }))
}
