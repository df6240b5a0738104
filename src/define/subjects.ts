/** Whom a row is about, and what a rule may ask of them. The engine hands them over as of the day asked about. */
import { type Day, fullYears, lastDay, monthOf } from './time.ts'

export interface PersonFacts {
  readonly id?: string
  readonly born: Day
  readonly sex?: '男' | '女'
  readonly isLocal?: boolean
  readonly died?: Day
  readonly isImprisoned?: boolean
  readonly disability?: {
    readonly kind: '视力' | '听力' | '言语' | '肢体' | '智力' | '精神'
    readonly grade: 1 | 2 | 3 | 4
  }
  readonly isSeriouslyIll?: boolean
  readonly isCleric?: boolean
  readonly isStudent?: boolean
  /** 三次无正当理由拒绝就业 (暂行办法第四十五条). */
  readonly hasRefusedWork?: boolean
  readonly labour?: 'able' | 'partly' | 'unable' | 'none'
  readonly hasCapacity?: boolean
  readonly isMarried?: boolean
  /** Person's number → what they are to this one (民法典第一千零四十五条), as declared or known. */
  readonly relatives?: Readonly<Record<string, string>>
  readonly children?: number
}
export class Person {
  constructor(readonly facts: PersonFacts) {}
  get id() {
    return this.facts.id ?? ''
  }
  get isLocal() {
    return this.facts.isLocal ?? true
  }
  get hasCapacity() {
    return this.facts.hasCapacity ?? true
  }
  get sex() {
    return this.facts.sex
  }
  /** As the ledger knows; who has not been asked is not taken to be. */
  get isMarried() {
    return this.facts.isMarried ?? false
  }
  /** By blood, as far as is known: whoever is a relative and not the spouse. */
  isBloodKinOf(other: Person) {
    const relation = this.facts.relatives?.[other.id] ?? other.facts.relatives?.[this.id]
    return relation !== undefined && relation !== '配偶'
  }
  get isSeriouslyIll() {
    return this.facts.isSeriouslyIll ?? false
  }
  /** 有劳动能力且在劳动年龄内: sixteen to fifty-nine, not at school, able in whole (民发〔2021〕57号). */
  isAbleToWorkOn(on: Day) {
    const age = this.ageOn(on)
    return (
      age >= 16 &&
      age < 60 &&
      !this.facts.isStudent &&
      (this.facts.labour ?? 'able') === 'able' &&
      !this.isSeverelyDisabled &&
      !this.isSeriouslyIll
    )
  }
  isAdultOn(on: Day) {
    return this.ageOn(on) >= 18
  }
  ageOn(on: Day) {
    return fullYears(this.facts.born, on)
  }
  /** Full years on the last day of the month: whoever has a birthday in a month is so old in all of it. */
  ageInMonthOf(on: Day) {
    return this.ageOn(lastDay(monthOf(on)))
  }
  isAliveOn(on: Day) {
    return !this.facts.died || this.facts.died > on
  }
  /** 重度残疾: grade one or two. */
  get isSeverelyDisabled() {
    return (this.facts.disability?.grade ?? 9) <= 2
  }
  /** 三级智力、三级精神残疾. */
  get isThirdGradeOfMind() {
    const d = this.facts.disability
    return d?.grade === 3 && (d.kind === '智力' || d.kind === '精神')
  }
}
/** 共同生活的家庭成员: not the page of the 户口簿. */
export class Household {
  constructor(readonly members: readonly Person[]) {}
  member(id: string) {
    return this.members.find(m => m.id === id)
  }
}
export interface OrganisationFacts {
  readonly id?: string
  /** 成立登记之日; nothing before it is registered. */
  readonly registered?: Day
  readonly form?: 'association' | 'service' | 'foundation'
  /** 评估等级 in force: 1A to 5A; 0 where there is none. */
  readonly rating?: number
  readonly ratingUntil?: Day
  /** 业务主管单位; some register directly. */
  readonly hasSponsor?: boolean
  readonly isAbnormal?: boolean
  /** The first day of its grade. */
  readonly ratedSince?: Day
  /** The day on which it was listed, for the last reason. */
  readonly abnormalSince?: Day
  readonly isSeriouslyListed?: boolean
  /** 登记证书有效期止. */
  readonly certificateUntil?: Day
  /** 本届负责人任期届满日. */
  readonly termUntil?: Day
  /** 最近一次年检结论. */
  readonly lastConclusion?: 'pass' | 'nearly' | 'fail'
  /** 最近一次年检的报告年度. */
  readonly lastReported?: number
  /** 连续两个报告年度不合格. */
  readonly failedTwice?: boolean
}
/** What it is stands in registers that tell of it (`tells`), each from a day on. */
export class Organisation {
  constructor(readonly facts: OrganisationFacts) {}
  get id() {
    return this.facts.id ?? ''
  }
  get form() {
    return this.facts.form
  }
  get rating() {
    return this.facts.rating ?? 0
  }
  get hasSponsor() {
    return this.facts.hasSponsor ?? false
  }
  get isAbnormal() {
    return this.facts.isAbnormal ?? false
  }
  get isSeriouslyListed() {
    return this.facts.isSeriouslyListed ?? false
  }
  wasRegisteredBy(day: Day) {
    return !!this.facts.registered && this.facts.registered <= day
  }
}
export interface Place {
  readonly name: string
  readonly [fact: string]: unknown
}
export interface Area {
  readonly level: 'county' | 'town' | 'village'
}
export interface Subjects {
  person: Person
  household: Household
  organisation: Organisation
  place: Place
  area: Area
}
export type Subject = keyof Subjects
/** What a party is called in a matter that has several, or whose one subject has a part to play; a new one is a new line here. */
export const roleTitles = {
  husband: '男方',
  wife: '女方',
  deceased: '逝者',
  holder: '当事人',
  child: '被收养人',
  adopter: '收养人',
  giver: '送养人',
} as const
/** 'household', or roles: { husband: 'person', wife: 'person' }. */
export type About = Subject | { readonly [R in keyof typeof roleTitles]?: Subject }
export type Roles<A> = A extends Subject
  ? { readonly [k in A]: Subjects[k] }
  : { readonly [k in keyof A]: A[k] extends Subject ? Subjects[A[k]] : never }
export type RoleName<A> = A extends Subject ? A : keyof A & string
