/** 工作日与期限: the worked examples of the rulebook, and each boundary from both sides, on the county's own calendar. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '#core/calendar/days'
import { type Calendar, calendarOf, daysPaused } from '#core/calendar/working-days'
import { readCalendars } from '#core/profile/calendars'
import { type Day, days, hours, months, workingDays } from '#define/time'

const { days: notices, years } = await readCalendars('profiles/nanling')
const calendar: Calendar = calendarOf(notices)
const last = (...of: Parameters<Calendar['lastDay']>) => calendar.lastDay(...of).day

describe('rulebook 21-12: a notice posted on 2024-07-01 for seven days', () => {
  const end = last('2024-07-01', days(7))
  test('its last day is 07-08', () => expect(end).toBe('2024-07-08'))
  test('an objection on the 8th is in time, on the 9th it is not', () => {
    expect('2024-07-08' <= end).toBe(true)
    expect('2024-07-09' <= end).toBe(false)
  })
  test('the next step may begin on 07-09', () => expect(plusDays(end, 1)).toBe('2024-07-09'))
})

describe('rulebook 21-13: thirty working days from 2024-09-27', () => {
  test('the make-up days 09-29 and 10-12 count', () => {
    expect(last('2024-09-27', workingDays(1))).toBe('2024-09-29')
    expect(last('2024-09-27', workingDays(7))).toBe('2024-10-12')
  })
  test('10-01 to 10-07 do not', () => {
    expect(last('2024-09-27', workingDays(2))).toBe('2024-09-30')
    expect(last('2024-09-27', workingDays(3))).toBe('2024-10-08')
  })
  test('the thirtieth is 2024-11-13', () => expect(last('2024-09-27', workingDays(30))).toBe('2024-11-13'))
  test('and counted back it is thirty', () => {
    expect(calendar.workingDaysBetween('2024-09-27', '2024-11-13')).toBe(30)
    expect(calendar.workingDaysBetween('2024-09-27', '2024-11-12')).toBe(29)
    expect(calendar.workingDaysBetween('2024-11-13', '2024-09-27')).toBe(-30)
  })
})

test('rulebook 21-24: ten working days from 2024-05-06, with the make-up Saturday 05-11, end on 05-17', () =>
  expect(last('2024-05-06', workingDays(10))).toBe('2024-05-17'))

describe('the yearly notices', () => {
  test('2023 to 2026 are loaded', () => expect(years).toEqual([2023, 2024, 2025, 2026]))
  test.each([
    ['2024-02-04', true, '春节调休的周日'],
    ['2024-02-09', true, '2024 年除夕不在放假之列'],
    ['2024-02-10', false, '春节'],
    ['2024-10-08', true, '国庆节后'],
    ['2024-10-07', false, '国庆节调休'],
    ['2024-07-06', false, '平常周六'],
    ['2024-07-05', true, '平常周五'],
    ['2025-01-28', false, '除夕'],
  ] as const)('%s: %s (%s)', (day, works, _why) => expect(calendar.isWorkday(day)).toBe(works))
})

describe('spans of the civil law (民法典第二百零一至二百零三条)', () => {
  test.each([
    ['七日末日为周五', '2024-06-28', days(7), '2024-07-05'],
    ['七日末日为周六，顺延到周一', '2024-06-29', days(7), '2024-07-08'],
    ['末日在国庆假期，顺延到节后', '2024-09-24', days(7), '2024-10-08'],
    ['末日为调休上班的周日，不顺延', '2024-09-22', days(7), '2024-09-29'],
    ['一个月，对应日', '2024-06-03', months(1), '2024-07-03'],
    ['一个月，没有对应日，取月末', '2024-01-31', months(1), '2024-02-29'],
    ['月末为周日，顺延', '2024-05-30', months(1), '2024-07-01'],
    ['闰年一年', '2024-02-29', months(12), '2025-02-28'],
    ['二十四小时不顺延', '2024-07-05', hours(24), '2024-07-06'],
    ['二十五小时算两天', '2024-07-05', hours(25), '2024-07-07'],
    ['零个工作日就是当天', '2024-07-06', workingDays(0), '2024-07-06'],
  ] as const)('%s', (_, from, span, end) => expect(last(from, span)).toBe(end))
})

describe('a pause gives its days back', () => {
  const paused = { from: '2024-07-03', until: '2024-07-10' } as const
  test('five working days from Monday, two run before the pause and three after it', () => {
    expect(last('2024-07-01', workingDays(5))).toBe('2024-07-08')
    expect(last('2024-07-01', workingDays(5), [paused])).toBe('2024-07-15')
  })
  test('a pause that ends on the day it began gives nothing', () =>
    expect(last('2024-07-01', workingDays(5), [{ from: '2024-07-03', until: '2024-07-03' }])).toBe('2024-07-08'))
  test('a pause of one day that is a rest day gives nothing to working days', () =>
    expect(last('2024-07-01', workingDays(5), [{ from: '2024-07-05', until: '2024-07-06' }])).toBe('2024-07-08'))
  test('one day more is one working day more', () => {
    expect(last('2024-07-01', workingDays(5), [{ ...paused, until: '2024-07-11' }])).toBe('2024-07-16')
  })
  test('overlapping pauses count once', () => {
    const twice = [paused, { from: '2024-07-05', until: '2024-07-09' }] as const
    expect(last('2024-07-01', workingDays(5), twice)).toBe('2024-07-15')
    expect(daysPaused(twice, '2024-07-31')).toBe(7)
  })
  test('while it lasts the last day moves with the day asked about', () => {
    const open = [{ from: '2024-07-03' }] as const
    expect(last('2024-07-01', workingDays(5), open, '2024-07-10')).toBe('2024-07-15')
    expect(last('2024-07-01', workingDays(5), open, '2024-07-11')).toBe('2024-07-16')
    expect(() => last('2024-07-01', workingDays(5), open)).toThrow('the day asked about')
  })
  test('days and months, too', () => {
    expect(last('2024-07-01', days(7), [paused])).toBe('2024-07-15')
    expect(last('2024-07-01', months(1), [paused])).toBe('2024-08-08')
  })
  test('never earlier than without it, and the same number of working days outside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 45 }),
        (a, length, n) => {
          const from = '2024-03-01' as Day
          const pause = { from: plusDays(from, a), until: plusDays(from, a + length) }
          const [plain, later] = [last(from, workingDays(n)), last(from, workingDays(n), [pause])]
          expect(later >= plain).toBe(true)
          const within = later <= pause.from ? 0 : calendar.workingDaysBetween(pause.from, pause.until)
          expect(calendar.workingDaysBetween(from, later) - within).toBe(n)
        },
      ),
    )
  })
})

test('yellow from two working days before the last day, red after it', () => {
  const due = '2024-07-09'
  expect(calendar.light(due, '2024-07-04')).toBe('green')
  expect(calendar.light(due, '2024-07-05')).toBe('yellow')
  expect(calendar.light(due, '2024-07-09')).toBe('yellow')
  expect(calendar.light(due, '2024-07-10')).toBe('red')
})

describe('a year without its notice is never silently a year of working days', () => {
  test('nobody knows whether its days work', () => {
    expect(calendar.isWorkday('2027-01-04')).toBeUndefined()
    expect(calendar.isWorkday('2026-12-31')).toBe(true)
  })
  test('a span that stays in loaded years warns of nothing', () =>
    expect(calendar.lastDay('2026-12-30', workingDays(1))).toEqual({ day: '2026-12-31', warnings: [] }))
  test('a span that reaches into it says so', () => {
    const { day, warnings } = calendar.lastDay('2026-12-30', workingDays(5))
    expect(day).toBe('2027-01-06')
    expect(warnings).toEqual([expect.stringContaining('2027年工作日历未载入')])
    expect(calendar.warning('2026-12-31', '2027-01-01')).toContain('calendar-2027.csv')
    expect(calendar.warning('2026-12-31')).toBeUndefined()
  })
  test('a span over three years names each year that is missing', () =>
    expect(calendar.lastDay('2026-06-01', months(24)).warnings).toHaveLength(2))
})
