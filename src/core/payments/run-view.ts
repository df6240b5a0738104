/** A run before it is sealed: what it came to, and, line by line, what is otherwise than in the run before. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, maybe, one, rows } from '#core/db'
import { hasStates } from '#core/registers/columns'
import { yuanOf } from '#core/registers/values'
import type { Fund } from '#define/benefit'
import type { Day, Month } from '#define/time'
import { lineKinds, linesWhere, titleOfFunds } from './overview.ts'

/** Against the run of the month before: a row's regular line of its newest month. */
export const changes = { came: '新增', gone: '不再发放', more: '增加', less: '减少' } as const
export type Change = keyof typeof changes
export const shares = { ...lineKinds, held: '暂缓', ...changes } as const
export type Share = keyof typeof shares

interface Head {
  readonly id: number
  readonly benefit: string
  readonly month: Month
  readonly kind: 'month' | 'supplement'
  readonly nth: number
  readonly fund: Fund
  readonly town_fund: Fund | null
  readonly made_on: Day
  readonly made_by: string | null
  readonly batch_id: number | null
  /** The month's run before it that was not withdrawn. */
  readonly before: { readonly id: number; readonly month: Month } | null
}
/** @throws Refusal 404 */
export const runNamed = async (db: Db, countyId: number, id: number): Promise<Head> => {
  const found = await maybe(
    db,
    sql<Head>`select u.id, u.benefit, to_char(u.month, 'YYYY-MM') as month, u.kind, u.nth, u.fund, u.town_fund, u.made_on, m.name as made_by, b.id as batch_id,
        case when u.kind = 'month' then (select json_build_object('id', x.id, 'month', to_char(x.month, 'YYYY-MM')) from payment_run x
          where x.county_id = u.county_id and x.benefit = u.benefit and x.kind = 'month' and x.month < u.month and not exists (
            select from payment_batch w where w.county_id = x.county_id and w.run_id = x.id and w.withdrawn_by is not null)
          order by x.month desc, x.id desc limit 1) end as before
      from payment_run u left join payment_batch b on b.county_id = u.county_id and b.run_id = u.id
        left join account m on m.county_id = u.county_id and m.id = u.made_by
      where u.county_id = ${countyId} and u.id = ${id}`,
  )
  if (!found) throw new Refusal('没有这次核发，请从发放列表中重新打开。', { status: 404 })
  return found
}

/** Rows that are paid month after month can be held against each other; what is paid once, or by statement, is new every time. */
const earlierOf = (catalogue: Catalogue, u: Head) => {
  const worth = catalogue.benefit(u.benefit)?.worth
  return worth && worth.paid !== 'once' && typeof worth.to === 'string' && hasStates(worth.of) ? u.before : null
}
const linesOf = (countyId: number, run: { readonly id: number; readonly month: Month }) =>
  sql`select distinct on (row_id) row_id, amount from payment_line where county_id = ${countyId} and month = ${`${run.month}-01`}::date
    and run_id = ${run.id} and kind = 'regular' order by row_id, for_month desc`
/** row_id, now, before (fen, null where there is no line) and change (null where nothing has). */
const compared = (countyId: number, u: Head, before: NonNullable<Head['before']>) =>
  sql`select row_id, n.amount as now, b.amount as before, case when b.amount is null then 'came' when n.amount is null then 'gone'
      when n.amount > b.amount then 'more' when n.amount < b.amount then 'less' end as change
    from (${linesOf(countyId, u)}) n full join (${linesOf(countyId, before)}) b using (row_id)`

