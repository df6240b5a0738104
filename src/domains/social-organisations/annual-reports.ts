/** 年检、年报: by the end of May every organisation shows what it did last year; who does not is told, heard and listed. */
import { field, local, mind, must, type Of, procedure, register, setByCounty } from '#define'
import { minus, plus } from '#define/money'
import { type Day, days, months, workingDays, yearOf } from '#define/time'
import { deregistration } from './social-organisations.changes.ts'
import { registered } from './social-organisations.registered.ts'
import { revocation } from './social-organisations.revocation.ts'

const standards = setByCounty('年检规定', {
  simplifiedFrom: local.count('简化程序的最低评估等级', '3'),
  excusedAfter: local.dateOfYear('报告年度的此日以后登记的免检', '06-30'),
})

export const reports = register('年检台账', {
  about: 'organisation',
  over: 'day',
  countedIn: '家',
  standards,
  unique: ['subject', 'year'],
  law: ['《社会团体登记管理条例》第二十八条', '《民办非企业单位登记管理暂行条例》第二十三条'],
  tells: { lastConclusion: 'conclusion', lastReported: 'year', failedTwice: { measured: 'failedTwice' } },
  endsWith: [deregistration, revocation],
  fields: {
    year: field.count('报告年度'),
    report: field.perhaps(field.files('年度工作报告')),
    accounts: field.perhaps(field.files('财务会计报告')),
    opening: field.balance('年初净资产'),
    income: field.sum('本年收入'),
    spending: field.sum('本年支出'),
    closing: field.balance('年末净资产'),
    meetings: field.count('会员（代表）大会或理事会次数'),
    termUntil: field.day('本届负责人任期届满日'),
    adoptedOn: field.day('报告经理事会通过的日期'),
    party: field.choice('党组织', { own: '单独建立', joint: '联合建立', instructor: '派指导员', none: '未建立' }),
    unapproved: field.count('未经批准兼职的公职人员'),
    branchRegional: field.yesNo('设有地域性分支机构'),
    opinion: field.perhaps(field.choice('业务主管单位初审', { agree: '同意', disagree: '不同意' })),
    conclusion: field.choice('年检结论', { pass: '合格', nearly: '基本合格', fail: '不合格' }),
    demands: field.perhaps(field.text('整改要求')),
  },
}).measured(({ whether }) => ({
  failedTwice: whether(
    '连续两年不合格',
    ({ row, organisation: { facts } }) =>
      row.conclusion === 'fail' && facts.lastConclusion === 'fail' && facts.lastReported === row.year - 1,
  ),
}))
export type Report = Of<typeof reports>

export const inspection = procedure('社会组织年检', {
  makes: reports,
  starts: [
    {
      ...{ yearly: '01-01', among: registered, remind: [days(60), days(30), days(7)] },
      due: ({ organisation, standards, on }) =>
        organisation.wasRegisteredBy(`${yearOf(on) - 1}-${standards.excusedAfter}` as Day),
    },
  ],
  brings: { year: ({ on }) => yearOf(on) - 1 },
  must: c => [
    must('报告年度六月三十日前登记', isExpected(c), '民政部令第27号'),
    must(
      '社会团体和民办非企业单位；基金会向省级报送',
      c.organisation.form !== 'foundation',
      '《基金会管理条例》第三十六条',
    ),
    ...preCheck(c),
  ],
}).steps({
  apply: {
    ...{ who: 'organisation', does: '网上填报', before: '05-31', lapses: '未按时参检' },
    asks: [
      ...(['report', 'accounts', 'opening', 'income', 'spending', 'closing', 'meetings', 'termUntil'] as const),
      ...(['adoptedOn', 'party', 'unapproved', 'branchRegional'] as const),
    ],
  },
  sponsor: {
    ...{ who: 'sponsor', does: '业务主管单位初审', fills: ['opinion'], within: workingDays(20) },
    when: ({ organisation }) => organisation.hasSponsor,
  },
  accept: { who: 'county', does: '受理，或退回补正', when: fully, within: workingDays(5) },
  decide: {
    ...{ who: 'county', does: '作出结论', fills: ['conclusion', 'demands'], within: workingDays(20) },
    ...{ decides: ['grant'], called: { grant: '作出年检结论' } },
  },
  publish: { who: 'county', does: '公告年检结论', within: workingDays(20) },
  correct: {
    ...{ who: 'organisation', does: '限期整改', own: { corrected: field.files('整改材料') }, within: months(3) },
    ...{ when: notPassed, lapses: '逾期未整改' },
  },
  check: {
    ...{ who: 'county', does: '核实整改', own: { checked: field.text('核实情况') }, within: workingDays(10) },
    when: notPassed,
  },
})

/** 预审: line by line what the clerk would have asked, told to the organisation while it still fills in. */
function preCheck({ row, organisation, on }: Report) {
  const law = '《社会团体登记管理条例》'
  return [
    mind('年初净资产＋收入－支出＝年末净资产', addsUp(row)),
    mind('本年度召开过会员（代表）大会或者理事会', row.meetings !== 0, '章程'),
    mind('负责人在任期内；届满的应当换届', !row.termUntil || row.termUntil >= on, '章程'),
    mind('填报的任期与登记的一致', [undefined, organisation.facts.termUntil].includes(row.termUntil)),
    mind('报告在报告年度结束后、填报之前经理事会通过', isAdoptedInTime(row, on)),
    mind('没有未经批准兼职的公职人员', !row.unapproved, '中办发〔1998〕17号'),
    mind('没有地域性分支机构', organisation.form !== 'association' || !row.branchRegional, `${law}第十七条`),
    mind('已建立党组织或者派有指导员', row.party !== 'none', '民政部令第60号'),
    mind('三月三十一日前已报业务主管单位', !organisation.hasSponsor || isSentInTime(row, on), `${law}第二十八条`),
    mind('业务主管单位初审同意', row.opinion !== 'disagree', `${law}第二十八条`),
  ]
}
type Row = Report['row']
function addsUp({ opening, income, spending, closing }: Row) {
  if (opening === undefined || closing === undefined) return true // not filled in yet
  return !(minus(plus(opening, income), spending) > closing || minus(plus(opening, income), spending) < closing)
}
function isAdoptedInTime({ adoptedOn, year }: Row, on: Day) {
  return !adoptedOn || (adoptedOn > `${year}-12-31` && adoptedOn <= on)
}
function isSentInTime({ year, opinion }: Row, on: Day) {
  return !!opinion || on <= `${year + 1}-03-31`
}
function isExpected({ organisation, row, standards }: Report) {
  return organisation.wasRegisteredBy(`${row.year}-${standards.excusedAfter}` as Day)
}
function fully({ organisation, standards }: Report) {
  return organisation.isAbnormal || organisation.rating < standards.simplifiedFrom
}
function notPassed({ row }: Report) {
  return row.conclusion !== 'pass'
}
