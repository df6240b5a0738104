/** BENEFIT 待遇: the money that a live row is worth, to a person each month or once, or to a provider as a settlement. */
import type { Consequence, Event, Relation } from './events.ts'
import type { Fen } from './money.ts'
import type { BusinessName } from './names.generated.ts'
import type { AnyProcedure } from './procedure.ts'
import type { AnyRegister, Columns, NameIn, PeopleIn } from './register.ts'

export const firstMonths = {
  'month of decision': '决定当月',
  'month after decision': '决定次月',
  'month of application': '申请当月',
  'month of birthday': '生日当月',
  'month after birthday': '生日次月',
} as const
export type FirstMonth = keyof typeof firstMonths
export type Fund = 'relief' | 'town reserve' | 'elderly welfare' | 'funeral relief' | 'child welfare'

/** 发放周期: a county may pay a monthly worth in the last month of a quarter or of half a year. */
export const rhythms = { month: '按月', quarter: '按季', 'half-year': '按半年' } as const
export type Rhythm = keyof typeof rhythms
/** What a benefit may ask before there is a row: what the county has decided. */
type Decided<R> = { readonly standards: Columns<R>['standards'] }

/** To the provider in a field, once the statement of the month has been agreed; a row about which a matter is open waits for it. */
interface Settled<R extends AnyRegister> {
  readonly provider: NameIn<R>
  readonly after: AnyProcedure
}
export interface Worth<R extends AnyRegister> {
  readonly law?: readonly string[]
  readonly of: R
  /** The people measure whom it covers: nobody is covered twice by benefits that are never together. */
  readonly covers?: PeopleIn<NoInfer<R>>
  /** Of a register over days each row is a sum of its own, paid once. */
  readonly paid: 'every month' | 'every quarter' | 'once' | ((c: Decided<NoInfer<R>>) => Rhythm)
  /** The field with the account; or the provider, once the settlement has been agreed. */
  readonly to: NameIn<NoInfer<R>> | Settled<NoInfer<R>>
  /** One fund, or by who decided. */
  readonly fund: Fund | { readonly town: Fund; readonly county: Fund }
  readonly from?: FirstMonth | ((c: Columns<NoInfer<R>>) => FirstMonth)
  /** The age whose birthday the first month is counted from. */
  readonly fromAge?: number
  /** Applied for later: so many months before that of the application are paid at most; without it, all of them. */
  readonly backTo?: (c: Columns<NoInfer<R>>) => number
  readonly changes?: Partial<Record<Event, Consequence>>
  readonly apart?: Partial<Record<BusinessName, Relation>>
}
export class Benefit<R extends AnyRegister> {
  readonly kind = 'benefit'
  constructor(
    readonly title: string,
    readonly worth: Worth<R>,
    readonly amount: (c: Columns<R>) => Fen,
  ) {}
}
/** Two calls: what it is, then how much. */
export const benefit = <R extends AnyRegister>(title: string, worth: Worth<R>) => ({
  amount: (rule: (c: Columns<R>) => Fen) => new Benefit<R>(title, worth, rule),
})
