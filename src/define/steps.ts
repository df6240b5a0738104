/** A step is a row of a table: name → who, does, asks or fills, within, when, decides. */
import type { Event } from './events.ts'
import type { Fields } from './field.ts'
import type { Department, Notice, Post, Verb } from './posts.ts'
import type { AnyRegister, NameIn, Of, ShapeOf } from './register.ts'
import type { RoleName } from './subjects.ts'
import type { Day, Span, YearDay } from './time.ts'

export const outcomeTitles = {
  grant: '予以确认',
  refuse: '不予确认',
  continue: '继续，金额不变',
  adjust: '调整金额',
  taper: '渐退',
  stop: '停发',
  close: '办结',
  found: '属实',
  'not found': '不属实',
  annul: '撤销登记',
} as const
export type Outcome = keyof typeof outcomeTitles
export type Who<R> = Post | 'applicant' | RoleName<ShapeOf<R>['about']> | 'both parties' | 'either party'

/** An event that lies before the application. */
export interface Happened {
  readonly event: Event
  readonly on: Day
}
export interface Step<R extends AnyRegister, K extends string> {
  readonly who: Who<R>
  /** Its title; a step that is named by a verb has one already. */
  readonly does?: string
  readonly law?: string
  /** Told by the applicant. */
  readonly asks?: readonly NameIn<R>[]
  /** Written by the one who acts. */
  readonly fills?: readonly NameIn<R>[]
  /** Of these, what may be missing in the register and may not be here: a notice without its reasons is none. */
  readonly needs?: readonly NameIn<R>[]
  /** What belongs to the case alone and not to the register: the photo of a notice. */
  readonly own?: Fields
  /** The limit: yellow two working days before, red after; counted from the step before, or `since` another. */
  readonly within?: Span | ((c: Of<R>) => Span)
  readonly since?: K
  /** By a date of the year (the first one after the year's start, else after the application), or by the day in a field. */
  readonly before?: YearDay | NameIn<R>
  /** The step itself takes so long; the next may begin on the day after. */
  readonly lasts?: Span
  /** … and that time does not count in the total. */
  readonly stopsClock?: true
  readonly when?: (c: Of<R>) => boolean
  readonly people?: number
  /** Another person than the one who did that. */
  readonly notBy?: K | readonly K[]
  /** Done in the town of the place in this field: 迁入地接收. */
  readonly at?: NameIn<R>
  /** 下放: also the town, where and from when the county has handed the power down (a dated switch, in data). */
  readonly delegable?: true
  /** Also the town, always, within this ceiling of its own. */
  readonly orTown?: (c: Of<R>) => boolean
  /** The outcomes. A step named `decide` grants or refuses a new row, and continues, adjusts or stops a row that is there. */
  readonly decides?: readonly Outcome[]
  /** What this office calls them: 予以登记. */
  readonly called?: Partial<Record<Outcome, string>>
  /** The event that an outcome is. */
  readonly makes?: Partial<Record<Outcome, Event | ((c: Of<R>) => Event | Happened | undefined)>>
  /** Not done in time: how the case then ends, by itself on the day after, and the event that this is. */
  readonly lapses?: string | { readonly as: string; readonly makesKnown: Event }
  /** Not done in time: it goes on without it, and this stands in the journal. */
  readonly passes?: string
  readonly posts?: Notice
  /** An objection, or a department's «no», leads back there. */
  readonly objection?: K
  /** Who may withdraw, alone or together; after a step that lasts nobody may any more. */
  readonly withdrawnBy?: Who<R>
  /** Asked side by side; the step is done when all have answered. */
  readonly opinions?: readonly Department[]
  /** May be done many times before the case goes on: each time is a row of its own. */
  readonly repeats?: true
}
export type Steps<R extends AnyRegister, K extends string> = {
  readonly [k in K]: Step<R, NoInfer<K>> & (k extends Verb ? unknown : { readonly does: string })
}
