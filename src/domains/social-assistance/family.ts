/** 共同生活的家庭成员: who is counted, who may apply alone, who is in more need. */
import type { Household, Person } from '#define'
import type { Day } from '#define/time'

/** 共同生活的家庭成员, without those dead, in prison or compulsory rehabilitation (民发〔2021〕57号). */
export const family = (household: Household, on: Day) =>
  household.members.filter(m => m.isAliveOn(on) && !m.facts.isImprisoned)

/** 保障人口: the family; in 单人保 the applicant alone. */
export const covered = (c: { household: Household; row: { alone: boolean; applicant: string }; on: Day }) =>
  family(c.household, c.on).filter(m => !c.row.alone || m.id === c.row.applicant)

/** 单独申请 (民发〔2021〕57号): 重残, 三级智力精神, 重病, 宗教教职. */
export const mayApplyAlone = (m: Person | undefined) =>
  !!m && (m.isSeverelyDisabled || m.isThirdGradeOfMind || m.isSeriouslyIll || !!m.facts.isCleric)

/** 分类施保 (暂行办法第十二条第二款): each person once, however many of the reasons apply. */
export const inMoreNeed = (people: readonly Person[], on: Day, elderlyFrom: number) =>
  people.filter(m => m.ageOn(on) >= elderlyFrom || !m.isAdultOn(on) || m.isSeverelyDisabled || m.isSeriouslyIll)

/** 每名成年家庭成员书面授权 (暂行办法第五十八条): those who have not signed. */
export const withoutConsent = (household: Household, consents: readonly { member: string }[], on: Day) =>
  family(household, on).filter(m => m.isAdultOn(on) && !consents.some(s => s.member === m.id))
