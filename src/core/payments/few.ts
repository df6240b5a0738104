/** 少数几户的差额: looked up and paid in two statements; the tables that a change of everybody is joined from would cost three times as much. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type Db, one } from '#core/db'
import type { Day } from '#define/time'
import { linesOfGaps } from './adjust.ts'
import { cameBack, type Earlier, gaps, touched } from './gaps.ts'
import type { RunId } from './opened-run.ts'
import type { Less } from './overpaid.ts'
import type { Payable } from './payable-shape.ts'

/** So many rows are handed over one by one; more are joined. */
const few = 5000

interface Closed {
  readonly less: readonly Less[]
  readonly arrears: number
  readonly repay: number
  readonly held: number
  /** Fen. */
  readonly total: number
}
/**
 * Arrears, and returned lines once more. What was paid too much is told, not claimed yet.
 * Undefined, and nothing written, where many rows were touched, a line must be reversed or a claim lowered first.
 */
export const closeFew = async (trx: Db, of: Payable, at: RunId, actor: Actor, earlier: Earlier) => {
  const look = await one(
    trx,
    sql<{ rows: number[]; since: Day[]; hasReturned: boolean }>`
      with came_back as materialized (${cameBack(of, at, earlier)})
      select coalesce(json_agg(row_id), '[]') as rows, coalesce(json_agg(since), '[]') as since, exists (select from came_back) as "hasReturned"
      from (${touched(of, at, earlier)} limit ${few + 1}) t`,
  )
  if (look.rows.length > few) return undefined
  if (!look.rows.length) return { less: [], arrears: 0, repay: 0, held: 0, total: 0 }
  // The rows go as arrays: the planner sees how many there are, and looks up what it would otherwise read as a whole.
  const closed = await one(
    trx,
    sql<Closed & { isPlain: boolean }>`
      with came_back as materialized (${look.hasReturned ? cameBack(of, at, earlier) : nothingCameBack}),
      touched as materialized (select * from unnest(${look.rows}::bigint[], ${look.since}::date[]) t (row_id, since)),
      gap as materialized (${gaps(of, at, earlier)}),
      plain as materialized (select not exists (select from came_back where kind = 'deduction')
        and not exists (select from gap where reverses or owes and gap > 0) as is),
      ${linesOfGaps(of, at, actor, { hasReturned: look.hasReturned, when: sql`(select plain.is from plain)` })}
      select (select plain.is from plain) as "isPlain",
        (select coalesce(json_agg(json_build_object('row_id', row_id, 'month', month, 'division_id', division_id, 'town_id', town_id, 'gap', gap)), '[]')
          from gap where gap < 0) as less,
        count(*) filter (where kind = 'arrears' and held_back is null) as arrears, count(*) filter (where kind = 'repay') as repay,
        count(held_back) as held, coalesce(sum(amount) filter (where held_back is null), 0)::bigint as total
      from made`,
  )
  return closed.isPlain ? (closed as Closed) : undefined
}

const nothingCameBack = sql`select null::date as month, null::bigint as id, null::bigint as row_id, null::date as for_month, null::text as kind,
  null::bigint as amount, null::bytea as account_index, null::bigint as return_id where false`
