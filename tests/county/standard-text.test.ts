/** The value of a standard as it is written: money, numbers, days, and what is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { typedStandard, typedStandards } from '#core/standards/typed'
import { aMonth, fen, forPeople, type Rounding, shown } from '#define/money'
import type { TestLedger } from '#tests/setup/ledger'
import { countyByTwo, fields } from './by-two.ts'

let ledger: TestLedger
beforeAll(async () => {
  ;({ ledger } = await countyByTwo())
})
afterAll(() => ledger.close())

describe('the value of a text', () => {
  test('money in whole twelfths of a fen: by the month and by the year both exact', () => {
    const { urban, rural } = typedStandards(fields, {
      urban: '740',
      rural: '8640.01',
      nearPoor: '150',
      nearPoorBy: 'up-to',
      reviewA: '12',
      rounding: 'fen',
      old: 'x',
    })
    expect([shown(urban), shown(forPeople(aMonth(rural), 12))]).toEqual(['740.00', '8640.01'])
  })
  test('a rounding is the function itself', () => {
    const value = (text: string) => typedStandard(fields.rounding, text) as Rounding
    const { urban } = { urban: typedStandard(fields.urban, '305.67') as never }
    expect([value('fen')(urban), value('up-to-yuan')(urban)]).toEqual([fen(305.67), fen(306)])
  })
  test.each([
    [fields.urban, '0', true],
    [fields.urban, '740.12', true],
    [fields.urban, '740.123', false],
    [fields.urban, '-1', false],
    [fields.urban, '七百', false],
    [fields.urban, '1,000', false],
    [fields.nearPoor, '150.5', true],
    [fields.reviewA, '12', true],
    [fields.reviewA, '12.5', false],
    [fields.nearPoorBy, 'below', true],
    [fields.nearPoorBy, 'toString', false],
    [fields.rounding, 'up', false],
  ])('$title «%s»: %s', (field, text, is) => {
    if (is) expect(() => typedStandard(field, text)).not.toThrow()
    else expect(() => typedStandard(field, text)).toThrow(`「${field.title}」的值「${text}」不对`)
  })
  test('a quantity without a value is named', () =>
    expect(() => typedStandards(fields, { urban: '1' })).toThrow('缺少标准：「农村低保标准」(rural)'))
})
