/** 救助投诉举报: what somebody says of a household in receipt; every one is visited, and only a finding has consequences. */
import { field, figures, procedure, register } from '#define'
import { workingDays } from '#define/time'

export const heard = register('救助投诉举报台账', {
  about: 'household',
  over: 'day',
  readBy: ['county', 'town'],
  fields: {
    channel: field.choice('来源', {
      petition: '信访',
      hotline: '12345',
      visit: '来访',
      notice: '公示异议',
      other: '其他',
    }),
    says: field.text('反映的问题'),
    informant: field.perhaps(field.text('反映人')),
    seen: field.text('核查情况'),
    finding: field.choice('核查结论', {
      deceived: '虚报、隐瞒、伪造',
      income: '收入变化未申报',
      property: '财产变化未申报',
      nothing: '不属实',
    }),
  },
})

export const complaint = procedure('救助投诉举报办理', {
  makes: heard,
  law: ['《社会救助暂行办法》第六十三条'],
  starts: ['application'],
  manyAtOnce: true,
  inAll: { within: workingDays(20) },
}).steps({
  apply: { who: 'town', does: '登记', fills: ['channel', 'says', 'informant'] },
  see: { who: 'county', does: '入户核查', people: 2, fills: ['seen', 'finding'], within: workingDays(10) },
  decide: {
    ...{ who: 'county', does: '作出结论', notBy: 'see', within: workingDays(5) },
    decides: ['found', 'not found'],
    makes: {
      found: ({ row }) =>
        row.finding === 'deceived'
          ? 'household.deceived'
          : row.finding === 'income'
            ? 'household.income-changed'
            : 'household.property-changed',
    },
  },
  tell: { who: 'town', does: '答复反映人', within: workingDays(3) },
})

export const counted = figures(({ begun, ended, inTime, share }) => ({
  救助投诉件数: begun(complaint),
  救助投诉办结件数: ended(complaint),
  救助投诉按时办结率: share(inTime(complaint), ended(complaint)),
}))
