/** 公民身份号码 while it is being typed (GB 11643): the sentence under the input; the server judges in the end. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

export const tidy = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** Undefined: nothing to say (still being typed, or right). */
export const faultOf = (typed: string, today: string, isDone: boolean): string | undefined => {
  const n = tidy(typed)
  if (!n) return undefined
  if (!/^\d{0,17}[\dX]?$/.test(n)) return '身份证号只有数字，末位可以是 X。'
  const born = n.length >= 14 ? `${n.slice(6, 10)}-${n.slice(10, 12)}-${n.slice(12, 14)}` : undefined
  if (born && !isRealDay(born)) return '号码中的出生日期不存在，请核对证件原件。'
  if (born && born > today) return '号码中的出生日期晚于今天，请核对证件原件。'
  if (n.length < 18) return isDone ? `身份证号应为 18 位，现为 ${n.length} 位。` : undefined
  return checkDigit(n) === n[17] ? undefined : '校验码不正确，请核对证件原件。'
}
export const isComplete = (typed: string, today: string) => tidy(typed).length === 18 && !faultOf(typed, today, true)

/** What the number says of its holder: shown at once, so that a slip is seen. */
export const toldBy = (typed: string, today: string) => {
  const n = tidy(typed)
  const born = `${n.slice(6, 10)}-${n.slice(10, 12)}-${n.slice(12, 14)}`
  const age = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0)
  return { born, age, sex: Number(n[16]) % 2 ? '男' : '女' }
}

const checkDigit = (n: string) => '10X98765432'[weights.reduce((sum, w, i) => sum + w * Number(n[i]), 0) % 11]
const isRealDay = (day: string) => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
}
