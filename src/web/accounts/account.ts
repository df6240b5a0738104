/** An account, and a change of one that waits for the other administrator. */
export interface Account {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly post: string
  readonly division: string
  readonly divisionId: number
  /** '*' is every business. */
  readonly businesses: readonly string[]
  readonly mayDecide: boolean
  readonly needsSecondFactor: boolean
  /** Of whom an account from outside is. */
  readonly of: string | null
  readonly from: string | null
  readonly until: string | null
}
export interface Change {
  readonly id: number
  readonly kind: Kind
  readonly login: string | null
  readonly name: string | null
  readonly post: string | null
  readonly divisionId: number | null
  readonly mayDecide: boolean | null
  readonly reason: string
  readonly proposedOn: string
  readonly approvedOn: string | null
  readonly mayApprove: boolean
}
export const kinds = { new: '新开账号', rights: '变更岗位', credentials: '重置口令', close: '停用' } as const
export type Kind = keyof typeof kinds

/** Told once, to be handed over, and kept nowhere. */
export interface HandedOver {
  readonly login: string
  readonly initialPassword?: string
  readonly totpUri?: string
}
