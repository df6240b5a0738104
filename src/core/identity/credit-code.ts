/** 统一社会信用代码: eighteen characters, the organisation's own code within. (GB 32100—2015, GB 11714—1997) */
import type { Checked } from '#define/id-number'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export const normalCreditCode = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

export const checkCreditCode = (text: string): Checked => {
  const code = normalCreditCode(text)
  if (!code) return { ok: false, reason: '统一社会信用代码没有填写' }
  if (code.length !== 18) return { ok: false, reason: `统一社会信用代码应为18位，现为${code.length}位，请核对登记证书` }
  if ([...code].some(c => !alphabet.includes(c)))
    return { ok: false, reason: '统一社会信用代码不使用字母I、O、S、V、Z和其他符号，请核对登记证书' }
  if (!/^\d{6}$/.test(code.slice(2, 8)))
    return { ok: false, reason: '统一社会信用代码第3至8位应为行政区划代码，请核对登记证书' }
  if (creditCheck(code) !== code[17]) return { ok: false, reason: '统一社会信用代码校验码不正确，请核对登记证书' }
  return { ok: true }
}

const creditCheck = (code: string) => {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += alphabet.indexOf(code[i]!) * weights[i]!
  return alphabet[(31 - (sum % 31)) % 31]
}

/** For casebooks and rehearsals only: a well-formed code of the invented register 'MJ9'. `of`: '51' a society, '52' a service unit. */
export const inventCreditCode = (of: '51' | '52' | '53', area: string, number: number) => {
  const own = `MJ9${String(number).padStart(5, '0')}`
  const organisation = own + organisationCheck(own)
  const body = of + area + organisation
  return body + creditCheck(body)
}
/** GB 11714—1997. */
const organisationCheck = (code: string) => {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, w, i) => total + w * values.indexOf(code[i]!), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
