/** What this post may begin about a subject that is open: new matters in each part it may play in them, and what changes a row that it has. */
import type { FileRow } from '../household/view.ts'
import {
  byOffice,
  type Catalogue,
  partiesOf,
  registerOf,
  registerWritten,
  type ShownProcedure,
} from '../server/catalogue.ts'

export interface Offer {
  readonly title: string
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
}
export interface OfferGroup {
  readonly title: string
  readonly offers: readonly Offer[]
}
/** Whom the file is about. */
export interface OfWhom {
  readonly kind: 'person' | 'household' | 'organisation'
  readonly id: string
  readonly sex?: string | undefined
  readonly isDead?: boolean
  readonly rows: readonly FileRow[]
}
const byHand = ['application', 'discovery', 'clue']
const mayBegin = (p: ShownProcedure) =>
  p.can?.includes('open') !== false && p.starts.some(s => typeof s === 'string' && byHand.includes(s))
/** Of a new row: applied for, as it is offered under 新申请. */
export const isApplied = (p: ShownProcedure) => p.isNew && p.starts.includes('application') && mayBegin(p)
export const hasMatters = (c: Catalogue) => c.businesses.some(b => b.procedures.some(isApplied))

export const offersFor = (c: Catalogue, whom: OfWhom): OfferGroup[] =>
  byOffice(c, c.businesses).flatMap(o => {
    const offers = o.own.flatMap(b => b.procedures.flatMap(p => (p.isNew ? begun(c, p, whom) : changed(c, p, whom))))
    return offers.length ? [{ title: o.title, offers }] : []
  })

const begun = (c: Catalogue, p: ShownProcedure, whom: OfWhom): Offer[] => {
  const register = registerWritten(c, p)
  if (!isApplied(p) || !register || isThere(register.id, whom, c)) return []
  const roles = partiesOf(register).filter(r => r.kind === whom.kind && mayBe(r, whom))
  return roles.map(r => ({
    title: register.roles.length > 1 ? `${p.title}（${r.title}）` : p.title,
    ...{ to: `/apply/${p.id}`, search: { [r.id]: whom.id } },
  }))
}
/** Whoever stands in a register has no second row in it. */
const isThere = (register: string, { rows }: OfWhom, c: Catalogue) =>
  registerOf(c, register)?.over === 'period' &&
  !registerOf(c, register)?.hasSeveral &&
  rows.some(r => r.register === register && r.isLive)
/** 男方 is a man; of whoever has died there is what is done about the dead, and nothing else. */
const mayBe = (r: { id: string; title: string }, { sex, isDead }: OfWhom) =>
  (r.id === 'deceased' || !isDead) && !(['男方', '女方'].includes(r.title) && sex && !r.title.startsWith(sex))

const changed = (c: Catalogue, p: ShownProcedure, { rows }: OfWhom): Offer[] =>
  mayBegin(p)
    ? rows
        .filter(r => r.register === p.register && (r.isLive || r.isOfDay))
        .slice(0, registerOf(c, p.register ?? '')?.over === 'period' ? undefined : 1)
        .map(r => ({ title: p.title, to: `/registers/${r.register}/${r.id}`, search: { begin: p.id } }))
    : []
