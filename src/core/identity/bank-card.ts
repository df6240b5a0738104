/** 银行卡号 and 社会保障卡账号: the check of a card number, and what an account that is no card may look like. */
import type { Checked } from '#define/id-number'

export const normalAccount = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '')

/** A card that begins with 62 has 16 to 19 digits and its Luhn digit is right (GB/T 17552). Other numbers are passbook accounts of 10 to 28 digits, without check. */
export const checkBankAccount = (text: string): Checked => {
  const account = normalAccount(text)
  if (!account) return { ok: false, reason: '社会保障卡账号没有填写' }
  if (!/^\d+$/.test(account)) return { ok: false, reason: '银行账号只能是数字，请核对卡片或存折' }
  if (!account.startsWith('62'))
    return account.length >= 10 && account.length <= 28
      ? { ok: true }
      : { ok: false, reason: `银行账号应为10至28位，现为${account.length}位，请核对存折` }
  if (account.length < 16 || account.length > 19)
    return { ok: false, reason: `银行卡号应为16至19位，现为${account.length}位，请核对卡片` }
  return luhnSum(account) % 10 === 0 ? { ok: true } : { ok: false, reason: '银行卡号校验位不正确，请核对卡片' }
}

/** For rehearsals and tests: `62999999` is no bank's. `sequence` 0 … 9,999,999,999. */
export const inventBankCard = (sequence: number): string => {
  const body = `62999999${String(sequence).padStart(10, '0')}`
  if (body.length !== 18) throw new Error(`no card of sequence ${sequence}`)
  return body + ((10 - (luhnSum(`${body}0`) % 10)) % 10)
}

const luhnSum = (digits: string) => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    sum += i % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum
}
