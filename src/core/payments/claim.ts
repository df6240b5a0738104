/** 追缴单: what is owed, recovered, waived and set off, as it stands. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Day, Month } from '#define/time'

/** Sums in fen. */
export interface Claim {
  readonly id: number
  readonly benefit: string
  readonly row_id: number
  readonly person_id: number | null
  readonly cause: string
  readonly opened_on: Day
  readonly months: readonly Month[]
  readonly due: number
  readonly recovered: number
  readonly waived: number
  readonly offset_sum: number
  readonly outstanding: number
}
export const selectClaims = sql`select b.id, b.benefit, b.row_id, b.person_id, b.cause, b.opened_on, b.due, b.recovered, b.waived, b.offset_sum, b.outstanding,
  array(select to_char(month, 'YYYY-MM') from payment_claim_month m where m.county_id = b.county_id and m.claim_id = b.id
    group by month having sum(amount) > 0 order by month) as months
  from payment_claim_balance b`
export const claims = (
  db: Db,
  countyId: number,
  { open = false, row }: { readonly open?: boolean; readonly row?: number } = {},
): Promise<Claim[]> =>
  rows(
    db,
    sql<Claim>`${selectClaims} where b.county_id = ${countyId} and (not ${open}::boolean or b.outstanding > 0)
      and (${row ?? null}::bigint is null or b.row_id = ${row ?? null}) order by b.id desc`,
  )
