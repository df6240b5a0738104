/** Days, months and sums the way an official paper writes them. */
import type { Day, Month } from '#define/time'

/** 2024年6月20日: Arabic figures, no leading zeros (GB/T 9704—2012, 7.3.5.4). */
export function dayWords(day: Day) {
  const [y, m, d] = day.split('-').map(Number)
  return `${y}年${m}月${d}日`
}
export function monthWords(month: Month) {
  const [y, m] = month.split('-').map(Number)
  return `${y}年${m}月`
}

/** Whole fen → '550.00', exactly; '-' before a negative sum. */
export function yuan(fen: number) {
  if (!Number.isSafeInteger(fen)) throw new Error(`not a whole number of fen: ${fen}`)
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

/** 大写金额 of a sum of fen that is not negative: 伍佰伍拾元整, 壹仟零伍元零柒分 (《正确填写票据和结算凭证的基本规定》). */
export function capitalYuan(fen: number) {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`not a sum that can be written in capitals: ${fen}`)
  if (fen === 0) return '零元整'
  const whole = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const odd = fen % 10
  const head = whole ? `${wholeCapital(whole)}元` : ''
  if (!jiao && !odd) return `${head}整`
  const tenths = jiao ? `${DIGITS[jiao]}角` : whole ? '零' : ''
  return `${head}${tenths}${odd ? `${DIGITS[odd]}分` : '整'}`
}

function wholeCapital(n: number) {
  let words = ''
  let zero = false
  const figures = String(n)
  for (let i = 0; i < figures.length; i++) {
    const place = figures.length - 1 - i
    const digit = Number(figures[i])
    if (digit) {
      words += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place % 4]}`
      zero = false
    } else zero = true
    if (place % 4 === 0 && place > 0 && figures.slice(Math.max(0, i - 3), i + 1).match(/[1-9]/)) {
      words += GROUPS[place / 4]
      zero = false
    }
  }
  return words
}
