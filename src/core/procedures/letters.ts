/** Which papers a case can print, and when. */
import type { SomeProcedure } from '#core/catalogue'
import type { Loaded } from './load.ts'

export const letterTitles = {
  acceptance: '受理通知书',
  missing: '一次性告知补正通知书',
  'not-accepted': '不予受理通知书',
  notice: '公示',
  report: '家庭经济状况核对报告',
  confirmation: '确认通知书',
  refusal: '不予确认通知书',
  adjust: '增发、减发通知书',
  stop: '停发通知书',
} as const
export type LetterId = keyof typeof letterTitles

export const lettersOf = (
  p: SomeProcedure,
  one: Pick<Loaded, 'columns' | 'header'>,
  isPaid: boolean,
): { id: LetterId; title: string }[] => {
  const { columns, header } = one
  const hasBenefit = p.register.told.over === 'period'
  const ids: LetterId[] = [
    ...(columns.accept_on && !Object.values(p.forms).some(f => f.after === 'accept') ? (['acceptance'] as const) : []),
    ...(header.has_told_missing ? (['missing'] as const) : []),
    ...(header.outcome === 'not accepted' ? (['not-accepted'] as const) : []),
    ...(columns.match_on && columns.report ? (['report'] as const) : []),
    ...(columns.post_on ? (['notice'] as const) : []),
    ...(!hasBenefit || !header.decided_on
      ? []
      : (decided[header.outcome ?? ''] ?? []).filter(id => isPaid || !ofMoney.has(id))),
  ]
  const isTapering = header.outcome === 'taper'
  return ids.map(id => ({ id, title: id === 'adjust' && isTapering ? '渐退通知书' : letterTitles[id] }))
}
/** Letters that tell of an amount: of what is no benefit there is none. */
const ofMoney = new Set<LetterId>(['adjust', 'stop'])
const decided: Record<string, LetterId[]> = {
  grant: ['confirmation'],
  refuse: ['refusal'],
  adjust: ['adjust'],
  taper: ['adjust'],
  stop: ['stop'],
}
