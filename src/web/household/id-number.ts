/** 公民身份号码 while it is being typed: the sentence under the input; the same check as the server's, which judges in the end. */
import { bornByNumber, checkIdNumber, normalIdNumber, sexByNumber } from '#define/id-number'
import type { Day } from '#define/time'

export const tidy = normalIdNumber

/** Undefined: nothing to say (still being typed, or right). */
export const faultOf = (typed: string, today: string, isDone: boolean): string | undefined => {
  const n = tidy(typed)
  if (!n) return undefined
  if (!/^\d{0,17}[\dX]?$/.test(n)) return '身份证号只有数字，末位可以是 X。'
  if (n.length < 18 && !isDone) return undefined
  const found = checkIdNumber(n, today as Day)
  return found.ok ? undefined : `${found.reason}。`
}
export const isComplete = (typed: string, today: string) => tidy(typed).length === 18 && !faultOf(typed, today, true)

/** What the number says of its holder: shown at once, so that a slip is seen. */
export const toldBy = (typed: string, today: string) => {
  const n = tidy(typed)
  const born = bornByNumber(n)
  const age = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0)
  return { born, age, sex: sexByNumber(n) }
}
