/** 低保动态管理: what happens to a household that is in: review, spot check, moving within the county. */
import { field, must, procedure } from '#define'
import { aMonth, forPeople, percent } from '#define/money'
import { months, monthsApart, workingDays } from '#define/time'
import { inNeed, isSensitive, perHead } from './minimum-living.need.ts'
import { type Home, roster } from './minimum-living.roster.ts'
import { application } from './minimum-living.ts'

const looked = ['visited', 'situation', 'incomes', 'obligors', 'assets', 'findings', 'class'] as const

const advice = field.choice('复核意见', {
  continue: '拟继续保障',
  adjust: '拟增发、减发',
  taper: '就业，拟渐退',
  stop: '拟停发',
})
/** 动态管理 (暂行办法第十三条): yearly, half-yearly or quarterly by class, or when something has happened. */
export const review = procedure('低保复核', {
  changes: roster,
  law: ['《社会救助暂行办法》第十三条'],
  starts: [{ every: ({ row, standards }) => months(standards[`review${row.class}`]) }, 'clue', 'application'],
  must: inNeed,
  mustTo: { taper: mayTaper },
}).steps({
  visit: { who: 'town', people: 2, fills: looked, within: workingDays(10) },
  propose: {
    ...{ who: 'town', does: '提出复核意见', within: workingDays(5), own: { advice } },
    fills: ['taperUntil', 'taperAmount', 'stopReason'],
  },
  see: { who: 'county', does: '近亲属、投诉件入户核查', people: 2, fills: ['seen'], when: isSensitive },
  decide: {
    ...{ who: 'county', delegable: true, notBy: ['visit', 'propose'], within: workingDays(10) },
    decides: ['continue', 'adjust', 'taper', 'stop'],
  },
  tell: { who: 'town', does: '减发、停发的，书面说明理由', within: workingDays(3) },
})

/** 下放监管: the county visits a random share of what the towns have decided. */
export const revisit = procedure('低保抽查', {
  changes: roster,
  starts: [{ sampled: application, by: 'town', share: ({ standards }) => standards.revisitShare }],
  must: inNeed,
}).steps({
  see: { who: 'county', does: '县级入户抽查', people: 2, fills: ['seen', 'findings'], within: workingDays(20) },
  decide: { who: 'county', notBy: 'see', decides: ['continue', 'adjust', 'stop'], within: workingDays(5) },
  tell: { who: 'town', within: workingDays(3) },
})

/** 迁往县内其他乡镇: the household keeps its money; the file moves. */
export const transfer = procedure('低保县内迁移', {
  changes: roster,
  starts: ['application', { event: 'person.moved-away' }],
  moves: 'movesTo',
}).steps({
  apply: { who: 'town', does: '提出迁移', fills: ['movesTo'] },
  receive: { who: 'town', does: '迁入地接收', at: 'movesTo', within: workingDays(5) },
  decide: { who: 'county', notBy: ['apply', 'receive'], decides: ['continue', 'refuse'], within: workingDays(5) },
})

/** 账户变更: by another person than who entered it; the money goes there from the next month on. */
export const account = procedure('低保账户变更', {
  changes: roster,
  starts: ['application'],
}).steps({
  apply: { who: 'town', does: '登记新账户', fills: ['account'] },
  decide: {
    who: 'town',
    does: '核对本人账户',
    notBy: 'apply',
    decides: ['continue', 'refuse'],
    within: workingDays(3),
  },
})

/** 更正: what was recorded wrongly is put right from the month it was wrong; arrears or a claim follow by themselves. */
export const correction = procedure('低保更正', {
  changes: roster,
  starts: ['application', 'clue'],
  from: 'correctedFrom',
}).steps({
  apply: {
    ...{ who: 'town', does: '提出更正' },
    fills: ['correctedFrom', 'correctedWhy', 'area', 'incomes', 'obligors', 'assets'],
    needs: ['correctedFrom', 'correctedWhy'],
  },
  decide: { who: 'county', notBy: 'apply', decides: ['adjust', 'stop', 'refuse'], within: workingDays(5) },
  tell: { who: 'town', within: workingDays(3) },
})

/** 渐退 (民发〔2022〕83号): a member found work; within the band and no longer than the county allows. */
function mayTaper(c: Home) {
  const { taperUntil, taperAmount } = c.row
  const band = percent(forPeople(perHead(c), c.measured.persons), c.standards.taperBand)
  return [
    must('已写明渐退截止月份和渐退期保障金', !!taperUntil && !!taperAmount, '民发〔2022〕83号'),
    must(
      `渐退期不超过${c.standards.taperMonths}个月`,
      !taperUntil || monthsApart(c.on, taperUntil) <= c.standards.taperMonths,
      '民发〔2022〕83号',
    ),
    must('人均收入不超过渐退上限', !(aMonth(c.measured.income) > band), '民发〔2022〕83号'),
    must('渐退期保障金不超过原保障金', !taperAmount || !(taperAmount > c.past.worthNow), '民发〔2022〕83号'),
  ]
}
