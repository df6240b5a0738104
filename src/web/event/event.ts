/** A change in somebody's life: reported by one, confirmed by another, and only then it reaches the benefits. */
import { get, query } from '../server/call.ts'

export interface LifeEvent {
  readonly id: string
  readonly event: string
  readonly title: string
  readonly on: string
  readonly person?: { readonly id: string; readonly name: string } | null
  readonly household?: { readonly id: string; readonly headName: string } | null
  readonly source?: string | null
  readonly detail?: unknown
  readonly stands: 'open' | 'confirmed' | 'refused' | 'undone'
  readonly by?: string
  readonly at?: string
  readonly checkedBy?: string | null
  /** What the rules do upon it, once it is confirmed. */
  readonly does?: readonly string[]
  /** What it has done. */
  readonly follows?: readonly { readonly says: string; readonly rowId: string; readonly register: string }[]
  readonly opened?: readonly { readonly says: string; readonly caseId: string }[]
  readonly mayCheck?: boolean
  readonly mayUndo?: boolean
}
export const eventsPage = (search: Readonly<Record<string, string | undefined>>) =>
  get<{ rows: LifeEvent[]; next?: string | null }>(`/events${query(search)}`)

export const standings = { open: '待核实', confirmed: '已确认', refused: '不属实', undone: '已撤销' } as const
export const markOf = { open: 'yellow', confirmed: 'green', refused: '', undone: '' } as const

/** Another day was known before: whoever confirms decides between the two. */
export const otherDay = (e: LifeEvent) => {
  const { knownOn, knownFrom } = (e.detail ?? {}) as { knownOn?: string; knownFrom?: string }
  return e.stands === 'open' && knownOn
    ? `已登记为 ${knownOn}${knownFrom ? `（${knownFrom}）` : ''}，请裁定以哪一日为准`
    : undefined
}
