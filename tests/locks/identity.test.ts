/** Numbers that people carry: what is accepted, what is refused, what is shown. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBankAccount, inventBankCard } from '#core/identity/bank-card'
import { checkCreditCode } from '#core/identity/credit-code'
import { leaksIn, maskAccount, maskIdNumber, maskName, maskPhone } from '#core/identity/masks'
import {
  bornByNumber,
  checkDisabilityCertificate,
  checkIdNumber,
  inventIdNumber,
  normalIdNumber,
  sexByNumber,
} from '#define/id-number'
import type { Day } from '#define/time'

const on = '2024-06-30'
const reason = (checked: { ok: boolean; reason?: string }) => (checked.ok ? '' : checked.reason)
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2024-06-30'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 10) as Day)

describe('公民身份号码', () => {
  test.each(['11010519491231002X', '34052419800101001X', '11010519491231002x', ' 110105 19491231 002Ｘ '])(
    '%s 有效',
    n => {
      expect(checkIdNumber(n, on)).toEqual({ ok: true })
    },
  )
  test.each([
    ['110105194912310021', /校验码不正确/],
    ['11010519490230002X', /出生日期不存在/],
    ['110105190002290026', /出生日期不存在/],
    ['1101051949123100', /应为18位.*现为16位/],
    ['A1010519491231002X', /前17位数字/],
    ['3.40524198001010E+17', /科学计数法/],
    ['', /没有填写/],
  ])('%s 被拒绝', (n, why) => {
    expect(reason(checkIdNumber(n, on))).toMatch(why)
  })
  test('生日当天有效，生日前一天晚于今天', () => {
    const n = inventIdNumber('349999', '2024-06-30', 7)
    expect(checkIdNumber(n, '2024-06-30').ok).toBe(true)
    expect(reason(checkIdNumber(n, '2024-06-29'))).toMatch(/晚于今天/)
  })
  test('闰日：2000年有，1900年没有', () => {
    expect(checkIdNumber(inventIdNumber('349999', '2000-02-29', 1), on).ok).toBe(true)
    expect(checkIdNumber(inventIdNumber('349999', '1900-02-29', 1), on).ok).toBe(false)
  })
  test('十五位升为十八位', () => {
    expect(normalIdNumber('110105491231002')).toBe('11010519491231002X')
    expect(checkIdNumber('110105491231002', on).ok).toBe(true)
  })
  test('虚构的号码有效，生日与性别从号码来；改动任何一位都被发现', () => {
    fc.assert(
      fc.property(days, fc.nat(999), fc.nat(17), fc.integer({ min: 1, max: 9 }), (born, sequence, at, by) => {
        const n = inventIdNumber('349999', born, sequence)
        expect(checkIdNumber(n, on)).toEqual({ ok: true })
        expect([bornByNumber(n), sexByNumber(n)]).toEqual([born, sequence % 2 ? '男' : '女'])
        const old = n[at]!
        const other = old === 'X' ? String(by) : String((Number(old) + by) % 10)
        expect(checkIdNumber(n.slice(0, at) + other + n.slice(at + 1), on).ok).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
  test('理由里从不重复号码', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), t => t.length < 4 || !reason(checkIdNumber(t, on))?.includes(t)),
    )
  })
})

test('残疾人证号：前18位是本人身份证号', () => {
  const id = inventIdNumber('349999', '1980-01-01', 1)
  expect(checkDisabilityCertificate(`${id}42`, id).ok).toBe(true)
  expect(checkDisabilityCertificate(`${id}42B1`, id).ok).toBe(true)
  expect(reason(checkDisabilityCertificate(`${id}82`, id))).toMatch(/类别/)
  expect(reason(checkDisabilityCertificate(`${id}45`, id))).toMatch(/等级/)
  expect(reason(checkDisabilityCertificate(`${id}42`, inventIdNumber('349999', '1980-01-01', 3)))).toMatch(/不一致/)
})

test('统一社会信用代码', () => {
  expect(checkCreditCode('91350100M000100Y43').ok).toBe(true)
  expect(checkCreditCode('91350100m000100y43').ok).toBe(true)
  expect(reason(checkCreditCode('91350100M000100Y44'))).toMatch(/校验码/)
  expect(reason(checkCreditCode('9135010OM000100Y43'))).toMatch(/不使用字母/)
  expect(reason(checkCreditCode('91350100M000100Y4'))).toMatch(/18位，现为17位/)
})

test('银行卡号：虚构的有效，错一位被发现；存折不查校验位', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), fc.integer({ min: 2, max: 18 }), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const card = inventBankCard(n)
      expect(checkBankAccount(card)).toEqual({ ok: true })
      expect(checkBankAccount(card.slice(0, at) + ((Number(card[at]) + by) % 10) + card.slice(at + 1)).ok).toBe(false)
    }),
  )
  expect(checkBankAccount('20000012345678').ok).toBe(true)
  expect(reason(checkBankAccount('123456789'))).toMatch(/10至28位/)
  expect(reason(checkBankAccount('6222-0000-x'))).toMatch(/只能是数字/)
})

test('遮盖', () => {
  expect(maskIdNumber('340223199001011234')).toBe('3402**********1234')
  expect(maskIdNumber('E12345678')).toBe('E1*****78')
  expect(maskPhone('13812345678')).toBe('138****5678')
  expect(maskAccount('6299999900000000015')).toBe('***************0015')
  expect(['张三', '欧阳明月', '欧阳', '阿依古丽·买买提'].map(maskName)).toEqual(['张*', '欧阳*', '欧*', '阿依古丽·*'])
})

test('公示里的号码被发现，监督电话和金额不是', () => {
  const id = inventIdNumber('349999', '1990-01-01', 12)
  const notice =
    '户主 张三 籍山镇 3人 农村低保 每月1350.00元 监督电话 0553-6820000、12345 公示期 2024-07-01至2024-07-08'
  expect(leaksIn(notice)).toEqual([])
  expect(leaksIn(`${notice} ${id}`)).toEqual(['身份证号'])
  expect(leaksIn(`${notice} ${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`)).toEqual(['身份证号'])
  expect(leaksIn(`${notice} 13812345678`)).toEqual(['手机号'])
  expect(leaksIn(`${notice} ${inventBankCard(5)}`)).toEqual(['银行卡号'])
})