export const runView = async (db: Db, catalogue: Catalogue, actor: Actor, id: number) => {
  const u = await runNamed(db, actor.countyId, id)
  const kinds = await rows(
    db,
    sql<{ kind: keyof typeof lineKinds | 'held'; count: number; total: number }>`
      select case when held_back is null then kind else 'held' end as kind, count(*)::int as count, sum(amount)::bigint as total from payment_line
      where county_id = ${actor.countyId} and month = ${`${u.month}-01`}::date and run_id = ${id} group by 1 order by 1`,
  )
  const before = earlierOf(catalogue, u)
  const changed = before
    ? await rows(
        db,
        sql<{ change: Change | null; count: number; difference: number }>`select change, count(*)::int as count,
            sum(coalesce(now, 0) - coalesce(before, 0))::bigint as difference from (${compared(actor.countyId, u, before)}) c group by 1`,
      )
    : []
  const claims = await one(
    db,
    sql<{
      count: number
      total: number
    }>`select count(distinct c.id)::int as count, coalesce(sum(m.amount), 0)::bigint as total
      from payment_claim c join payment_claim_month m on m.county_id = c.county_id and m.claim_id = c.id and m.run_id = c.run_id
      where c.county_id = ${actor.countyId} and c.run_id = ${id}`,
  )
  const sum = kinds.reduce((all, k) => all + (k.kind === 'held' || k.kind === 'reversal' ? 0 : k.total), 0)
  return {
    ...{ id, benefit: u.benefit, benefitTitle: catalogue.benefit(u.benefit)?.title ?? u.benefit, month: u.month },
    ...{ kind: u.kind, kindTitle: u.kind === 'month' ? '月度核发' : '补核', fundTitle: titleOfFunds(u) },
    ...{ madeOn: u.made_on, madeBy: u.made_by, batchId: u.batch_id, total: yuanOf(sum) },
    count: kinds.reduce((all, k) => all + k.count, 0),
    kinds: (Object.keys(shares) as Share[]).flatMap(kind =>
      kinds
        .filter(k => k.kind === kind)
        .map(k => ({ kind, title: shares[kind], count: k.count, total: yuanOf(k.total) })),
    ),
    /** Opened with the run: what was paid too much, asked back and no part of the bank's file. */
    claims: { ...claims, total: yuanOf(claims.total) },
    against: before && {
      month: before.month,
      same: changed.find(c => c.change === null)?.count ?? 0,
      changes: (Object.keys(changes) as Change[]).map(change => {
        const found = changed.find(c => c.change === change)
        return {
          change,
          title: changes[change],
          count: found?.count ?? 0,
          difference: yuanOf(found?.difference ?? 0),
        }
      }),
    },
  }
}

/** The lines of a run, or a share of them; those that are gone are lines of the run before. */
export const runLines = async (
  db: Db,
  catalogue: Catalogue,
  actor: Actor,
  u: Head,
  q: { readonly share?: Share | undefined; readonly after?: number | undefined; readonly limit: number },
) => {
  const before = earlierOf(catalogue, u)
  const isGone = q.share === 'gone'
  if (isGone && !before) return { rows: [], next: null }
  const run = isGone ? before! : u
  const after = q.after ? sql`and id > ${q.after}` : sql``
  const page = await linesWhere(
    db,
    actor,
    { month: run.month, runId: run.id },
    sql`${share(actor.countyId, u, before, q.share)} ${after}`,
    q.limit,
  )
  const held = before
    ? await rows(
        db,
        sql<{ row_id: number; amount: number }>`select row_id, amount from (${linesOf(actor.countyId, before)}) b
          where row_id = any(${page.rows.map(r => r.rowId)}::bigint[])`,
      )
    : []
  const amount = new Map(held.map(h => [h.row_id, yuanOf(h.amount)]))
  return {
    ...page,
    rows: page.rows.map(r => ({
      ...r,
      /** What the same row had the month before, where it is its regular line. */
      before: r.kind === 'regular' ? (amount.get(r.rowId) ?? null) : null,
      ...(isGone && { amount: '0.00' }),
    })),
  }
}

const share = (countyId: number, u: Head, before: Head['before'], of: Share | undefined): RawBuilder<unknown> => {
  if (!of) return sql`true`
  if (of === 'held') return sql`held_back is not null`
  if (of in lineKinds) return sql`kind = ${of} and held_back is null`
  if (!before) return sql`false`
  return sql`kind = 'regular' and row_id in (select row_id from (${compared(countyId, u, before)}) c where change = ${of})`
}
