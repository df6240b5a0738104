/** 结论 in Chinese, one word for each outcome that a step may have. */
import type { Outcome } from '#define/steps'

export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  grant: '予以确认',
  refuse: '不予确认',
  continue: '继续保障',
  adjust: '调整',
  taper: '渐退',
  stop: '停发',
  close: '办结',
  found: '属实',
  'not found': '不属实',
}
