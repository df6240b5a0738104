/** The definitions as the server tells them to this actor: every page is drawn from them. */

import { useQuery } from '@tanstack/react-query'
import type { FieldType } from '#define/field'
import { get } from './call.ts'

export interface ShownField {
  readonly id: string
  readonly title: string
  readonly type: FieldType
  readonly options?: Readonly<Record<string, string>>
  readonly unit?: string
  readonly isSecret?: boolean
  readonly mayBeNegative?: boolean
  readonly isTime?: boolean
  /** Of one in another register: which. */
  readonly of?: string
  readonly mayBeMissing?: boolean
  readonly sharedBy?: string
  /** Several lines are expected. */
  readonly isLong?: boolean
  /** Beside its title. */
  readonly hint?: string
}
export interface ShownPart {
  readonly id: string
  readonly title: string
  readonly fields: readonly ShownField[]
}
export interface ShownMeasure {
  readonly id: string
  readonly title: string
  readonly type: string
  readonly options?: Readonly<Record<string, string>>
  readonly unit?: string
}
export interface ShownRegister {
  readonly id: string
  readonly title: string
  readonly about: string | Readonly<Record<string, string>>
  /** Whom it is about: one subject, or several parties. */
  readonly roles: readonly { readonly id: string; readonly kind: string; readonly title: string }[]
  readonly over: 'period' | 'day' | 'start'
  /** Exported and imported as a table. */
  readonly isExchangeable?: boolean
  /** A subject may have several live rows. */
  readonly hasSeveral?: boolean
  /** What is imported waits for a second person. */
  readonly isChecked?: boolean
  /** Entered by hand: lines about people, or a place. */
  readonly entry?: 'rows' | 'place'
  /** The department whose files are matched against the ledger. */
  readonly source?: string
  /** What this post may do with it: 'export', 'import'. */
  readonly can?: readonly string[]
  readonly fields: readonly ShownField[]
  readonly parts: readonly ShownPart[]
  readonly measures: readonly ShownMeasure[]
  /** What the county decides for it. */
  readonly standards?: readonly ShownField[]
}
export interface ShownOutcome {
  readonly id: string
  readonly title: string
}
export interface ShownStep {
  readonly id: string
  readonly title: string
  readonly who: string
  readonly asks?: readonly string[]
  /** What may be missing in the register and may not be here. */
  readonly needs?: readonly string[]
  readonly fills?: readonly string[]
  readonly own?: readonly ShownField[]
  readonly people?: number
  readonly delegable?: boolean
  readonly posts?: unknown
  readonly objection?: unknown
  readonly outcomes?: readonly ShownOutcome[]
  /** Done by the parties in person: 'both parties', 'either party'. */
  readonly inPerson?: string
  /** Who of them may step back while it lasts. */
  readonly withdrawnBy?: string
  /** Departments asked side by side. */
  readonly opinions?: readonly { readonly id: string; readonly title: string }[]
}
export interface ShownProcedure {
  /** Fields that the start fills, where a case begins by itself. */
  readonly brings?: readonly string[]
  readonly id: string
  readonly title: string
  readonly register?: string
  readonly isNew: boolean
  /** What this post may do with it, its steps aside: 'open'. */
  readonly can?: readonly string[]
  readonly starts: readonly unknown[]
  readonly steps: readonly ShownStep[]
}
export interface ShownBenefit {
  readonly id: string
  readonly title: string
  readonly paid: string
  readonly fund: unknown
  readonly register?: string
  /** Paid to the one in this field, once that matter has agreed to the statement. */
  readonly provider?: string
  readonly settledBy?: string
}
export interface ShownFigure {
  readonly name: string
  readonly unit?: string | null
  readonly definition?: string | null
  /** Where its records are opened: as a case, or as a row of this register. */
  readonly opens?: 'case' | 'row'
  readonly register?: string
}
export interface ShownBusiness {
  readonly id: string
  readonly office: string
  readonly title: string
  readonly registers: readonly ShownRegister[]
  readonly procedures: readonly ShownProcedure[]
  readonly benefits: readonly ShownBenefit[]
  readonly figures: readonly ShownFigure[]
}
export interface Division {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: 'county' | 'town' | 'village'
  readonly parentId: string | null
  /** Within the actor's own area. */
  readonly isMine?: boolean
}
export interface Catalogue {
  readonly county: { readonly code: string; readonly name: string }
  readonly today: string
  readonly isRehearsal: boolean
  readonly businesses: readonly ShownBusiness[]
  /** In the order in which the bureau lists them. */
  readonly reports: readonly { readonly name: string; readonly title: string }[]
  readonly offices: readonly { readonly id: string; readonly title: string }[]
  readonly posts: readonly { readonly id: string; readonly title: string }[]
  readonly events: readonly { readonly id: string; readonly title: string }[]
  readonly divisions: readonly Division[]
}

export const catalogueQuery = {
  queryKey: ['catalogue'],
  queryFn: () => get<Catalogue>('/catalogue'),
  staleTime: 300_000,
}
const none: Catalogue = {
  county: { code: '', name: '' },
  today: '',
  isRehearsal: false,
  businesses: [],
  reports: [],
  offices: [],
  posts: [],
  events: [],
  divisions: [],
}
export const useCatalogue = () => useQuery(catalogueQuery).data ?? none

/** Office by office; one without a business is left out. */
export const byOffice = <B extends { readonly office: string }>(c: Catalogue, all: readonly B[]) =>
  [...c.offices, { id: '', title: '其他' }]
    .map(o => ({ ...o, own: all.filter(b => (c.offices.some(x => x.id === b.office) ? b.office : '') === o.id) }))
    .filter(o => o.own.length)

export const procedureOf = (c: Catalogue, id: string) => c.businesses.flatMap(b => b.procedures).find(p => p.id === id)
export const registerOf = (c: Catalogue, id: string) => c.businesses.flatMap(b => b.registers).find(r => r.id === id)
export const postTitle = (c: Catalogue, id: string) => c.posts.find(p => p.id === id)?.title ?? id
export const businessTitle = (c: Catalogue, id: string) => c.businesses.find(b => b.id === id)?.title ?? id

/** The register that a procedure writes: as told, else the one of its business that has every name that its steps write. */
export const registerWritten = (c: Catalogue, p: ShownProcedure) => {
  if (p.register) return registerOf(c, p.register)
  const names = p.steps.flatMap(s => [...(s.asks ?? []), ...(s.fills ?? [])])
  const business = c.businesses.find(b => b.procedures.includes(p))
  return business?.registers.find(r => names.every(n => [...r.fields, ...r.parts].some(f => f.id === n)))
}
/** What a register is about when it is about one thing: 'household', 'person'. */
export const subjectOf = (r: ShownRegister | undefined) => (typeof r?.about === 'string' ? r.about : undefined)
/** Whom a matter of this register names; several parties each have a title of their own. */
export const partiesOf = (r: ShownRegister | undefined) =>
  (r?.roles ?? []).map(role => ({
    ...role,
    title:
      role.title ||
      { person: '申请人', household: '家庭', organisation: '社会组织', place: '场所' }[role.kind] ||
      role.kind,
  }))
