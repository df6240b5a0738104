/** Periods and moments as they are written, from both sides of each form. */
import { describe, expect, it } from 'vitest'
import { Refusal } from '#core/actor'
import { momentOf, monthsIn, periodOf } from '#core/indicators/period'

describe('期间', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31', '2024年'],
    ['2024H1', '2024-01-01', '2024-06-30', '2024年上半年'],
    ['2024h2', '2024-07-01', '2024-12-31', '2024年下半年'],
    ['2024Q1', '2024-01-01', '2024-03-31', '2024年第一季度'],
    ['2024Q4', '2024-10-01', '2024-12-31', '2024年第四季度'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
    ['2023-02', '2023-02-01', '2023-02-28', '2023年2月'],
    ['2024-12', '2024-12-01', '2024-12-31', '2024年12月'],
  ])('%s', (text, from, to, title) => expect(periodOf(text)).toMatchObject({ from, to, title }))

  it.each([
    '',
    '24',
    '2024H3',
    '2024H0',
    '2024Q5',
    '2024-13',
    '2024-00',
    '202406',
    '2024-6',
    '2024-06-30',
    '1948',
    '上半年',
    "2024'--",
  ])('不认「%s」', text => expect(() => periodOf(text)).toThrow(Refusal))
  it('逐月', () => {
    expect(monthsIn(periodOf('2024H1')).map(m => m.name)).toEqual([
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-04',
      '2024-05',
      '2024-06',
    ])
    expect(monthsIn({ ...periodOf('2024H1'), to: '2024-02-10' }).at(-1)).toMatchObject({
      from: '2024-02-01',
      to: '2024-02-10',
    })
  })
})

describe('时点', () => {
  it.each([
    ['2024-06-30', '2024-06-30 23:59:59.999999+08'],
    ['2024-06-30T17:30', '2024-06-30T17:30+08'],
    ['2024-06-30 17:30:05', '2024-06-30 17:30:05+08'],
    ['2024-06-30T17:30Z', '2024-06-30T17:30Z'],
    ['2024-06-30T17:30+09:00', '2024-06-30T17:30+09:00'],
  ])('%s', (text, moment) => expect(momentOf(text)).toBe(moment))
  it.each([
    '昨天',
    '2024-06-31',
    '2024-13-01',
    '2024-00-10',
    '2024-06-30T24:00',
    '2024-06-30T17:60',
    '2024-6-30',
    'now()',
  ])('不认「%s」', text => expect(() => momentOf(text)).toThrow(Refusal))
})
