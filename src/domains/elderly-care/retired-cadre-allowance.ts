/** 离休干部高龄生活补贴: an allowance of the same kind that the county keeps by list; whoever has both is paid the higher one (rulebook 15). */
import { benefit, field, figures, register } from '#define'
import { asSum, toTheFen } from '#define/money'

export const roster = register('离休干部高龄生活补贴台账', {
  about: 'person',
  over: 'period',
  keptBy: 'county',
  fields: {
    account: field.bankCard(),
    monthly: field.headMonth('核定补贴'),
    document: field.text('核定文号'),
  },
})

export const allowance = benefit('离休干部高龄生活补贴', {
  of: roster,
  paid: 'every month',
  to: 'account',
  fund: 'elderly welfare',
  changes: { 'person.died': 'stops', 'person.moved-away': 'is handed over' },
}).amount(({ row, line }) => toTheFen(line('核定补贴', asSum(row.monthly))))

export const counted = figures(({ holding, paid }) => ({
  享受离休干部高龄生活补贴人数: holding(roster),
  离休干部高龄生活补贴累计支出: paid(allowance),
}))
