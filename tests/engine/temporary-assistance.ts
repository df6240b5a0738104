/** 临时救助 as a definition of a test: what a town decides by itself within a ceiling, from a fund of its own, by what somebody has had before. */
import { benefit, field, local, mind, must, past, procedure, register, setByCounty } from '#define'
import { forMonths, forPeople, shown, toTheFen } from '#define/money'
import type { Of } from '#define/register'
import { workingDays } from '#define/time'

const standards = setByCounty('临时救助标准', {
  monthly: local.yuanPerMonth('计算基数', '700'),
  townCeiling: local.yuanEach('乡镇审批限额', '2000'),
  most: local.yuanEach('一年内已领低保金的上限', '100000'),
})
export const grants = register('临时救助台账', {
  ...{ about: 'household', over: 'day', standards },
  past: {
    received: past.moneyReceived('minimum-living', 'last 12 months'),
    receivedThisMonth: past.moneyReceived('minimum-living', 'this month'),
    months: past.monthsIn('minimum-living', 'last 12 months'),
    paidThrough: past.paidThrough('minimum-living'),
    anyPaidThrough: past.paidThrough(),
  },
  fields: { account: field.bankCard(), months: field.count('救助月数') },
})
type Grant = Of<typeof grants>
const need = ({ row, standards: s }: Pick<Grant, 'row' | 'standards'>) => forMonths(forPeople(s.monthly, 1), row.months)

export const application = procedure('临时救助申请', {
  ...{ makes: grants, starts: ['application'] },
  must: ({ past: p, standards: s }) => [
    must('一年内已领低保金不超过上限', !(p.received > s.most)),
    mind(`近十二个月在册${p.months}个月，已领${shown(p.received)}元，其中本月${shown(p.receivedThisMonth)}元`, true),
    mind(`低保金已发到${p.paidThrough ?? '（没有）'}，各项待遇已发到${p.anyPaidThrough ?? '（没有）'}`, true),
  ],
}).steps({
  apply: { who: 'applicant', asks: ['account', 'months'] },
  visit: { who: 'town', within: workingDays(5) },
  decide: { who: 'county', orTown: c => need(c) <= c.standards.townCeiling, notBy: 'visit', within: workingDays(5) },
})
export const money = benefit('临时救助金', {
  ...{ of: grants, paid: 'once', to: 'account', fund: { town: 'town reserve', county: 'relief' } },
}).amount(({ line, row, standards: s }) => toTheFen(line('月标准 × 月数', need({ row, standards: s }))))
