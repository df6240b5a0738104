/** FIGURE 指标: what is counted. The filter is data (a column equals a value), so the sum and its drill-down are one predicate. */
import type { Benefit } from './benefit.ts'
import type { Procedure } from './procedure.ts'
import type { AnyRegister, ColumnsOf, ShapeOf } from './register.ts'
import type { Outcome } from './steps.ts'

export interface Figure {
  readonly counts: string
  readonly of?: object
  readonly unit?: string
  readonly with?: With<any>
  readonly outcome?: Outcome
  readonly over?: Figure
  /** Of a share or an average, as it is reported; two where nothing is said. */
  readonly decimals?: number
  /** What it means, in a sentence: printed under every table that shows it. */
  readonly means?: string
}
type People<R> = { [K in keyof ShapeOf<R>['measured'] & string]: K }[keyof ShapeOf<R>['measured'] & string]
export interface With<R> {
  readonly where?: { readonly [K in keyof ColumnsOf<R>]?: ColumnsOf<R>[K] | readonly ColumnsOf<R>[K][] }
  /** Count these people, each by their own period. */
  readonly people?: People<R>
  /** Count subjects, each once, however many rows. */
  readonly distinct?: true
  readonly sum?: keyof ColumnsOf<R> & string
}
type Rows = <R extends AnyRegister>(of: R, how?: With<NoInfer<R>>) => Figure
type Cases = <R extends AnyRegister, K extends string>(of: Procedure<R, K>, outcome?: Outcome) => Figure
const rows =
  (counts: string): Rows =>
  (of, how) => ({ counts, of, with: how })
const cases =
  (counts: string): Cases =>
  (of, outcome) => ({ counts, of, outcome })

export const figureWords = {
  /** 存量, on the last day of the period. */
  holding: rows('holding'),
  /** 流量, within the period. */
  entered: rows('entered'),
  left: rows('left'),
  during: rows('during'),
  begun: cases('begun'),
  /** 受理: on the day on which the step `accept` was done, and not refused. */
  accepted: cases('accepted'),
  ended: cases('ended'),
  inTime: cases('in time'),
  /** Under way on the last day of the period. */
  open: cases('open'),
  withdrawn: cases('withdrawn'),
  lapsed: cases('lapsed'),
  /** Those for whom a yearly case was due. */
  expected: cases('expected'),
  paid: <R extends AnyRegister>(of: Benefit<R>, how?: With<NoInfer<R>>): Figure => ({
    counts: 'paid',
    of,
    unit: '万元',
    with: how,
  }),
  share: (part: Figure, whole: Figure, how: { readonly decimals?: number } = {}): Figure => ({
    ...part,
    unit: '%',
    over: whole,
    ...how,
  }),
  average: (sum: Figure, number: Figure): Figure => ({ ...sum, unit: '元', over: number }),
  /** A denominator that another authority publishes: entered by hand, with its source. */
  base: (what: '户籍人口' | '六十岁以上户籍人口' | '死亡人数' | '火化区死亡人数'): Figure => ({
    counts: what,
    unit: '人',
  }),
}
export class Figures<N extends string = string> {
  readonly kind = 'figures'
  constructor(readonly all: Readonly<Record<N, Figure>>) {}
}
/** The name of a figure is its id: whoever needs it writes it, and the compiler knows it. */
export const figures = <N extends string>(say: (words: typeof figureWords) => Readonly<Record<N, Figure>>) =>
  new Figures(say(figureWords))
