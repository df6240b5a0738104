/** The kinds of cells in a county's tables: each says what is wrong and how it should be written. */

import { isDay } from '#core/calendar/days'
import type { Day } from '#define/time'
import { type Column, Fault } from './table.ts'

const column =
  <T>(read: (text: string) => T | Fault) =>
  (title: string): Column<T> & { readonly mayBeEmpty?: never } => ({ title, read })

export const text = column(t => t)
export const word = column(t =>
  /^[a-z][a-z0-9-]*$/i.test(t) ? t : new Fault(`「${t}」不是英文名`, '请用程序里的英文名，如 minimum-living'),
)
/** 2024-7-1 and 2024/7/1 are what Excel makes of a day. */
export const day = column((t): Day | Fault => {
  const [, y, m, d] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(t) ?? []
  const written = y ? `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}` : t
  return isDay(written) ? written : new Fault(`「${t}」不是日期`, '请写作 2024-07-01')
})
export const whole = column(t =>
  /^[1-9]\d{0,5}$/.test(t) ? Number(t) : new Fault(`「${t}」不是正整数`, '请写整数，如 30'),
)
export const code = column(t => {
  if (/e\+/i.test(t)) return new Fault(`「${t}」成了科学计数法`, '请把这一列的格式设为「文本」再重新填写代码')
  return /^(\d{6}|\d{9}|\d{12})$/.test(t)
    ? t
    : new Fault(`「${t}」不是区划代码`, '县 6 位、乡镇 9 位、村（居）12 位数字')
})
/** The cell says the Chinese word; the value is the key. */
export const oneOf = <const K extends string>(title: string, words: Readonly<Record<string, K>>) =>
  column((t): K | Fault =>
    Object.hasOwn(words, t) ? words[t]! : new Fault(`「${t}」不认识`, `应为 ${Object.keys(words).join('、')} 之一`),
  )(title)

export const perhaps = <T>(c: Column<T>) => ({ ...c, mayBeEmpty: true as const })
