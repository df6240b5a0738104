/** 移交函: to the office of the county into which somebody has moved, that the benefit may go on there without a month's gap. */
import type { Day, Month } from '#define/time'
import { type Letter, text } from './letter.ts'
import { type Matter, paper } from './letters.ts'
import { capitalYuan, dayWords, monthWords, yuan } from './wording.ts'

export function handOverLetter(
  m: Matter & {
    /** Whom it is about; the receiving office, where it is known. */
    readonly name: string
    readonly idNumberMasked: string | null
    readonly receiver: string | null
    readonly movedOn: Day | null
    readonly lastMonth: Month
    readonly nextMonth: Month
    /** Monthly, whole fen. */
    readonly amount: number
    readonly paidThrough: Month | null
  },
): Letter {
  const receiver = m.receiver ?? '迁入地民政局'
  const who = `${m.name}（身份证件号码${m.idNumberMasked ?? '见随附材料'}）`
  return paper({ ...m, to: receiver }, `${m.benefit}对象移交函`, [
    text(
      `${who}原在我县享受${m.benefit}${m.movedOn ? `，其户籍已于${dayWords(m.movedOn)}迁往你处` : '，其户籍已迁往你处'}。`,
    ),
    text(
      `我县按每月${yuan(m.amount)}元（大写：${capitalYuan(m.amount)}）发放到${monthWords(m.lastMonth)}为止${m.paidThrough ? `，已实际发放到${monthWords(m.paidThrough)}` : ''}。请你处自${monthWords(m.nextMonth)}起按当地规定衔接，避免断档和重复享受。`,
    ),
    text('该对象的申请材料、审定记录和生存认证记录随函移交，请核收后回执。'),
    text(`联系电话：${m.phone}。`),
  ])
}
