/** Money that was paid too much, as it is asked back; sums are yuan as text. */
export interface Claim {
  readonly id: number
  readonly benefit: string
  readonly benefitTitle: string
  readonly rowId: number
  readonly name: string | null
  readonly cause: string
  readonly months: readonly string[]
  readonly due: string
  readonly recovered: string
  readonly waived: string
  readonly offset: string
  readonly outstanding: string
  readonly stands: 'open' | 'settled'
  readonly entries: readonly {
    readonly id: number
    readonly kindTitle: string
    readonly amount: string
    readonly by: string | null
    readonly why: string
    readonly documentNo: string | null
    readonly stands: 'proposed' | 'approved' | 'refused'
    readonly mayApprove: boolean
  }[]
}
