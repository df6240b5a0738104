/** A month's payment as it goes its way: made, sealed, released, sent, answered by the bank. */
export interface Batch {
  readonly id: string
  readonly batchId?: string | null
  readonly number?: string
  readonly benefit: string
  readonly title?: string
  readonly month: string
  readonly stands: string
  readonly standsTitle?: string
  readonly count: number
  readonly total: string
  readonly exceptions?: number | readonly Exception[]
  readonly hash?: string | null
  readonly by?: string | null
  readonly at?: string | null
  readonly sealedBy?: string | null
  readonly sealedAt?: string | null
  readonly releasedBy?: string | null
  readonly releasedAt?: string | null
  readonly returned?: { readonly paid: number; readonly returned: number; readonly unknown: number } | null
}
export interface Line {
  readonly id: string
  readonly rowId?: string | null
  readonly register?: string
  readonly payee: string
  readonly accountMasked?: string | null
  readonly division?: string
  readonly kind?: string
  readonly kindTitle?: string
  readonly amount: string
  readonly state: string
  readonly stateTitle?: string
  readonly reason?: string | null
  readonly may?: readonly string[]
}
export interface Exception {
  readonly rowId?: string
  readonly register?: string
  readonly subject: string
  readonly division?: string
  readonly amount?: string
  readonly reason: string
}
export interface BatchFile extends Batch {
  readonly states?: readonly {
    readonly state: string
    readonly title: string
    readonly count: number
    readonly total: string
  }[]
  readonly lines: readonly Line[]
  readonly next?: string | null
  readonly can?: { readonly acts: readonly string[]; readonly whyNot?: Readonly<Record<string, string>> }
}
const titles: Readonly<Record<string, string>> = {
  made: '已制单',
  sealed: '已封存',
  released: '已放行',
  sent: '已送银行',
  returned: '已回盘',
  withdrawn: '已撤回',
}
export const standing = (b: Pick<Batch, 'stands' | 'standsTitle'>) => b.standsTitle ?? titles[b.stands] ?? b.stands
export const markOf = (stands: string) =>
  stands === 'returned'
    ? 'green'
    : stands === 'sealed' || stands === 'made'
      ? 'yellow'
      : stands === 'withdrawn'
        ? ''
        : 'blue'
export const stateMark = (state: string) =>
  state === 'paid' ? 'green' : state === 'returned' || state === 'unknown' ? 'red' : state === 'held' ? 'yellow' : ''
