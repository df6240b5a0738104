/** 最低生活保障: a household below the local standard is paid the gap, every month, for as long as the gap is there. */
import { benefit, field, figures, local, mind, must, type Of, past, procedure, register, setByCounty } from '#define'
import {
  aMonth,
  atLeastZero,
  forPeople,
  isWithin,
  type Money,
  minus,
  oneOfSo,
  percent,
  plus,
  times,
} from '#define/money'
import { days, workingDays } from '#define/time'
import { covered, family, inMoreNeed, mayApplyAlone, withoutConsent } from './family.ts'
import * as means from './means.ts'
import * as property from './property.ts'

export const standards = setByCounty('低保标准', {
  urban: local.yuanPerMonth('城市低保标准', '700'),
  rural: local.yuanPerYear('农村低保标准', '5400'),
  ...means.standards,
  ...property.standards,
  nearPoor: local.percentage('低保边缘为标准的', '150'),
  nearPoorBy: local.oneOf('低保边缘比较口径', { below: '低于（不含本数）', 'up-to': '以下（含本数）' }, 'below'),
  paidBy: local.oneOf('保障金计算方式', { gap: '补差', graded: '分档' }, 'gap'),
  gradeA: local.yuanPerMonth('分档：A档每人', '600'),
  gradeB: local.yuanPerMonth('分档：B档每人', '450'),
  gradeC: local.yuanPerMonth('分档：C档每人', '300'),
  care: local.yuanPerMonth('分类施保每人增发', '0'),
  elderlyFrom: local.yearsOld('分类施保老年人', '70'),
  reviewA: local.monthsLong('A类复核间隔', '12'),
  reviewB: local.monthsLong('B类复核间隔', '6'),
  reviewC: local.monthsLong('C类复核间隔', '3'),
  taperMonths: local.monthsLong('渐退期最长', '6'),
  taperBand: local.percentage('渐退期人均收入不超过标准的', '150'),
  revisitShare: local.percentage('下放后县级抽查比例', '30'),
  rounding: local.rounding(),
})

export const roster = register('低保台账', {
  about: 'household',
  over: 'period',
  standards,
  law: ['《社会救助暂行办法》第二章', '民发〔2021〕57号'],
  past: { worthNow: past.worthNow('minimum-living'), complained: past.timesGranted('complaints', 'last 12 months') },
  parts: {
    consents: means.consents,
    incomes: means.incomes,
    obligors: means.obligors,
    assets: property.assets,
    findings: property.findings,
  },
  fields: {
    certificate: field.serial('低保证号', '{area}{year}{n6}'),
    area: field.choice('城乡类别', { urban: '城市', rural: '农村' }),
    alone: field.yesNo('单人保'),
    applicant: field.person('申请人'),
    cause: field.choice('致困原因', {
      illness: '疾病',
      disability: '残疾',
      labour: '缺劳力',
      unemployed: '失业',
      old: '年老体弱',
      schooling: '上学',
      accident: '意外事故',
      widowed: '单亲、丧偶',
      other: '其他',
    }),
    hasOfficial: field.yesNo('是否经办人员或村（居）干部近亲属'),
    account: field.bankCard(),
    disability: field.shared('残联', field.text('残疾人证')),
    report: field.serial('核对报告编号', 'H{area}{year}{n6}'),
    reportUntil: field.day('核对报告有效期至'),
    visited: field.files('入户调查表（双方签字）和照片'),
    situation: field.text('入户调查情况'),
    class: field.choice('管理类别', { A: 'A类', B: 'B类', C: 'C类' }),
    proposal: field.choice('审核意见', { grant: '拟确认', refuse: '拟不予确认' }),
    seen: field.perhaps(field.text('县级入户核查情况')),
    taperUntil: field.perhaps(field.month('渐退至')),
    taperAmount: field.perhaps(field.householdMonth('渐退期保障金')),
    stopReason: field.perhaps(
      field.choice('停发原因', {
        income: '收入超标',
        property: '财产超标',
        work: '就业',
        deceived: '虚报隐瞒',
        'gave-up': '自愿放弃',
        refused: '拒绝核查',
        family: '家庭成员变化',
        other: '其他',
      }),
    ),
    movesTo: field.perhaps(field.place('迁入村（居）')),
  },
}).measured(({ onTheDay }) => ({
  persons: onTheDay.people('保障人口', covered),
  income: onTheDay.money('核定家庭年收入', c => means.yearly(c, covered(c), perHead(c), c.line)),
  moreNeed: onTheDay.people('分类施保人口', c => inMoreNeed(covered(c), c.on, c.standards.elderlyFrom)),
  refusedWork: onTheDay.people('拒绝就业减发人口', c => covered(c).filter(m => m.facts.hasRefusedWork)),
}))
export type Home = Of<typeof roster>

