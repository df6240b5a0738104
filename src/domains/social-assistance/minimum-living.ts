/** 最低生活保障: a household below the local standard is paid the gap, every month, for as long as the gap is there. */
import { benefit, type Columns, procedure } from '#define'
import { aMonth, atLeastZero, forPeople, minus, ofOne, oneOfSo, percent, plus, times } from '#define/money'
import { days, workingDays } from '#define/time'
import { inNeed, isProposed, isSensitive, perHead } from './minimum-living.need.ts'
import { roster } from './minimum-living.roster.ts'

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
  match: { who: 'county', fills: ['report', 'reportUntil', 'findings'], within: workingDays(3), since: 'accept' },
  visit: {
    ...{ who: 'town', people: 2, within: workingDays(10), since: 'accept' },
    fills: ['visited', 'situation', 'appraisal', 'hasOfficial', 'incomes', 'obligors', 'assets', 'findings'],
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
    'person.marriage-annulled': 'is looked at again',
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
  const seen = { row, measured, standards, line }
  const basic =
    row.alone && standards.aloneBy !== 'gap'
      ? alonePaid(seen)
      : standards.paidBy === 'graded'
        ? graded(seen)
        : gap(seen)
  const cut = times(oneOfSo(basic, measured.persons), measured.refusedWork)
  const left = minus(basic, line('减：三次拒绝就业者本人份额', cut, '《社会救助暂行办法》第四十五条'))
  const care = line('加：分类施保', forPeople(standards.care, measured.moreNeed), '《社会救助暂行办法》第十二条第二款')
  return standards.rounding(plus(left, care))
})

type Seen = Pick<Columns<typeof roster>, 'row' | 'measured' | 'standards' | 'line'>
/** 补差: on totals, rounded once (rulebook 21, example 3). */
function gap({ row, measured, standards, line }: Seen) {
  const law = '《社会救助暂行办法》第十二条'
  const due = line('按标准应保障', forPeople(perHead({ row, standards }), measured.persons), law)
  return line('减去家庭月收入后的差额', atLeastZero(minus(due, aMonth(measured.income))), law)
}
/** 分档: by the class of management. */
function graded({ row, measured, standards, line }: Seen) {
  return line('分档保障金', forPeople(standards[`grade${row.class}`], measured.persons), '民发〔2021〕57号')
}
/** 单人保: a fixed sum or a share of the standard, where the county pays so. */
function alonePaid({ row, standards, line }: Seen) {
  if (standards.aloneBy === 'fixed') return line('单人保定额', ofOne(standards.aloneFixed), '民发〔2021〕57号')
  return line(
    '单人保：标准的比例',
    ofOne(percent(perHead({ row, standards }), standards.aloneShare)),
    '民发〔2021〕57号',
  )
}
