/** 核发结果: what a run has come to, as its maker is told. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'
import type { Month } from '#define/time'
import { dateOf } from './payable.ts'
import type { RunId } from './regular.ts'

export interface OpenedRun {
  readonly id: number
  readonly month: Month
  readonly regular: number
  readonly arrears: number
  readonly repay: number
  readonly deduction: number
  readonly reversal: number
  /** Written, but not in the file: no account, account changed, payee dead. */
  readonly held: number
  /** New claims for what was overpaid. */
  readonly claims: number
  /** Fen that the batch will carry. */
  readonly total: number
}

export const summary = async (trx: Db, { county, run, month }: RunId): Promise<OpenedRun> => {
  const counted = await one(
    trx,
    sql<Omit<OpenedRun, 'id' | 'month'>>`
      select coalesce(sum(n) filter (where kind = 'regular' and not held), 0)::bigint as regular,
        coalesce(sum(n) filter (where kind = 'arrears' and not held), 0)::bigint as arrears,
        coalesce(sum(n) filter (where kind = 'repay'), 0)::bigint as repay, coalesce(sum(n) filter (where kind = 'deduction'), 0)::bigint as deduction,
        coalesce(sum(n) filter (where kind = 'reversal'), 0)::bigint as reversal,
        coalesce(sum(n) filter (where held), 0)::bigint as held,
        coalesce(sum(amount) filter (where not held and kind <> 'reversal'), 0)::bigint as total,
        (select count(*) from payment_claim where county_id = ${county} and run_id = ${run}) as claims
      from (select kind, held_back is not null as held, count(*) as n, sum(amount) as amount from payment_line
        where county_id = ${county} and month = ${dateOf(month)} and run_id = ${run} group by 1, 2) of_kind`,
  )
  return { id: run, month, ...counted }
}
