/** A case as the server hands it over: everything the page shows, and what this actor may do with it now. */
import { useQuery } from '@tanstack/react-query'
import type { PartRow } from '../field/part.ts'
import { get } from '../server/call.ts'
import type { Light } from '../style/words.ts'

export interface Member {
  readonly kind?: 'person' | 'organisation' | 'place'
  readonly id: string
  readonly name: string
  readonly relation?: string
  readonly born?: string
  readonly age?: number
  readonly sex?: string
  readonly idNumberMasked?: string
  readonly tags?: readonly string[]
  readonly from?: string
  readonly until?: string | null
  readonly isHead?: boolean
}
export interface StepView {
  readonly id: string
  readonly title: string
  readonly who?: string
  readonly whoTitle?: string
  readonly state: 'done' | 'now' | 'later' | 'skipped'
  readonly on?: string | null
  readonly by?: string | null
  readonly second?: string | null
  readonly due?: string | null
  readonly missedOn?: string | null
  /** A wait that runs, with its last day. */
  readonly until?: string | null
  readonly outcome?: string | null
  readonly outcomeTitle?: string | null
  readonly opensOn?: string | null
}
export interface NowView {
  readonly step: string
  readonly may?: readonly string[]
  readonly by?: readonly string[] | string
  readonly opensOn?: string | null
  readonly due?: string | null
  readonly totalDue?: string | null
  readonly light?: Light
  readonly paused?: boolean
  readonly daysLeft?: number | null
  /** The limit has passed, and this is what has become of it. */
  readonly lapsed?: string | null
}
export interface ClauseView {
  readonly says: string
  readonly holds: boolean
  readonly law?: string | null
  readonly weight?: 'must' | 'mind'
}
export interface SheetLine {
  readonly title: string
  readonly amount: string | number
  readonly unit?: string
  readonly law?: string | null
}
export interface ActView {
  readonly id?: number
  readonly on?: string
  readonly at?: string
  readonly step?: string | null
  readonly stepTitle?: string | null
  readonly act: string
  readonly actTitle?: string
  readonly by?: string
  readonly second?: string | null
  readonly outcome?: string | null
  readonly outcomeTitle?: string | null
  readonly says?: string | null
}
/** An objection or an appeal: raised by somebody, answered by another. */
export interface Raised {
  readonly id?: string
  readonly on?: string
  readonly by?: string
  readonly says?: string
  readonly answer?: string | null
  readonly answeredOn?: string | null
  readonly holds?: boolean | null
}
export interface CaseView {
  readonly id: string
  readonly number: string
  readonly procedure: string
  readonly title: string
  readonly version: number
  readonly stands: string
  readonly standsTitle?: string
  readonly outcome?: string | null
  readonly outcomeTitle?: string | null
  readonly round?: number
  readonly appliedOn: string
  readonly source?: string
  readonly division: { readonly id: string; readonly name: string; readonly town?: string }
  readonly subject: {
    readonly kind: string
    readonly id: string
    readonly headName?: string
    readonly name?: string
    readonly members?: readonly Member[]
  }
  readonly rowId?: string | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly parts: Readonly<Record<string, readonly PartRow[]>>
  /** Of a choice that depends on the case: the options that there are. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly own?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly steps: readonly StepView[]
  readonly now?: NowView | null
  readonly can: { readonly acts: readonly string[]; readonly whyNot?: string | Readonly<Record<string, string>> }
  readonly clauses?: readonly ClauseView[]
  readonly sheet?: readonly SheetLine[]
  readonly worth?: {
    readonly amount: string | null
    readonly firstMonth?: string | null
    readonly stopsFrom?: string | null
    readonly before?: string | null
    readonly isPreview?: boolean
    /** One sum, and not so much a month. */
    readonly isOnce?: boolean
  } | null
  readonly warnings?: readonly string[]
  /** For whoever decides: what may be worth a question. */
  readonly hints?: readonly string[]
  readonly notice?: unknown
  readonly objections?: readonly Raised[]
  readonly appeals?: readonly Raised[]
  readonly pauses?: readonly { readonly from?: string; readonly until?: string | null; readonly says?: string }[]
  readonly journal?: readonly ActView[]
  readonly certificates?: readonly { readonly id: string; readonly title: string; readonly copies: number }[]
  readonly letters?: readonly { readonly id: string; readonly title: string }[]
  readonly attachments?: readonly { readonly id: string; readonly name: string; readonly bytes?: number }[]
}

export const caseKey = (id: string) => ['case', id] as const
export const useCase = (id: string) => useQuery({ queryKey: caseKey(id), queryFn: () => get<CaseView>(`/cases/${id}`) })
export const subjectName = (c: CaseView) =>
  c.subject.headName ??
  c.subject.name ??
  c.subject.members?.find(m => m.isHead)?.name ??
  c.subject.members?.[0]?.name ??
  ''
