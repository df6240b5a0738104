/** What each paper says: every clause with its law, every sum exact, always the remedy. */
import { describe, expect, test } from 'vitest'
import type { Letter } from '#core/documents/letter'
import {
  adjustLetter,
  claimLetter,
  confirmationLetter,
  missingPapersLetter,
  refusalLetter,
  stopLetter,
} from '#core/documents/letters'
import { capitalYuan, dayWords, monthWords, yuan } from '#core/documents/wording'
import * as samples from './samples.ts'

const words = (letter: Letter) => JSON.stringify(letter)
const { matter } = samples
const remedy = { reviewBy: '南陵县人民政府', court: '南陵县人民法院' }

describe('sums and days', () => {
  test.each([
    [0, '0.00', '零元整'],
    [5, '0.05', '伍分'],
    [10, '0.10', '壹角整'],
    [55000, '550.00', '伍佰伍拾元整'],
    [30567, '305.67', '叁佰零伍元陆角柒分'],
    [100007, '1000.07', '壹仟元零柒分'],
    [1_000_000, '10000.00', '壹万元整'],
    [10_0005_00, '100005.00', '壹拾万零伍元整'],
    [1050_0000_00, '10500000.00', '壹仟零伍拾万元整'],
    [1_0000_0000_00, '100000000.00', '壹亿元整'],
    [1_0000_0001_00, '100000001.00', '壹亿零壹元整'],
    [6523_4100_12, '65234100.12', '陆仟伍佰贰拾叁万肆仟壹佰元壹角贰分'],
  ])('%i fen', (fen, shown, capital) => {
    expect(yuan(fen)).toBe(shown)
    expect(capitalYuan(fen)).toBe(capital)
  })
  test('a negative sum keeps its sign, a broken one is a bug', () => {
    expect(yuan(-5)).toBe('-0.05')
    expect(() => yuan(0.5)).toThrow()
    expect(() => capitalYuan(-1)).toThrow()
  })
  test('no leading zeros', () => {
    expect(dayWords('2024-06-03')).toBe('2024年6月3日')
    expect(monthWords('2024-07')).toBe('2024年7月')
  })
})

describe('a refusal', () => {
  const said = words(samples.refusal)
  test('names each clause that does not hold, what was found, and the law', () => {
    for (const part of [
      '人均收入低于当地低保标准',
      '人均月收入900.00元',
      '王䶮名下小型轿车一辆',
      '《社会救助暂行办法》第九条',
    ])
      expect(said).toContain(part)
  })
  test('does not list what holds', () => expect(said).not.toContain('已书面授权核对'))
  test('says where to turn, with both limits', () => {
    expect(said).toMatch(/六十日内，依照《中华人民共和国行政复议法》第二十条向南陵县人民政府/)
    expect(said).toMatch(/六个月内，依照《中华人民共和国行政诉讼法》第四十六条向南陵县人民法院/)
  })
  test('without a failed clause is a bug', () =>
    expect(() =>
      refusalLetter({ ...matter, applied: '2024-06-03', reasons: [{ says: '收入', holds: true }], sheet: [], remedy }),
    ).toThrow())
})

describe('a confirmation', () => {
  test('tells the amount in figures and capitals, the first month, the persons and the sheet line by line', () => {
    const said = words(samples.confirmation)
    for (const part of [
      '550.00元（大写：伍佰伍拾元整）',
      '2024年7月',
      '3人：张𫖯、王䶮、张小一',
      '按标准应保障',
      '1350.00',
      '第十二条',
      '本人申报',
      '行政复议',
    ])
      expect(said).toContain(part)
  })
  test('a sheet without sources has no column for them', () => {
    const letter = confirmationLetter({
      ...matter,
      category: '高龄津贴',
      amount: 10000,
      firstMonth: '2024-07',
      persons: ['张𫖯'],
      sheet: [{ title: '八十周岁', amount: 10000 }],
      reasons: [],
      remedy,
    })
    expect(words(letter)).not.toContain('来源')
  })
})

describe('changes', () => {
  test.each([
    [60500, '增发', '每月增发55.00元'],
    [54999, '减发', '每月减发0.01元'],
  ])('550.00 → %i fen', (amountAfter, word, says) => {
    const letter = adjustLetter({
      ...matter,
      firstMonth: '2024-07',
      reasons: [{ says: '标准提高', holds: true }],
      sheet: [],
      remedy,
      amountBefore: 55000,
      amountAfter,
    })
    expect(letter.title[1]).toContain(word)
    expect(words(letter)).toContain(says)
  })
  test('a stop gives its reason, its first month without pay and the last with it', () => {
    expect(words(samples.stop)).toContain('自2024年9月起停发最低生活保障待遇，最后发放月份为2024年8月')
    expect(() => stopLetter({ ...matter, firstMonth: '2024-09', reasons: [], sheet: [], remedy })).toThrow()
  })
  test('a suspension says how it ends', () => expect(words(samples.suspension)).toContain('恢复发放并补发'))
})

test('a claim adds up its months', () => {
  expect(words(samples.claim)).toContain('共计488.66元（大写：肆佰捌拾捌元陆角陆分）')
  const none = { ...matter, cause: '', until: '2024-12-31', payTo: '', remedy } as const
  expect(() => claimLetter({ ...none, months: [{ month: '2024-09', paid: 100, due: 100 }] })).toThrow()
})
test('missing papers are all told at once', () => {
  expect(words(samples.missingPapers)).toMatch(/王䶮的核对授权书.*离婚判决书/)
  expect(() => missingPapersLetter({ ...matter, applied: '2024-06-03', missing: [], bringTo: '' })).toThrow()
})
test('a report on means is a lead, and says so', () =>
  expect(words(samples.means)).toMatch(
    /是线索，不单独作为.*其中2项需要入户核实|其中2项需要入户核实.*是线索，不单独作为/,
  ))
test('a work report lists every figure with what it counts', () => {
  for (const part of ['12515户', '期末在册、未停发的低保家庭户数', '18285人', '截至2024年7月8日'])
    expect(words(samples.report)).toContain(part)
})
