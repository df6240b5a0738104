/** 低保台账: what is kept of a household that is in, what the county decides, and what is worked out. */
import { field, local, type Of, past, register, setByCounty } from '#define'
import { covered, inMoreNeed } from './family.ts'
import * as means from './means.ts'
import { perHead } from './minimum-living.need.ts'
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
  aloneBy: local.oneOf('单人保金额方式', { gap: '按一人补差', fixed: '定额', share: '标准的比例' }, 'gap'),
  aloneFixed: local.yuanPerMonth('单人保定额', '500'),
  aloneShare: local.percentage('单人保为标准的', '70'),
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
  past: { worthNow: past.worthNow('minimum-living'), complained: past.timesBegun('complaints', 'last 12 months') },
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
    report: field.perhaps(field.serial('核对报告编号', 'H{area}{year}{n6}')),
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
    appraisal: field.perhaps(field.text('民主评议情况（调查有争议时）')),
    correctedFrom: field.perhaps(field.month('自何月起更正')),
    correctedWhy: field.perhaps(field.text('更正的理由和依据')),
  },
}).measured(({ onTheDay }) => ({
  persons: onTheDay.people('保障人口', covered),
  income: onTheDay.money('核定家庭年收入', c => means.yearly(c, covered(c), () => perHead(c), c.line)),
  moreNeed: onTheDay.people('分类施保人口', c => inMoreNeed(covered(c), c.on, c.standards.elderlyFrom)),
  refusedWork: onTheDay.people('拒绝就业减发人口', c => covered(c).filter(m => m.facts.hasRefusedWork)),
}))
export type Home = Of<typeof roster>
