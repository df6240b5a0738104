/** What a rule may ask of the past: a closed set, each answered for all rows at once and handed over as a column. */
import type { Money } from './money.ts'
import type { BusinessName } from './names.generated.ts'
import type { Month } from './time.ts'

export interface Question<T = unknown> {
  readonly asks: string
  readonly of: readonly BusinessName[]
  readonly during?: Lately
  readonly same?: string
  /** Of rows of a day: those whose day (in this field, else their own) lies within so many years up to the day in a field of what is asked about, else today. */
  readonly within?: {
    readonly years: number
    readonly day?: string
    readonly until?: string
    readonly where?: Readonly<Record<string, string>>
  }
  readonly value?: T
}
export type Questions = Readonly<Record<string, Question<any>>>
export type Answers<Q extends Questions> = { readonly [K in keyof Q]: Q[K] extends Question<infer T> ? T : never }
type Lately = 'this month' | 'this year' | 'last 12 months'

const question =
  <T>(asks: string) =>
  (of: BusinessName, during?: Lately, same?: string): Question<T> => ({ asks, of: [of], during, same })
/** How often granted; `same` narrows to rows that agree in that field: 同一事由. */
export const timesGranted = question<number>('times granted')
/** How many rows of a day there are within so many years, the anniversary included: 三年内两次. What was annulled was none. */
export const timesWithin = (of: BusinessName, within: NonNullable<Question['within']>): Question<number> => ({
  ...{ asks: 'times within', of: [of], within },
})
/** How many cases were opened about the same subject, however they ended. */
export const timesBegun = question<number>('times begun')
export const moneyReceived = question<Money<'time'>>('money received')
export const monthsIn = question<number>('months in')
export const holds = question<boolean>('holds on the day')
/** What the row is worth a month before this case changes it. */
export const worthNow = (of: BusinessName): Question<Money<'household month'>> => ({ asks: 'worth now', of: [of] })
/** How many live rows of others in this register agree with this one in these fields: nobody heads two associations. */
export const othersWith = (...fields: string[]): Question<number> => ({
  asks: 'others with',
  of: [],
  same: fields.join(),
})
/**
 * Of a statement: facts of the provider up to its month less what earlier statements have settled, in number and in money; what is disputed waits.
 * Less than nothing where more was annulled since than has come.
 */
export const rowsToSettle = question<number>('rows to settle')
export const moneyToSettle = question<Money<'time'>>('money to settle')
/** Of it, what is of months that were settled before: late rows, ended disputes, corrections. */
export const moneyOfEarlierMonths = question<Money<'time'>>('money of earlier months')
export const rowsDisputed = question<number>('rows disputed')
/** The last month already paid, of any of these; of every benefit when none is named. */
export const paidThrough = (...of: BusinessName[]): Question<Month | undefined> => ({ asks: 'paid through', of })
