/** 惠民殡葬结算: what the funeral home has deducted in a month is paid to it, once its statement has been agreed; each deduction is settled once. */
import { benefit, field, must, past, procedure, register } from '#define'
import { isNothing, minus, nothing, theLess, toTheFen } from '#define/money'
import { monthAfter, monthOf, workingDays } from '#define/time'
import { homes } from './funeral-relief.homes.ts'
import { granted } from './funeral-relief.ts'

export const statements = register('惠民殡葬结算单', {
  about: 'place',
  over: 'day',
  countedIn: '份',
  unique: ['subject', 'month'],
  past: {
    count: past.rowsToSettle('funeral-relief'),
    money: past.moneyToSettle('funeral-relief'),
    earlier: past.moneyOfEarlierMonths('funeral-relief'),
  },
  fields: {
    month: field.month('结算月份'),
    confirmed: field.yesNo('殡仪馆确认'),
  },
}).measured(({ onTheDay }) => ({
  count: onTheDay.count('应结具数', ({ past }) => past.count),
  money: onTheDay.money('应结金额', ({ past, line }) => {
    line('其中以前月份补记、更正', past.earlier)
    return line('应结金额（各具减免之和）', past.money)
  }),
  carried: onTheDay.money('结转下月抵扣', ({ past, line }) =>
    line('不足抵扣、结转下月', minus(nothing<'time'>(), theLess(past.money, nothing<'time'>()))),
  ),
}))

export const settlement = procedure('惠民殡葬月度结算', {
  makes: statements,
  starts: [{ monthly: 1, among: homes }],
  brings: { month: ({ on }) => monthAfter(monthOf(on), -1) },
  must: ({ row, past }) => [
    must('殡仪馆已确认具数和金额', row.confirmed),
    must('有尚未结算的减免，或有应抵扣的更正', past.count !== 0 || !isNothing(past.money)),
  ],
}).steps({
  confirm: { who: 'facility', does: '确认减免明细', fills: ['confirmed'], within: workingDays(3) },
  decide: { who: 'county', does: '审核同意支付', notBy: 'confirm', within: workingDays(5) },
})

export const relief = benefit('惠民殡葬补贴（与殡仪馆结算）', {
  of: granted,
  paid: 'every month',
  to: { provider: 'home', after: settlement },
  fund: 'funeral relief',
}).amount(({ measured, line }) =>
  toTheFen(measured.way === 'bill' ? line('从火化费用中减免', measured.relief) : nothing<'time'>()),
)
