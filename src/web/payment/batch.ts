/** A month's payment as it goes its way: made, sealed, released, answered by the bank. Sums are yuan as text. */
import type { ShownBenefit, ShownField } from '../server/catalogue.ts'

export interface Run {
  readonly id: number
  readonly benefit: string
  readonly benefitTitle: string
  readonly month: string
  readonly nth: number
  readonly kind: 'month' | 'supplement'
  readonly kindTitle: string
  readonly madeOn: string
  readonly madeBy: string | null
  readonly lines: number
  readonly held: number
  readonly total: string
  readonly batch: {
    readonly id: number
    readonly number: string
    readonly stands: Stands
    readonly standsTitle: string
    /** Transfers that came back, and those of which the bank knows nothing yet; nothing before it has answered. */
    readonly bank: { readonly returned: number; readonly unknown: number } | null
  } | null
}
type Stands = 'sealed' | 'released' | 'withdrawn'

export interface Line {
  readonly id: number
  readonly rowId: number
  readonly name: string | null
  readonly account: string | null
  readonly village: string
  readonly amount: string
  readonly kindTitle: string
  readonly month: string
  readonly forMonth: string
  readonly state: string
  readonly stateTitle: string
  readonly reason: string | null
}
export interface Batch {
  readonly id: number
  readonly runId: number
  readonly number: string
  readonly benefit: string
  readonly benefitTitle: string
  readonly month: string
  /** Nothing for who is to release it: it comes on the maker's 封存单. */
  readonly hash: string | null
  readonly count: number
  readonly transfers: number
  readonly total: string
  readonly fundTitle: string
  readonly stands: Stands
  readonly standsTitle: string
  readonly madeBy: string | null
  readonly runBy: string | null
  readonly madeOn: string
  readonly releasedBy: string | null
  readonly releasedOn: string | null
  readonly withdrawnOn: string | null
  readonly counts: readonly {
    readonly state: string
    readonly title: string
    readonly count: number
    readonly total: string
  }[]
  readonly returns: readonly {
    readonly id: number
    readonly name: string
    readonly on: string
    readonly transfers: number
    readonly paid: string
    readonly cameBack: string
    readonly unknown: string
  }[]
  readonly exceptions: readonly Line[]
  readonly mayRelease: boolean
}
/** 银行结果 in a few words. */
export const bankSays = ({ batch }: Run) => {
  if (batch?.stands !== 'released') return { title: '—', mark: '' }
  if (!batch.bank) return { title: '未回盘', mark: 'yellow' }
  const { returned, unknown } = batch.bank
  if (!returned && !unknown) return { title: '全部到账', mark: 'green' }
  return {
    title: [...(returned ? [`退票 ${returned}`] : []), ...(unknown ? [`不明 ${unknown}`] : [])].join('、'),
    mark: 'red',
  }
}
export const markOf = (stands: string) => (stands === 'released' ? 'green' : stands === 'sealed' ? 'yellow' : '')
export const stateMark = (state: string) =>
  state === 'paid' || state === 'repaid'
    ? 'green'
    : state === 'returned' || state === 'unknown'
      ? 'red'
      : state === 'held'
        ? 'yellow'
        : ''
/** The row that a line was made for. */
export const rowAddress = (benefits: readonly ShownBenefit[], benefit: string, line: Line) => {
  const register = benefits.find(b => b.id === benefit)?.register
  return register ? `/registers/${register}/${line.rowId}` : undefined
}
/** Why something is undone: whoever reads the books later wants to know. */
export const reason = (id: string, title: string): ShownField => ({
  ...{ id, title, type: 'text', isLong: true },
  hint: '不少于四个字',
})
