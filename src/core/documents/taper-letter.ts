/** 渐退: what is still paid, until when, and that nothing has to be done for it to end. */
import type { Month } from '#define/time'
import { type Change, changed } from './letters.ts'
import { capitalYuan, monthWords, yuan } from './wording.ts'

/** `amount`: whole fen a month; `until`: the last month that is paid. */
export const taperLetter = (m: Change & { readonly amount: number; readonly until: Month }) =>
  changed(
    m,
    '渐退',
    `决定自${monthWords(m.firstMonth)}起转入渐退期，渐退期内每月发放${yuan(m.amount)}元（大写：${capitalYuan(m.amount)}），最后发放月份为${monthWords(m.until)}，期满自行停发`,
  )
