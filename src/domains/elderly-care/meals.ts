/** 老年助餐: who ate where and when, by the hundred thousand; at the month's end each meal point is paid for its meals (rulebook 4.7). */
import { benefit, field, figures, local, mind, must, past, procedure, register, setByCounty } from '#define'
import { isNothing, minus, nothing, theLess, toTheFen } from '#define/money'
import { monthAfter, monthOf, workingDays } from '#define/time'

export const standards = setByCounty('老年助餐补贴标准', {
  hardship: local.yuanEach('低保、特困老年人每餐', '5'),
  from80: local.yuanEach('80周岁以上每餐', '3'),
  from60: local.yuanEach('60–79周岁每餐', '2'),
})

export const points = register('助餐点台账', {
  about: 'place',
  over: 'period',
  countedIn: '个',
  keptBy: 'county',
  readBy: ['county', 'town', 'provider', 'bureau-head', 'finance', 'auditor'],
  fields: {
    operator: field.text('运营单位（收款户名）'),
    account: field.bankCard('结算账户'),
    seats: field.count('座位数'),
    foodLicence: field.text('食品经营许可证号'),
  },
})

/** One person, one sitting, one subsidy, wherever it was eaten. */
export const meals = register('助餐明细', {
  about: 'person',
  over: 'day',
  standards,
  countedIn: '人次',
  unique: ['subject', 'day', 'sitting'],
  keptBy: ['town', 'provider'],
  past: { isPoor: past.holds('minimum-living'), isDestitute: past.holds('destitute-support') },
  fields: {
    point: field.oneOf(points, '助餐点'),
    sitting: field.choice('餐次', { breakfast: '早餐', lunch: '午餐', dinner: '晚餐' }),
    price: field.sum('餐费'),
  },
})
  .measured(({ onTheDay }) => ({
    tier: onTheDay.which(
      '补贴档次',
      { hardship: '低保、特困', from80: '80周岁以上', from60: '60–79周岁' },
      ({ person, on, past }) =>
        past.isPoor || past.isDestitute ? 'hardship' : person.ageOn(on) >= 80 ? 'from80' : 'from60',
    ),
  }))
  .admits(({ person, on }) => [
    must('用餐当日年满六十周岁', person.ageOn(on) >= 60, '当地助餐服务办法'),
    must('本县户籍', person.isLocal, '当地助餐服务办法'),
  ])
  .raises({
    afterDeath: {
      title: '死亡后仍有用餐记录',
      finds: '错保',
      level: '红',
      goesTo: 'town',
      within: workingDays(3),
      when: ({ person, on }) => !person.isAliveOn(on),
      found: { 他人冒用: 'nothing', 死亡信息有误: 'nothing' },
    },
  })

/** 争议: a meal about which a matter is open is not settled until it is decided; one that was none is annulled. */
export const dispute = procedure('助餐记录争议核实', {
  changes: meals,
  manyAtOnce: true,
  starts: ['discovery', 'clue'],
}).steps({
  see: { who: 'town', does: '核对刷卡和签字记录', within: workingDays(3) },
  decide: { who: 'county', does: '认定', notBy: 'see', decides: ['not found', 'annul'], within: workingDays(5) },
})

export const statements = register('助餐结算单', {
  about: 'place',
  over: 'day',
  countedIn: '份',
  unique: ['subject', 'month'],
  past: {
    meals: past.rowsToSettle('meals'),
    money: past.moneyToSettle('meals'),
    earlier: past.moneyOfEarlierMonths('meals'),
    disputed: past.rowsDisputed('meals'),
  },
  fields: {
    month: field.month('结算月份'),
    confirmed: field.yesNo('运营单位确认'),
  },
}).measured(({ onTheDay }) => ({
  meals: onTheDay.count('应结餐数', ({ past }) => past.meals),
  disputed: onTheDay.count('争议未清、暂不结算', ({ past }) => past.disputed),
  money: onTheDay.money('应结金额', ({ row, past, line }) => {
    line('结算月份', row.month)
    line('应结餐数', `${past.meals} 餐`)
    line('争议未清、暂不结算', `${past.disputed} 餐`)
    line('其中以前月份补记、更正', past.earlier)
    return line('应结金额（各餐补贴之和）', past.money)
  }),
  carried: onTheDay.money('结转下月抵扣', ({ past, line }) =>
    line('不足抵扣、结转下月', minus(nothing<'time'>(), theLess(past.money, nothing<'time'>()))),
  ),
}))

/** 月度结算: the point confirms, the town checks, the county agrees; what is in dispute waits, and what comes to less than nothing is set off next month. */
export const settlement = procedure('助餐月度结算', {
  makes: statements,
  starts: [{ monthly: 1, among: points }],
  brings: { month: ({ on }) => monthAfter(monthOf(on), -1) },
  must: ({ row, past }) => [
    must('运营单位已确认', row.confirmed),
    must('有应结的用餐，或有应抵扣的更正', past.meals !== 0 || !isNothing(past.money)),
    mind('没有争议未清的用餐', past.disputed === 0),
  ],
}).steps({
  confirm: { who: 'provider', does: '确认用餐数和金额', fills: ['confirmed'], within: workingDays(3) },
  check: { who: 'town', does: '抽查核对', notBy: 'confirm', within: workingDays(5) },
  decide: {
    ...{ who: 'county', does: '同意支付', notBy: 'check', within: workingDays(5) },
    ...{ decides: ['grant', 'refuse'], called: { grant: '同意支付', refuse: '不予支付' } },
  },
})

/** A meal at a time; a point is paid the sum of its meals. */
export const subsidy = benefit('助餐补贴', {
  of: meals,
  paid: 'every month',
  to: { provider: 'point', after: settlement },
  fund: 'elderly welfare',
}).amount(({ row, measured, standards, line }) =>
  toTheFen(line('本餐补贴，不超过餐费', theLess(standards[measured.tier], row.price))),
)

export const counted = figures(({ holding, during, paid }) => ({
  老年人助餐补贴人次: during(meals),
  老年人助餐人数: during(meals, { distinct: true }),
  低保特困老年人助餐人次: during(meals, { where: { tier: 'hardship' } }),
  老年人助餐补贴金额: paid(subsidy),
  运营中的助餐点: holding(points),
  助餐点座位数: holding(points, { sum: 'seats' }),
}))
