/** A fund as it stands: what there is, what moved in a month; sums are yuan as text. */
export interface FundFile {
  readonly fund: string
  readonly title: string
  readonly balance: Readonly<Record<string, string>>
  readonly statement: readonly Readonly<Record<string, string>>[]
  readonly movements: readonly {
    readonly id: number
    readonly on: string
    readonly kind: string
    readonly documentNo: string | null
    readonly batch: string | null
    readonly amount: string
  }[]
}
export const accounts: Readonly<Record<string, string>> = { available: '可用', transit: '在途', paid: '已发' }
export const kinds: Readonly<Record<string, string>> = {
  allocated: '财政拨入',
  released: '放行出账',
  settled: '银行回盘',
  recovered: '追缴收回',
}
export const sums = [
  ['opening', '月初'],
  ['allocated', '拨入'],
  ['released', '放行'],
  ['settled', '回盘'],
  ['recovered', '收回'],
  ['closing', '月末'],
] as const
