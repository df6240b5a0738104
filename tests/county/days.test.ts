/** The calendar of whole days agrees with an independent one, on every day of eight centuries. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dayAt,
  dayNumber,
  firstOf,
  isDay,
  lastOf,
  monthsAfter,
  plusDays,
  plusMonths,
  weekday,
} from '#core/calendar/days'
import type { Day } from '#define/time'

const outside = (n: number) => new Date(n * 86_400_000)

test('a day has its number, its weekday, and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -135_000, max: 160_000 }), n => {
      const day = outside(n).toISOString().slice(0, 10) as Day
      expect([dayAt(n), dayNumber(day), weekday(n)]).toEqual([day, n, outside(n).getUTCDay()])
    }),
  )
})

describe('months end where the law says', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-30', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-10-31', 1, '2024-11-30'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', -1, '2023-12-15'],
  ] as const)('%s plus %i is %s', (from, months, to) => expect(plusMonths(from, months)).toBe(to))

  test('first, last and following month', () => {
    expect([firstOf('2024-02'), lastOf('2024-02'), lastOf('2023-02'), lastOf('2024-12')]).toEqual([
      '2024-02-01',
      '2024-02-29',
      '2023-02-28',
      '2024-12-31',
    ])
    expect([monthsAfter('2024-12', 1), monthsAfter('2024-01', -1)]).toEqual(['2025-01', '2023-12'])
  })
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2100-02-29', false],
  ['2000-02-29', true],
  ['2024-04-31', false],
  ['2024-13-01', false],
  ['2024-00-10', false],
  ['2024-1-1', false],
  ['20240101', false],
])('%s is a day: %s', (text, is) => expect(isDay(text)).toBe(is))

test('what is no day is a bug, not a guess', () => expect(() => plusDays('2023-02-29', 1)).toThrow('not a day'))