export const application = procedure('低保申请', {
  makes: roster,
  law: ['《社会救助暂行办法》第十一条', '民发〔2021〕57号'],
  starts: ['application', 'discovery', 'clue'],
  must: inNeed,
  inAll: { within: workingDays(30), extendableTo: workingDays(45) },
}).steps({
  apply: { who: 'applicant', asks: ['applicant', 'area', 'alone', 'cause', 'hasOfficial', 'account', 'consents'] },
  declare: { who: 'applicant', does: '申报收入和财产', asks: ['incomes', 'obligors', 'assets'] },
  accept: { who: 'town' },
  match: { who: 'county', fills: ['reportUntil', 'findings'], within: workingDays(3), since: 'accept' },
  visit: {
    ...{ who: 'town', people: 2, within: workingDays(10), since: 'accept' },
    fills: ['visited', 'situation', 'hasOfficial', 'incomes', 'obligors', 'assets', 'findings'],
  },
  propose: { who: 'town', fills: ['class', 'proposal'], within: workingDays(5) },
  post: { who: 'village', posts: 'benefit notice', lasts: days(7), objection: 'visit', when: isProposed },
  see: { who: 'county', does: '近亲属、投诉件入户核查', people: 2, fills: ['seen'], when: isSensitive },
  decide: { who: 'county', delegable: true, notBy: ['visit', 'propose'], within: workingDays(10) },
  tell: { who: 'town', within: workingDays(3) },
})

export const allowance = benefit('低保金', {
  of: roster,
  covers: 'persons',
  paid: 'every month',
  to: 'account',
  fund: 'relief',
  from: 'month after decision',
  changes: {
    'person.died': 'member leaves',
    'person.left': 'member leaves',
    'person.imprisoned': 'member leaves',
    'person.born': 'member joins',
    'person.joined': 'member joins',
    'person.released': 'is looked at again',
    'person.married': 'is looked at again',
    'person.divorced': 'is looked at again',
    'person.moved-away': 'is handed over',
    'person.turned-age': 'is worked out again',
    'person.left-school': 'is looked at again',
    'person.disability-changed': 'is worked out again',
    'person.found-work': 'tapers off',
    'person.refused-work': 'share is cut',
    'person.not-found': 'is suspended',
    'person.found-again': 'is resumed',
    'household.income-changed': 'is looked at again',
    'household.property-changed': 'is looked at again',
    'household.gave-up': 'stops',
    'household.refused-checks': 'stops',
    'household.deceived': 'stops and is claimed back',
    'standard.raised': 'is worked out again',
  },
  apart: {
    'destitute-support': 'never together',
    orphans: 'never together',
    'near-poor': 'never together',
    'rigid-expenditure': 'never together',
    'unsupported-children': 'topped up',
  },
}).amount(({ row, measured, standards, month, line }) => {
  if (row.taperUntil && row.taperAmount && month <= row.taperUntil)
    return standards.rounding(line('渐退期保障金不变', row.taperAmount, '民发〔2022〕83号'))
  const care = forPeople(standards.care, measured.moreNeed)
  if (standards.paidBy === 'graded') {
    const grade = forPeople(standards[`grade${row.class}`], measured.persons)
    return standards.rounding(plus(line('分档保障金', grade, '民发〔2021〕57号'), line('加：分类施保', care)))
  }
  const due = line('按标准应保障', forPeople(perHead({ row, standards }), measured.persons), '暂行办法第十二条')
  const gap = line('减去家庭月收入后的差额', atLeastZero(minus(due, aMonth(measured.income))), '暂行办法第十二条')
  const cut = times(oneOfSo(gap, measured.persons), measured.refusedWork)
  const left = minus(gap, line('减：三次拒绝就业者本人份额', cut, '暂行办法第四十五条'))
  return standards.rounding(plus(left, line('加：分类施保', care, '暂行办法第十二条第二款')))
})

