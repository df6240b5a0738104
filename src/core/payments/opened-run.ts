/** 核发结果: what a run has come to, as its maker is told. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'
import type { Month } from '#define/time'
import { dateOf } from './payable.ts'

export interface RunId {
  readonly county: number
  readonly run: number
  readonly month: Month
  /** A run without regular lines: nothing of it has a number in the file yet. */
  readonly isSupplement?: boolean
}

/** How many lines of each kind. */
export interface Came {
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

export interface OpenedRun extends Came {
  readonly id: number
  readonly month: Month
}

export const nothing: Came = {
  regular: 0,
  arrears: 0,
  repay: 0,
  deduction: 0,
  reversal: 0,
  held: 0,
  claims: 0,
  total: 0,
}
export const together = (all: readonly Came[]): Came =>
  all.reduce((sum, came) => {
    const both = Object.keys(nothing).map(k => [k, sum[k as keyof Came] + came[k as keyof Came]])
    return Object.fromEntries(both) as unknown as Came
  }, nothing)

/** Counted line by line, where its parts have not told it. */
export const summary = (trx: Db, { county, run, month }: RunId): Promise<Came> =>
  one(
    trx,
    sql<Came>`
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
