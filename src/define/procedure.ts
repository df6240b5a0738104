/** PROCEDURE 事项: what runs. Who fills which field of a register, in what order, by when, and what then follows. */

import type { Clause } from './clauses.ts'
import type { Sentence } from './document.ts'
import type { Event } from './events.ts'
import type { Form } from './form.ts'
import type { Post } from './posts.ts'
import type { AnyRegister, NameIn, Of, ShapeOf } from './register.ts'
import type { Retention } from './retention.ts'
import type { Outcome, Step, Steps } from './steps.ts'
import type { RoleName } from './subjects.ts'
import type { Day, Span, YearDay } from './time.ts'

/** What sets it going. */
export type Start<R extends AnyRegister> =
  | 'application'
  | 'discovery'
  | 'clue'
  | { readonly event: Event }
  | { readonly event: 'person.turned-age'; readonly age: number } // found in the household register, without being asked
  | { readonly enters: AnyRegister; readonly when?: (start: Began) => boolean } // each new row of that register, in the same act
  | { readonly raised: AnyRegister } // each row of it at which one of its rules wants somebody to look
  | { readonly lapsed: AnyProcedure } // each case of another that ran out
  | { readonly stopped: AnyProcedure } // each row that another has stopped
  | { readonly every: Span | ((c: Of<R>) => Span); readonly among?: AnyRegister; readonly due?: (c: any) => boolean } // since the last time
  | { readonly monthly: number; readonly among: AnyRegister } // from this day of each month on, about the month before
  | Yearly
  | RunsOut<NameIn<R>>
  | { readonly runsOut: NameIn<R>; readonly notice: Span; readonly remind?: readonly Span[] } // so long before the day in a field
  | { readonly sampled: AnyProcedure; readonly by: Post; readonly share: (c: Of<R>) => number } // drawn from what others decided
  | { readonly draw: AnyRegister; share: (c: Of<R>) => number; among: 'inspectors'; each: number }

/** One case a year for every live row of `among` (else of its own register) for which `due` holds; told of again so long before it must be done. */
export interface Yearly {
  readonly yearly: YearDay
  readonly among?: AnyRegister
  readonly due?: (c: any) => boolean
  readonly remind?: readonly Span[]
}
/** One case for each live row whose day in this field comes within the notice: a certificate that runs out. */
export interface RunsOut<N> {
  readonly runsOut: N
  readonly notice: Span
  readonly remind?: readonly Span[]
}
/** What a start knows: its day, and the row that entered, lapsed or fell due. */
export interface Began {
  readonly on: Day
  readonly row: Readonly<Record<string, any>>
  /** Of a raised row: the rule, and what the row says in words. */
  readonly warning?: string
  readonly said?: string
}

type Role<R> = RoleName<ShapeOf<R>['about']>
type Known<R> = Role<R> | readonly Role<R>[] | { readonly of: Role<R>; readonly on: NameIn<R> }
export interface Head<R extends AnyRegister> {
  readonly law?: readonly string[]
  readonly starts: readonly Start<NoInfer<R>>[]
  /** Several may run at once about one subject, as complaints do; else a second one is refused while the first is open. */
  readonly manyAtOnce?: true
  /** Fields that the start fills, because it knows them: `{ year: ({ on }) => yearOf(on) - 1 }`. */
  readonly brings?: { readonly [k in NameIn<NoInfer<R>>]?: (start: Began) => unknown }
  /** Of a choice, the options that there are in this case as it stood before the step; else all of them. */
  readonly choices?: { readonly [k in NameIn<NoInfer<R>>]?: (c: Of<NoInfer<R>>) => readonly string[] }
  /** Told to the officer from the first day, checked at each step that decides. */
  readonly must?: (c: Of<NoInfer<R>>) => readonly Clause[]
  /** What each other outcome asks instead: 渐退 has limits of its own. An outcome not named here asks nothing (a stop). */
  readonly mustTo?: Partial<Record<Outcome, (c: Of<NoInfer<R>>) => readonly Clause[]>>
  /** The field with the place to which its good end moves the subject and the row. */
  readonly moves?: NameIn<NoInfer<R>>
  /** The field with the month from which it holds, instead of the next: a correction reaches back. */
  readonly from?: NameIn<NoInfer<R>>
  /** All steps together, counted from the first one of an official. */
  readonly inAll?: { readonly within: Span; readonly extendableTo?: Span }
  /** How long its file is kept once closed; thirty years where nothing is said. */
  readonly kept?: Retention
  /** Events that its good end is: of which role, and on the day in which field (else the day it ends). */
  readonly makesKnown?: Partial<Record<Event, Known<NoInfer<R>>>>
}
type Into<R> =
  | { /** a new row */ readonly makes: R; readonly changes?: undefined }
  | { /** a row that is there */ readonly changes: R; readonly makes?: undefined }

export type Chapters = Readonly<Record<string, readonly Sentence[]>>

export class Procedure<R extends AnyRegister, K extends string = string> {
  readonly kind = 'procedure'
  constructor(
    readonly title: string,
    readonly head: Head<R>,
    readonly register: R,
    readonly isNew: boolean,
    readonly steps: Readonly<Record<K, Step<R, K>>>,
    readonly chapters?: Chapters,
    readonly forms: Readonly<Record<string, Form>> = {},
  ) {}
  /** The paper that it ends in. */
  document(chapters: Chapters) {
    return new Procedure<R, K>(this.title, this.head, this.register, this.isNew, this.steps, chapters, this.forms)
  }
  /** The certificates that are handed out at its good end, printed into forms. */
  printed(forms: Readonly<Record<string, Form>>) {
    return new Procedure<R, K>(this.title, this.head, this.register, this.isNew, this.steps, this.chapters, forms)
  }
}
/** Some procedure or other, of which only the name matters. */
export interface AnyProcedure {
  readonly kind: 'procedure'
  readonly register: AnyRegister
  readonly title: string
}
/** Two calls, so that one mistake in a step is one error: `procedure('…', { … }).steps({ … })`. */
export const procedure = <R extends AnyRegister>(title: string, head: Head<R> & Into<R>) => ({
  steps: <const K extends string>(steps: Steps<R, K>) => {
    const table = steps as Readonly<Record<K, Step<R, K>>>
    return new Procedure<R, K>(title, head, (head.makes ?? head.changes) as R, !!head.makes, table)
  },
})
