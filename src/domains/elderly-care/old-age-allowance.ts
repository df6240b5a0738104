/** 高龄津贴: a monthly sum to every resident who has turned eighty, by age band (《老年人权益保障法》第三十三条; all else is the county's). */
import { benefit, field, figures, local, must, type Of, procedure, register, setByCounty } from '#define'
import { toTheFen } from '#define/money'
import { months, workingDays } from '#define/time'

export const standards = setByCounty('高龄津贴标准', {
  from80: local.yuanPerMonth('80–89周岁', '30'),
  from90: local.yuanPerMonth('90–99周岁', '60'),
  from100: local.yuanPerMonth('100周岁以上', '300'),
  first: local.oneOf(
    '从何时起发',
    { 'month of birthday': '生日当月', 'month after birthday': '生日次月', 'month of application': '申请当月' },
    'month of birthday',
  ),
  backTo: local.monthsLong('申请晚于到龄的，至多补发', '12'),
  nextBand: local.oneOf('从何时起进档', { birthday: '生日当月', after: '生日次月' }, 'birthday'),
  paid: local.oneOf('发放周期', { month: '按月', quarter: '按季', 'half-year': '按半年' }, 'month'),
  proof: local.monthsLong('生存认证间隔', '12'),
})

export const roster = register('高龄津贴台账', {
  about: 'person',
  over: 'period',
  standards,
  ages: [80, 90, 100],
  law: ['《老年人权益保障法》第三十三条'],
  fields: {
    account: field.bankCard(),
    livesAlone: field.yesNo('是否独居'),
    proof: field.perhaps(field.choice('生存认证方式', { face: '人脸识别', phone: '电话', visit: '上门' })),
  },
}).measured(({ onTheDay }) => ({
  band: onTheDay.which(
    '年龄段',
    { from80: '80–89', from90: '90–99', from100: '100以上' },
    ({ person, on, standards }) => {
      const age = standards.nextBand === 'birthday' ? person.ageInMonthOf(on) : person.ageOn(on)
      return age >= 100 ? 'from100' : age >= 90 ? 'from90' : 'from80'
    },
  ),
}))

/** 申请，或免申即享: whoever turns eighty is found in the household register, and only the account is asked for. */
export const application = procedure('高龄津贴申请', {
  law: ['《老年人权益保障法》第三十三条'],
  makes: roster,
  starts: ['application', 'discovery', { event: 'person.turned-age', age: 80 }],
  must: entitled,
}).steps({
  apply: { who: 'applicant', asks: ['account', 'livesAlone'] },
  accept: { who: 'village', does: '收集材料', within: workingDays(5) },
  review: { who: 'town', within: workingDays(5) },
  decide: { who: 'county', does: '审定', notBy: 'review', within: workingDays(5) },
})

/** 生存认证: each year; not proven → suspended; proven again → resumed with arrears. */
export const lifeCheck = procedure('高龄津贴生存认证', {
  changes: roster,
  must: entitled,
  starts: [{ every: ({ standards }) => months(standards.proof) }, 'clue'],
}).steps({
  prove: {
    who: 'village',
    does: '认证',
    fills: ['proof'],
    needs: ['proof'],
    decides: ['continue'],
    called: { continue: '健在，继续发放' },
    makes: { continue: 'person.proven-alive' },
    within: months(1),
    lapses: { as: '未通过生存认证', makesKnown: 'person.not-proven-alive' },
  },
})

/** 账户、居住情况变更. */
export const change = procedure('高龄津贴信息变更', {
  changes: roster,
  must: entitled,
  starts: ['application'],
}).steps({
  apply: { who: 'applicant', asks: ['account', 'livesAlone'] },
  decide: { who: 'town', does: '核对变更', decides: ['continue'], within: workingDays(5) },
})

export const allowance = benefit('高龄津贴', {
  of: roster,
  paid: ({ standards }) => standards.paid,
  to: 'account',
  fund: 'elderly welfare',
  from: ({ standards }) => standards.first,
  fromAge: 80,
  backTo: ({ standards }) => standards.backTo,
  changes: {
    'person.died': 'stops',
    'person.moved-away': 'is handed over',
    'person.imprisoned': 'is suspended',
    'person.released': 'is resumed',
    'person.not-found': 'is suspended',
    'person.found-again': 'is resumed',
    'person.not-proven-alive': 'is suspended',
    'person.proven-alive': 'is resumed',
    'person.turned-age': 'is worked out again',
    'standard.raised': 'is worked out again',
  },
  apart: { 'retired-cadre-allowance': 'the higher one' },
}).amount(({ measured, standards, line }) => toTheFen(line('本年龄段标准', standards[measured.band], '当地标准')))

export const counted = figures(({ holding, entered, left, paid }) => ({
  享受高龄津贴人数: holding(roster),
  百岁老人人数: holding(roster, { where: { band: 'from100' } }),
  新增高龄津贴人数: entered(roster),
  退出高龄津贴人数: left(roster),
  高龄津贴累计支出: paid(allowance),
}))

function entitled({ person, on }: Of<typeof roster>) {
  return [
    must('年满八十周岁', person.ageOn(on) >= 80, '《老年人权益保障法》第三十三条'),
    must('本县户籍', person.isLocal, '当地规定'),
    must('健在', person.isAliveOn(on)),
  ]
}
