/** A draw as the server shows it. */
export interface DrawLine {
  readonly id: string
  readonly title: string
  readonly share: number
  readonly each: number
  readonly committedOn: string
  readonly drawnOn: string | null
  readonly cancelledOn: string | null
  readonly seedHash: string
  readonly objects: number
  readonly drawn: number
  readonly ended: number
}
export interface Drawable {
  readonly id: string
  readonly title: string
  readonly each: number
  readonly from: string
}
interface Named {
  readonly key: string
  readonly name: string
}
export interface ShownDraw {
  readonly id: string
  readonly title: string
  readonly share: number
  readonly each: number
  readonly committedOn: string
  readonly drawnOn: string | null
  readonly cancelledOn: string | null
  readonly cancelledWhy: string | null
  readonly seedHash: string
  readonly listsHash: string
  readonly seed: string | null
  readonly word: string | null
  readonly formula: readonly string[]
  readonly objects: readonly Named[]
  readonly inspectors: readonly Named[]
  readonly apart: readonly (readonly [string, string])[]
  readonly isMine: boolean
  readonly drawn: readonly {
    readonly number: number
    readonly key: string
    readonly name: string
    readonly rank: string
    readonly caseId: string
    readonly inspectors: readonly string[]
    readonly stands: string
  }[]
  readonly check: {
    readonly isSeedRight: boolean
    readonly areListsRight: boolean
    readonly isResultRight: boolean
  } | null
}
export const standsOf = (d: { readonly drawnOn: string | null; readonly cancelledOn: string | null }) =>
  d.cancelledOn
    ? { text: `${d.cancelledOn} 作废`, tone: 'mark' }
    : d.drawnOn
      ? { text: `${d.drawnOn} 已抽签`, tone: 'mark green' }
      : { text: '已公告，待抽签', tone: 'mark yellow' }
