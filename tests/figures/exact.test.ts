/** One rounding, at the end, half up: on fen, on shares, on averages. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotient, whole, written } from '#core/indicators/exact'

describe('万元', () => {
  it.each([
    [9_558_860_000, '9558.86'],
    [9_558_864_999, '9558.86'],
    [9_558_865_000, '9558.87'],
    [4_999, '0.00'],
    [5_000, '0.01'],
    [0, '0.00'],
    [-5_000, '-0.01'],
    [-4_999, '0.00'],
    [172_000_000, '172.00'],
  ])('%i 分', (fen, text) => expect(written(whole(fen, true), '万元')).toBe(text))
})
describe('比率和平均数', () => {
  it.each([
    [6947, 10000, '69.47'],
    [2, 3, '66.67'],
    [1, 3, '33.33'],
    [18285, 543210, '3.37'],
    [1, 1, '100.00'],
    [0, 7, '0.00'],
  ])('%i/%i', (a, b, text) => expect(written(quotient(whole(a), whole(b))!, '%')).toBe(text))
  it.each([
    [1894, 1895, 1, '99.9'],
    [1894, 1895, 2, '99.95'], // and never from there to 100.0: rounded once, from the counts
    [9994, 10000, 1, '99.9'],
    [9995, 10000, 1, '100.0'],
    [19989, 20000, 1, '99.9'],
    [1, 3, 0, '33'],
  ])('%i/%i 保留%i位', (a, b, decimals, text) =>
    expect(written(quotient(whole(a), whole(b))!, '%', decimals)).toBe(text),
  )
  it('除数为零没有比率', () => expect(quotient(whole(1), whole(0))).toBeNull())
  it('平均：分除以人次，写成元', () => expect(written(quotient(whole(100_000, true), whole(3))!, '元')).toBe('333.33'))
  it('与整数运算一致', () =>
    fc.assert(
      fc.property(fc.nat(2 ** 40), n => {
        const [yuan, rest] = written(whole(n, true), '万元').split('.')
        expect(Math.floor((n + 5_000) / 10_000)).toBe(Number(`${yuan}${rest}`))
      }),
    ))
})
