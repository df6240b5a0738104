/** 公民身份号码: what a number says about itself, and whether it can be one: for the server and for the screen alike. (GB 11643—1999) */
import type { Day } from './time.ts'

export type Checked = { readonly ok: true } | { readonly ok: false; readonly reason: string }
const fine: Checked = { ok: true }
const wrong = (reason: string): Checked => ({ ok: false, reason })

/** Width, case and stray spaces as people type them; fifteen digits become eighteen. What is no number at all comes back as it is. */
export const normalIdNumber = (text: string): string => {
  const typed = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return /^\d{15}$/.test(typed) ? complete(`${typed.slice(0, 6)}19${typed.slice(6)}`) : typed
}

/**
 * Whether the text can be an ID number on that day. Areas are not looked up: a number keeps the code of a county that no longer exists.
 * The reason is a Chinese sentence that never repeats the number.
 */
export const checkIdNumber = (text: string, on: Day): Checked => {
  const number = normalIdNumber(text)
  if (!number) return wrong('身份证号没有填写')
  if (/E\+\d+$/.test(number)) return wrong('身份证号被表格改成了科学计数法，后几位已丢失，请把该列设为文本后重新填写')
  if (!/^\d{17}[\dX]$/.test(number))
    return wrong(`身份证号应为18位（前17位数字，末位数字或X），现为${number.length}位，请核对证件原件`)
  const born = bornByNumber(number)
  if (!isRealDay(born)) return wrong('身份证号中的出生日期不存在，请核对证件原件')
  if (born > on) return wrong('身份证号中的出生日期晚于今天，请核对证件原件')
  if (born < '1880-01-01') return wrong('身份证号中的出生日期过早，请核对证件原件')
  if (checkDigit(number) !== number[17]) return wrong('身份证号校验码不正确，请核对证件原件')
  return fine
}

/** 第7至14位. */
export const bornByNumber = (number: string): Day =>
  `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}` as Day
/** 第17位: odd is male. */
export const sexByNumber = (number: string) => (Number(number[16]) % 2 ? '男' : '女')

/**
 * 残疾人证号: the ID number, a digit for the kind (1–7), one for the grade (1–4), and a suffix when the certificate was renewed.
 * The first eighteen must be the holder's own number.
 */
export const checkDisabilityCertificate = (certificate: string, idNumber: string): Checked => {
  const typed = certificate.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (!/^\d{17}[\dX][1-7][1-4](B?\d{1,2})?$/.test(typed))
    return wrong('残疾人证号应为身份证号加类别一位、等级一位，请核对证件原件')
  return typed.slice(0, 18) === normalIdNumber(idNumber)
    ? fine
    : wrong('残疾人证号的前18位与本人身份证号不一致，请核对是否本人证件')
}

/** For rehearsals and tests: area 349999 is nobody's. An odd sequence (0–999) makes a man. */
export const inventIdNumber = (area: string, born: Day, sequence: number): string => {
  if (!/^\d{6}$/.test(area) || !Number.isInteger(sequence) || sequence < 0 || sequence > 999)
    throw new Error(`no ID number of area ${area} and sequence ${sequence}`)
  return complete(area + born.replaceAll('-', '') + String(sequence).padStart(3, '0'))
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** ISO 7064 MOD 11-2. */
const checkDigit = (number: string) => {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (number.charCodeAt(i) - 48) * weights[i]!
  return '10X98765432'[sum % 11]!
}
const complete = (seventeen: string) => seventeen + checkDigit(seventeen)

const isRealDay = (day: string) => {
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  return m >= 1 && m <= 12 && d >= 1 && d <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]!
}
