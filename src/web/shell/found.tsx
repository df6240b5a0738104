/** What the search finds, and where it is opened. */
import { get, post, query } from '../server/call.ts'

export interface Found {
  readonly kind: 'person' | 'household' | 'organisation' | 'case' | 'row'
  readonly id: string
  readonly title: string
  readonly subtitle?: string
  readonly register?: string
}
const kinds = { person: '个人', household: '家庭', organisation: '社会组织', case: '案件', row: '台账' } as const

/** A number long enough to be somebody's goes in the body: no ID number stands in an address or in a log of addresses (rulebook 20). */
export const findThings = (q: string) =>
  /\d{8}/.test(q) ? post<Found[]>('/search', { q }) : get<Found[]>(`/search${query({ q })}`)
export const tooShort = (q: string) => q.length < (/[\u3400-\u9fff]/.test(q) ? 1 : 2)

export const addressOf = (t: Found) =>
  t.kind === 'person'
    ? `/people/${t.id}`
    : t.kind === 'household'
      ? `/households/${t.id}`
      : t.kind === 'organisation'
        ? `/organisations/${t.id}`
        : t.kind === 'case'
          ? `/cases/${t.id}`
          : `/registers/${t.register ?? ''}/${t.id}`

export function FoundLine(p: { thing: Found }) {
  return (
    <span className="found">
      <span className="mark">{kinds[p.thing.kind]}</span>
      <span className="strong">{p.thing.title}</span>
      <span className="soft small">{p.thing.subtitle}</span>
    </span>
  )
}
