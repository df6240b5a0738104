/** 少数几户的差额: looked up and paid in two statements; the tables that a change of everybody is joined from would cost three times as much. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'
import { type Day, monthsApart } from '#define/time'
import { told } from './adjust.ts'
import { cameBack, type Earlier, gaps, touched } from './gaps.ts'
import type { RunId } from './opened-run.ts'
import type { Less } from './overpaid.ts'
import { dateOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'
import { freshAccounts } from './regular.ts'

/** So many months of rows are looked up one by one; more are joined, with tables whose size the planner knows. */
const few = 2000

interface Closed {
  readonly less: readonly Less[]
  readonly arrears: number
  readonly held: number
  /** Fen. */
  readonly total: number
}
/**
 * Of a supplement: a run that has no lines yet. Arrears; what was paid too much is told, not claimed yet. Undefined, and nothing written, where there is much to look at, the bank has returned
 * a line that nothing has followed, or a claim must be lowered first.
 */
export const closeFew = async (trx: Db, of: Payable, at: RunId, earlier: Earlier) => {
  const look = await one(
    trx,
    sql<{ rows: number[]; since: Day[]; hasReturned: boolean }>`
      with came_back as materialized (${cameBack(of, at, earlier)})
      select coalesce(json_agg(row_id), '[]') as rows, coalesce(json_agg(since), '[]') as since, exists (select from came_back) as "hasReturned"
      from (${touched(of, at, earlier)} limit ${few + 1}) t`,
  )
  if (look.hasReturned || monthsIn(look.since, earlier) > few) return undefined
  if (!look.rows.length) return { less: [], arrears: 0, held: 0, total: 0 }
  // The rows go as arrays: the planner sees how many there are, and looks up what it would otherwise read as a whole.
  const closed = await one(
    trx,
    sql<Closed & { isPlain: boolean }>`
      with came_back as (${nothingCameBack}),
      touched as materialized (select * from unnest(${look.rows}::bigint[], ${look.since}::date[]) t (row_id, since)),
      gap as materialized (${gaps(of, at, earlier)}),
      plain as materialized (select not exists (select from gap where owes and gap > 0) as is),
      ${arrearsOf(of, at)}
      select (select plain.is from plain) as "isPlain",
        (select coalesce(json_agg(json_build_object('row_id', row_id, 'month', month, 'division_id', division_id, 'town_id', town_id, 'gap', gap)), '[]')
          from gap where gap < 0) as less,
        count(*) filter (where held_back is null) as arrears,
        count(held_back) as held, coalesce(sum(amount) filter (where held_back is null), 0)::bigint as total
      from made`,
  )
  return closed.isPlain ? (closed as Closed) : undefined
}

/** Over `gap` and `plain`: `made`, one line a month, and one transfer a row. */
const arrearsOf = (of: Payable, { county, run, month }: RunId) => sql`
      again as (select row_id, month, gap from gap where gap > 0 and (select plain.is from plain)),
      ${freshAccounts(of, county, sql`and s.row_id in (select row_id from again)`)},
      waiting as materialized (select row_id from fresh),
      ${told(of, { county, month }, sql`waiting fresh`)},
      made as (
        insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id,
          payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, known_from, file_line)
        select ${county}, ${dateOf(month)}, ${run}, ${of.id}, 'arrears', month, ${run}, row_id, division_id, town_id,
          payee_id, payee_name, sealed, account, masked, gap, held_back, (select ledger_now()),
          case when held_back is null then dense_rank() over (partition by held_back is null order by row_id) end
        from told order by row_id, month
        returning amount, held_back)`

const monthsIn = (since: readonly Day[], { upTo }: Earlier) =>
  since.reduce((sum, day) => sum + Math.max(0, monthsApart(day, upTo) + 1), 0)

const nothingCameBack = sql`select null::date as month, null::bigint as id, null::bigint as row_id, null::date as for_month, null::text as kind,
  null::bigint as amount, null::bytea as account_index, null::bigint as return_id where false`
