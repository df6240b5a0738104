/** REGISTER 台账: what is kept. Every fact of the bureau is a field of exactly one register. */
import type { Clause } from './clauses.ts'
import type { Event } from './events.ts'
import type { Fields, Row } from './field.ts'
import { type Line, type Measured, type Measures, type MeasureWords, measureWords } from './measures.ts'
import type { Answers, Questions } from './past.ts'
import type { Post } from './posts.ts'
import type { About, Roles } from './subjects.ts'
import type { Day, Month, Span } from './time.ts'
import type { Warning } from './warnings.ts'
import type { Watch } from './watches.ts'

export interface Shape {
  about: About
  fields: Fields
  standards: Fields
  parts: Readonly<Record<string, AnyRegister>>
  past: Questions
  measured: Measures
}
export interface Told<
  A extends About,
  F extends Fields,
  S extends Fields,
  P extends Shape['parts'],
  Q extends Questions,
> {
  readonly law?: readonly string[]
  /** One subject, or roles: { child: 'person', adopter: 'person' }. */
  readonly about: A
  /** 'period': true from … until …; 'day': happened on a day; 'start': in force until the next start. */
  readonly over: 'period' | 'day' | 'start'
  readonly fields: F
  /** Rows below the row: the incomes of a household, the hazards of an inspection. */
  readonly parts?: P
  readonly standards?: Register<{ about: 'area'; fields: S; standards: {}; parts: {}; past: {}; measured: {} }>
  readonly past?: Q
  readonly unique?: readonly (keyof NoInfer<F> | 'subject' | 'day')[]
  /** Ages that count: the state of the month in which somebody reaches one is written ahead, so that no job can forget a birthday. */
  readonly ages?: readonly number[]
  /** Several live rows of one subject at a time: the hazards of one house. */
  readonly hasSeveral?: true
  /** Its rows are appointments: fields hour, seat, service, stands, number; the seats of each hour are standards named like it. */
  readonly isBooked?: true
  /** 有效期: a row ends by itself so long after its first day; the end is written with the beginning. */
  readonly holdsFor?: Span
  /** What it is counted in, where the subject does not say it: 个, 对, 具. */
  readonly countedIn?: string
  /** Facts of its subject that stand here while the row is in force: fact → its field, a measure, its first day, or that it is there. */
  readonly tells?: Readonly<
    Record<
      string,
      keyof NoInfer<F> | { readonly measured: string } | { readonly is: 'its first day' | 'its last day' | 'there' }
    >
  >
  /** A further row of the same subject ends the one that stands: a new rating, a new reason to be listed; what is counted from a first day begins anew. */
  readonly endsWithNext?: true
  /** Matters that end their subject: its live rows here end on the same day, and its open matters about them. */
  readonly endsWith?: readonly { readonly kind: 'procedure'; readonly title: string }[]
  /**
   * Another department's data, of which only the rows about people of the ledger are kept. A hit in it proves nothing; see `raises`.
   * `day`: what the file calls the day of a row. `every`: how often it is due.
   */
  readonly from?: { department: string; day: string; every: Span }
  /** Found in the ledger itself, once a day; a finding proves nothing; see `raises`. */
  readonly watches?: Watch
  /** Kept by hand or by import, where no procedure fills it. */
  readonly keptBy?: Post | readonly Post[]
  readonly readBy?: readonly Post[]
  /** Not in lists, not in the file of the person, for those only who handle it (民法典第一千一百一十条). */
  readonly isConfidential?: true
}
type FactsOf<T extends Shape> = Roles<T['about']> & {
  readonly row: Row<T['fields']>
  readonly parts: { readonly [K in keyof T['parts']]: readonly RowOf<T['parts'][K]>[] }
}
type Given<T extends Shape> = { readonly standards: Row<T['standards']>; readonly past: Answers<T['past']> }
type CaseOf<T extends Shape> = FactsOf<T> &
  Given<T> & {
    readonly on: Day
    /** 申请之日; where no case is asked about, the day itself. */
    readonly applied: Day
    readonly measured: Measured<T['measured']>
  }

/** Everything that a rule about a row of this register can see. */
export type Of<R> = 0 extends 1 & R ? any : R extends Register<infer T> ? CaseOf<T> : never
/** What an amount can see: columns and standards, nobody's file. So one rule serves a sheet, a letter and a million rows. */
export type Columns<R> =
  R extends Register<infer T>
    ? Given<T> & { row: Row<T['fields']>; measured: Measured<T['measured']>; month: Month; line: Line }
    : never
export type RowOf<R> = R extends Register<infer T> ? Row<T['fields']> : never
export type ColumnsOf<R> = R extends Register<infer T> ? Row<T['fields']> & Measured<T['measured']> : never
export type NameIn<R> = R extends Register<infer T> ? (keyof T['fields'] | keyof T['parts']) & string : never
export type PeopleIn<R> = R extends Register<infer T> ? keyof T['measured'] & string : never
export type ShapeOf<R> = R extends Register<infer T> ? T : never
export type AnyRegister = Register<any>

export class Register<T extends Shape> {
  readonly kind = 'register'
  constructor(
    readonly title: string,
    readonly told: Told<About, Fields, any, any, any>,
    readonly measures: T['measured'] = {} as T['measured'],
    readonly warnings: Readonly<Record<string, Warning<any>>> = {},
    readonly shape?: T,
    readonly admission?: (c: any) => readonly Clause[],
  ) {}
  /** Named quantities, worked out from the facts and kept as columns. */
  measured<M extends Measures>(
    say: (words: MeasureWords<FactsOf<T>, FactsOf<T> & Given<T> & { readonly on: Day }>) => M,
  ) {
    type R = Register<Omit<T, 'measured'> & { measured: M }>
    return new Register(
      this.title,
      this.told,
      say(measureWords),
      this.warnings,
      undefined,
      this.admission,
    ) as unknown as R
  }
  /** What is asked of a row that is entered by hand, by a file or by a machine, where no matter decides it. */
  admits(clauses: (c: CaseOf<T>) => readonly Clause[]) {
    return new Register<T>(this.title, this.told, this.measures, this.warnings, undefined, clauses)
  }
  raises(warnings: Readonly<Record<string, Warning<CaseOf<T>>>>) {
    return new Register<T>(this.title, this.told, this.measures, warnings, undefined, this.admission)
  }
}
export const register = <
  const A extends About,
  const F extends Fields,
  S extends Fields = {},
  P extends Shape['parts'] = {},
  Q extends Questions = {},
>(
  title: string,
  told: Told<A, F, S, P, Q>,
) =>
  new Register<{ about: A; fields: F; standards: S; parts: P; past: Q; measured: {} }>(
    title,
    told as Told<any, any, any, any, any>,
  )

/** 标准: a register about the area, in force from a day; each row with document number, author and checker. */
export const setByCounty = <const F extends Fields>(title: string, fields: F) =>
  register(title, { about: 'area', over: 'start', fields, keptBy: 'county' })
