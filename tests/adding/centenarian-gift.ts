/** 百岁老人慰问金: a whole business in one file, as docs/adding.md tells; the test beside it lives through all that follows. */
import { benefit, field, figures, local, must, procedure, register, setByCounty } from '#define'
import { toTheFen } from '#define/money'
import { workingDays } from '#define/time'

export const standards = setByCounty('百岁慰问金标准', { monthly: local.yuanPerMonth('每月慰问金', '500') })

export const roster = register('百岁老人慰问金台账', {
  about: 'person',
  over: 'period',
  standards,
  keptBy: 'county',
  law: ['《老年人权益保障法》第三十三条'],
  fields: {
    certificate: field.serial('慰问证号', 'B{area}{year}{n4}'),
    account: field.bankCard(),
    livesWith: field.choice('居住情况', { family: '与家人同住', alone: '独居', home: '在养老机构' }),
  },
})

export const application = procedure('百岁老人慰问金申请', {
  makes: roster,
  starts: ['application', 'discovery'],
  must: ({ person, on }) => [
    must('年满一百周岁', person.ageOn(on) >= 100, '《老年人权益保障法》第三十三条'),
    must('本县户籍', person.isLocal),
  ],
  inAll: { within: workingDays(10) },
}).steps({
  apply: { who: 'applicant', asks: ['account', 'livesWith'] },
  review: { who: 'town', within: workingDays(5) },
  decide: { who: 'county', notBy: 'review', within: workingDays(5) },
})

export const gift = benefit('百岁老人慰问金', {
  of: roster,
  paid: 'every month',
  to: 'account',
  fund: 'elderly welfare',
  from: 'month of application',
  changes: { 'person.died': 'stops', 'standard.raised': 'is worked out again' },
}).amount(({ standards, line }) => toTheFen(line('每月慰问金', standards.monthly)))

export const counted = figures(({ holding, entered, paid }) => ({
  享受百岁慰问金人数: holding(roster),
  新增百岁慰问金人数: entered(roster),
  百岁慰问金累计支出: paid(gift),
}))
