/** A field's value in its three places: as it travels (JSON), in a column, and as a rule sees it. */
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import type { Columns, Engine, Values } from '#core/engine'
import { checkBankAccount, normalAccount } from '#core/identity/bank-card'
import { checkCreditCode, normalCreditCode } from '#core/identity/credit-code'
import { maskAccount, maskIdNumber } from '#core/identity/masks'
import { blindIndex, seal } from '#core/identity/sealing'
import type { Field, Fields } from '#define/field'
import { checkIdNumber, normalIdNumber } from '#define/id-number'
import type { Measures } from '#define/measures'
import type { Day } from '#define/time'

const TWELFTHS = 12

/** Travelling → columns. Only what is named; a wrong value is refused with its title. */
export const toColumns = (engine: Engine, fields: Fields, values: Values, on: Day): Columns => {
  const columns: Columns = {}
  for (const [name, value] of Object.entries(values)) {
    const f = fields[name]
    if (!f) throw new Refusal(`没有「${name}」这一项，请刷新页面后重新填写`, { status: 400 })
    if (f.type === 'serial') continue // numbers are given by the engine
    const column = snake(name)
    const isEmpty = value === null || value === undefined || value === ''
    if (f.isSecret) {
      const text = isEmpty ? null : checkedSecret(f, name, String(value), on)
      columns[`${column}_sealed`] = text && hex(seal(engine.keys, text))
      columns[`${column}_index`] = text && hex(blindIndex(engine.keys, kindOf(name), text))
      columns[`${column}_masked`] = text && (isIdNumber(name) ? maskIdNumber(text) : maskAccount(text))
    } else columns[column] = isEmpty ? null : checked(f, value)
  }
  return columns
}
/** A bytea inside JSON. */
export const hex = (bytes: Buffer) => `\\x${bytes.toString('hex')}`
const isIdNumber = (name: string) => name === 'idNumber'
const kindOf = (name: string) => (isIdNumber(name) ? 'id-number' : 'account')
const checkedSecret = (f: Field<any>, name: string, text: string, on: Day) => {
  const found = isIdNumber(name) ? checkIdNumber(text, on) : checkBankAccount(text)
  if (!found.ok) throw new Refusal(`「${f.title}」${found.reason}`, { status: 400 })
  return isIdNumber(name) ? normalIdNumber(text) : normalAccount(text)
}

const wrong = (f: Field<any>, value: unknown, what: string) =>
  new Refusal(`「${f.title}」的内容「${String(value).slice(0, 40)}」不对：${what}`, { status: 400 })
const checked = (f: Field<any>, value: unknown): unknown => {
  switch (f.type) {
    case 'money': {
      if (!/^-?\d{1,11}(\.\d{1,2})?$/.test(String(value))) throw wrong(f, value, '请填写金额，单位元，最多两位小数')
      if (String(value).startsWith('-') && !f.mayBeNegative) throw wrong(f, value, '金额不能是负数')
      return fenOf(String(value))
    }
    case 'count':
      if (!/^\d{1,9}$/.test(String(value))) throw wrong(f, value, '请填写整数')
      return Number(value)
    case 'yes-no':
      if (typeof value !== 'boolean') throw wrong(f, value, '请选择是或否')
      return value
    case 'choice':
      if (!Object.hasOwn(f.options ?? {}, String(value)))
        throw wrong(f, value, `请在${Object.values(f.options ?? {}).join('、')}中选择`)
      return value
    case 'day':
      if (!isDay(String(value))) throw wrong(f, value, '请填写日期，如 2024-07-01')
      return value
    case 'month':
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(String(value))) throw wrong(f, value, '请填写月份，如 2024-07')
      return value
    case 'credit-code': {
      const found = checkCreditCode(String(value))
      if (!found.ok) throw wrong(f, value, found.reason)
      return normalCreditCode(String(value))
    }
    case 'person':
    case 'place':
    case 'subject':
      if (!/^\d{1,15}$/.test(String(value))) throw wrong(f, value, '请从名单中选择')
      return Number(value)
    case 'files':
      if (!Array.isArray(value)) throw wrong(f, value, '请上传附件')
      return value
    default:
      if (typeof value !== 'string') throw wrong(f, value, '请填写文字')
      if (value.length > 20_000) throw wrong(f, value, '文字过长，请不超过两万字；图片请用附件上传')
      if (f.isTime && !/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) throw wrong(f, value, '请填写几时几分，如 09:30')
      return value.includes('\u0000') ? value.replaceAll('\u0000', '') : value
  }
}
/** '1234.5' → 123450, without a float in between. */
export const fenOf = (yuan: string): number => {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(yuan) ?? []
  return Number(`${sign}${whole}${part.padEnd(2, '0')}`)
}
/** 123450 → '1234.50' */
export const yuanOf = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Columns → travelling; a secret comes back masked. */
export const toValues = (fields: Fields, row: Columns): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, f]) => {
      const value = row[f.isSecret ? `${snake(name)}_masked` : snake(name)]
      if (value === null || value === undefined) return [name, null]
      if (f.type === 'money') return [name, yuanOf(Number(value))]
      if (['person', 'place', 'subject'].includes(f.type)) return [name, String(value)]
      return [name, value]
    }),
  )

/** Columns → what a rule sees: money in twelfths of a fen, a person by their number as text, nothing as undefined. */
export const toRule = (fields: Fields, measures: Measures, row: Columns): Record<string, unknown> => {
  const seen: Record<string, unknown> = {}
  for (const { name, column, type } of readersOf(fields)) {
    const value = row[column]
    if (value === null || value === undefined) seen[name] = undefined
    else if (type === 'money') seen[name] = Number(value) * TWELFTHS
    else seen[name] = type === 'person' || type === 'place' || type === 'subject' ? String(value) : value
  }
  for (const { name, column, type } of readersOf(measures)) {
    const value = row[column]
    seen[name] = type === 'money' && value !== null && value !== undefined ? Number(value) : value
  }
  return seen
}
/** Where each field's value stands: looked up once for a definition, not for each of ten thousand rows. */
const readersOf = (of: Fields | Measures): readonly Reader[] => {
  const known = readers.get(of)
  if (known) return known
  const found = Object.entries(of as Fields).map(([name, { type, isSecret }]) => ({
    ...{ name, type, column: isSecret ? `${snake(name)}_masked` : snake(name) },
  }))
  readers.set(of, found)
  return found
}
interface Reader {
  readonly name: string
  readonly column: string
  readonly type: string
}
const readers = new WeakMap<Fields | Measures, readonly Reader[]>()
