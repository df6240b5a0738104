/** 低保条件: what the law asks of a household, named clause by clause (暂行办法第九条). */
import { mind, must } from '#define'
import { aMonth, forPeople, isWithin, type Money, percent } from '#define/money'
import { family, mayApplyAlone, withoutConsent } from './family.ts'
import * as means from './means.ts'
import type { Home } from './minimum-living.roster.ts'
import * as property from './property.ts'

/** Both tests, income and property; «低于» is strictly below, on totals, never divided. */
export function inNeed(c: Home) {
  return [
    ...(c.row.alone
      ? aloneInNeed(c)
      : [must('人均收入低于当地低保标准', isBelowStandard(c), '《社会救助暂行办法》第九条')]),
    ...property.propertyFits(c.parts.assets, c.measured.persons, perHead(c), c.standards),
    must('每名成年家庭成员已签署核对授权', allConsent(c), '《社会救助暂行办法》第五十八条'),
    must('核对报告在有效期内', !c.row.reportUntil || c.on <= c.row.reportUntil, '民发〔2021〕57号'),
    mind('核对提示已逐条核实说明', property.areExplained(c.parts.findings), '民发〔2021〕57号'),
    mind('不是近亲属备案、投诉件（是的，县级先入户）', !isSensitive(c), '民发〔2021〕57号'),
  ]
}
const isBelowStandard = (c: Home) => aMonth(c.measured.income) < forPeople(perHead(c), c.measured.persons)
const allConsent = (c: Home) => withoutConsent(c.household, c.parts.consents, c.on).length === 0
export function isSensitive(c: Home) {
  return c.row.hasOfficial || c.past.complained > 0
}
export function isProposed(c: Home) {
  return c.row.proposal !== 'refuse'
}
/** 单人保: one member of a near-poor family, counted as a household of one (民发〔2021〕57号). */
function aloneInNeed(c: Home) {
  const member = c.household.member(c.row.applicant)
  return [
    must('家庭收入低于低保边缘标准', isNearPoor(c), '民发〔2021〕57号'),
    must('本人属重残、重病等单独申请情形', mayApplyAlone(member), '民发〔2021〕57号'),
    must('本人收入低于当地低保标准', isBelowStandard(c), '民发〔2021〕57号'),
  ]
}
/** 低保边缘: the whole family counts, also where one member alone is covered. */
function isNearPoor(c: Home) {
  const all = family(c.household, c.on)
  const limit = percent(forPeople(perHead(c), all.length), c.standards.nearPoor)
  const income = aMonth<'household'>(means.yearly(c, all, () => perHead(c), means.quietly))
  return isWithin(income, limit, c.standards.nearPoorBy)
}
/** Urban by the month, rural by the year. */
export function perHead(c: {
  row: { area: 'urban' | 'rural' }
  standards: { urban: Money<'head month'>; rural: Money<'head year'> }
}): Money<'head month'> {
  return c.row.area === 'urban' ? c.standards.urban : aMonth(c.standards.rural)
}
