/** What is typed of a proposed account, and what is still missing of it. */
import { faultOf } from '../household/id-number.ts'
import { post } from '../server/call.ts'
import type { Account } from './account.ts'
import { type Belonging, missingBelonging } from './belonging.tsx'

export interface Typed {
  readonly kind: string
  readonly login: string
  readonly name: string
  readonly idNumber: string
  readonly post?: string
  readonly divisionId?: string
  readonly businesses: readonly string[]
  readonly mayDecide: boolean
  readonly reason: string
  readonly of: Belonging
}
export const begin = (known: Account | undefined): Typed => ({
  kind: known ? 'rights' : 'new',
  login: '',
  name: '',
  idNumber: '',
  reason: '',
  of: {},
  businesses: known?.businesses ?? ['*'],
  mayDecide: known?.mayDecide ?? false,
  ...(known && { post: known.post, divisionId: String(known.divisionId) }),
})
/** An account belongs to a person of the ledger: separation of duties is over persons. */
export const missingIn = (t: Typed, hasRights: boolean, today: string) => {
  if (t.kind === 'new') {
    if (!t.login.trim() || !t.name.trim()) return '账号和姓名还没有填写。'
    if (!t.idNumber.trim()) return '身份证号还没有填写。'
    const fault = faultOf(t.idNumber, today, true)
    if (fault) return fault
  }
  if (hasRights && (!t.post || !t.divisionId)) return '请选择岗位和辖区。'
  const unbound = hasRights && missingBelonging(t.post, t.of)
  if (unbound) return unbound
  if (t.reason.trim().length < 4) return '请写明理由，不少于四个字。'
}
