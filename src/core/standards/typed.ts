/** From the text of a county's decision to the value that a rule works with; pure. */

import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import type { Field, Fields, Row } from '#define/field'
import { roundings, yuan } from '#define/money'

/** Money becomes twelfths of a fen, a rounding the function itself. Refuses a text that is no such value. */
export const typedStandard = (field: Field<any>, text: string): unknown => {
  const value = text.trim()
  switch (field.type) {
    case 'money':
      if (!/^\d{1,9}(\.\d{1,2})?$/.test(value))
        throw wrong(field, text, `应为金额（${field.unit ?? '元'}），最多两位小数，如 ${field.example ?? '700'}`)
      return yuan(Number(value))
    case 'count': {
      const mayBePart = field.unit === '%' || field.unit === '倍'
      if (!(mayBePart ? /^\d{1,6}(\.\d{1,4})?$/ : /^\d{1,6}$/).test(value))
        throw wrong(
          field,
          text,
          `应为${mayBePart ? '数' : '整数'}（${field.unit ?? '个'}），如 ${field.example ?? '1'}`,
        )
      return Number(value)
    }
    case 'rounding':
      return roundings[oneOf(field, value) as keyof typeof roundings]
    case 'choice':
      return oneOf(field, value)
    case 'yes-no':
      return oneOf({ ...field, options: { yes: '是', no: '否' } }, value) === 'yes'
    case 'day':
      if (!isDay(value)) throw wrong(field, text, '应为日期，如 2024-07-01')
      return value
    default:
      if (!value) throw wrong(field, text, '不能为空')
      return value
  }
}

/** Every quantity that the definition declares; what it no longer declares is left aside. */
export const typedStandards = <F extends Fields>(fields: F, texts: Readonly<Record<string, string>>): Row<F> => {
  const missing = Object.entries(fields).filter(([name]) => texts[name] === undefined)
  if (missing.length)
    throw new Refusal(
      `缺少标准：${missing.map(([name, f]) => `「${f.title}」(${name})`).join('、')}。请在「标准」中补录并复核`,
    )
  return Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, typedStandard(f, texts[name]!)])) as Row<F>
}

const oneOf = (field: Field<any>, value: string) => {
  const options = field.options ?? {}
  if (!Object.hasOwn(options, value)) {
    const list = Object.entries(options).map(([key, title]) => `${key}（${title}）`)
    throw wrong(field, value, `应为 ${list.join('、')} 之一`)
  }
  return value
}
const wrong = (field: Field<any>, text: string, what: string) =>
  new Refusal(`「${field.title}」的值「${text}」不对：${what}`)
