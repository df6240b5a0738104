/** 不予受理: the application is not taken up; why, and where one may turn. */
import type { Day } from '#define/time'
import { type Letter, list, text } from './letter.ts'
import { by, type Matter, paper, type Remedy, remedyWords, you } from './letters.ts'

export function declineLetter(
  m: Matter & { readonly applied: Day; readonly reasons: readonly string[]; readonly remedy: Remedy },
): Letter {
  if (m.reasons.length === 0) throw new Error('an application declined without a reason')
  return paper(m, `${m.benefit}申请不予受理通知书`, [
    text(`${you(m)}提出的${m.benefit}申请，${by(m)}，经审查决定不予受理。理由：`),
    list(m.reasons),
    text('情况变化或者材料备齐后，可以重新提出申请。'),
    text(remedyWords(m.remedy)),
    text(`咨询电话：${m.phone}。`),
  ])
}