export const counted = figures(({ holding, entered, left, paid, share, base }) => ({
  在保低保户数: holding(roster),
  在保低保人数: holding(roster, { people: 'persons' }),
  城市低保户数: holding(roster, { where: { area: 'urban' } }),
  农村低保户数: holding(roster, { where: { area: 'rural' } }),
  城市低保人数: holding(roster, { people: 'persons', where: { area: 'urban' } }),
  农村低保人数: holding(roster, { people: 'persons', where: { area: 'rural' } }),
  单人保人数: holding(roster, { people: 'persons', where: { alone: true } }),
  新增低保户数: entered(roster),
  新增低保人数: entered(roster, { people: 'persons' }),
  退出低保户数: left(roster),
  退出低保人数: left(roster, { people: 'persons' }),
  低保累计支出: paid(allowance),
  低保覆盖率: share(holding(roster, { people: 'persons' }), base('户籍人口')),
}))

/** 暂行办法第九条: both tests, income and property; «低于» is strictly below, on totals, never divided. */
export function inNeed(c: Home) {
  return [
    ...(c.row.alone ? aloneInNeed(c) : [must('人均收入低于当地低保标准', isBelowStandard(c), '暂行办法第九条')]),
    ...property.propertyFits(c.parts.assets, c.measured.persons, perHead(c), c.standards),
    must('每名成年家庭成员已签署核对授权', allConsent(c), '暂行办法第五十八条'),
    must('核对报告在有效期内', !c.row.reportUntil || c.on <= c.row.reportUntil, '民发〔2021〕57号'),
    mind('核对提示已逐条核实说明', property.areExplained(c.parts.findings), '民发〔2021〕57号'),
    mind('不是近亲属备案、投诉件（是的，县级先入户）', !isSensitive(c), '民发〔2021〕57号'),
  ]
}
const isBelowStandard = (c: Home) => aMonth(c.measured.income) < forPeople(perHead(c), c.measured.persons)
const allConsent = (c: Home) => withoutConsent(c.household, c.parts.consents, c.on).length === 0
export function isSensitive(c: Home) {
  return c.row.hasOfficial || c.past.complained > 0
}
function isProposed(c: Home) {
  return c.row.proposal !== 'refuse'
}
/** 单人保: one member of a near-poor family, counted as a household of one (民发〔2021〕57号). */
function aloneInNeed(c: Home) {
  const member = c.household.member(c.row.applicant)
  return [
    must('家庭收入低于低保边缘标准', isNearPoor(c), '民发〔2021〕57号'),
    must('本人属重残、重病等单独申请情形', mayApplyAlone(member), '民发〔2021〕57号'),
    must('本人收入低于当地低保标准', isBelowStandard(c), '民发〔2021〕57号'),
  ]
}
/** 低保边缘: the whole family counts, also where one member alone is covered. */
function isNearPoor(c: Home) {
  const all = family(c.household, c.on)
  const limit = percent(forPeople(perHead(c), all.length), c.standards.nearPoor)
  const income = aMonth<'household'>(means.yearly(c, all, perHead(c), means.quietly))
  return isWithin(income, limit, c.standards.nearPoorBy)
}
/** Urban by the month, rural by the year. */
export function perHead(c: {
  row: { area: 'urban' | 'rural' }
  standards: { urban: Money<'head month'>; rural: Money<'head year'> }
}): Money<'head month'> {
  return c.row.area === 'urban' ? c.standards.urban : aMonth(c.standards.rural)
}
