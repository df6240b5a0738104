/** Runs, batches and lines as their pages show them; sums in yuan. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, maybe, rows } from '#core/db'
import { funds } from '#core/funds/post'
import { yuanOf } from '#core/registers/values'
import type { Fund } from '#define/benefit'
import type { Day, Month } from '#define/time'
import { batchOf, isMadeBy } from './batch.ts'

export const lineKinds = {
  regular: '当月',
  arrears: '补发',
  deduction: '扣减',
  repay: '退票重发',
  reversal: '冲销',
} as const
export const lineStates = {
  ...{
    open: '已制单',
    sealed: '待放行',
    sent: '已送银行',
    paid: '已到账',
    returned: '退票',
    unknown: '结果不明',
    withdrawn: '已撤回',
  },
  ...{ held: '暂缓', repaid: '已重发', reversed: '已冲销', reversal: '冲销' },
} as const
export type LineState = keyof typeof lineStates
export const heldReasons = {
  'no payee': '没有领款人',
  'no account': '没有账号',
  'payee died': '领款人已死亡',
  'account changed': '账号七日内变更，待核实',
} as const
const batchStands = { sealed: '待放行', released: '已放行', withdrawn: '已撤回' } as const

interface Run {
  id: number
  benefit: string
  month: Month
  kind: 'month' | 'supplement'
  nth: number
  fund: Fund
  town_fund: Fund | null
  made_on: Day
  made_person: number
  made_by: string | null
  batch_id: number | null
  number: string | null
  lines: number | null
  transfers: number | null
  total: number | null
  released_on: Day | null
  withdrawn_on: Day | null
  held: number
  /** Of what no batch has sealed yet. */
  sums: { lines: number; total: number } | null
  /** Nothing before the bank has answered; transfers, not lines. */
  bank: { returned: number; unknown: number } | null
}
/** What came back, and what the bank could not say and has not said since. */
const bankSays = sql`case when exists (select from payment_return r where r.county_id = b.county_id and r.batch_id = b.id)
  then (select json_build_object('returned', count(*) filter (where o.outcome = 'returned'),
      'unknown', count(*) filter (where o.outcome = 'unknown' and not exists (select from payment_outcome s where s.county_id = o.county_id
        and s.batch_id = o.batch_id and s.file_line = o.file_line and s.outcome <> 'unknown')))
    from payment_outcome o where o.county_id = b.county_id and o.batch_id = b.id and o.outcome <> 'paid') end`
/** The newest first. */
export const runs = async (db: Db, catalogue: Catalogue, actor: Actor, benefit?: string, limit = 60) => {
  const mine =
    actor.businesses === 'all' ? sql`` : sql`and split_part(u.benefit, '.', 1) = any(${actor.businesses}::text[])`
  const found = await rows(
    db,
    sql<Run>`select u.id, u.benefit, to_char(u.month, 'YYYY-MM') as month, u.kind, u.nth, u.fund, u.town_fund, u.made_on, u.made_person, m.name as made_by,
        b.id as batch_id, b.number, b.lines, b.transfers, b.total, b.released_on, b.withdrawn_on,
        (select count(*)::int from payment_line l where l.county_id = u.county_id and l.month = u.month and l.run_id = u.id and l.held_back is not null) as held,
        case when b.id is null then (select json_build_object('lines', count(*), 'total', coalesce(sum(l.amount) filter (where l.file_line is not null), 0))
          from payment_line l where l.county_id = u.county_id and l.month = u.month and l.run_id = u.id) end as sums,
        ${bankSays} as bank
      from payment_run u left join payment_batch b on b.county_id = u.county_id and b.run_id = u.id
        left join account m on m.county_id = u.county_id and m.id = u.made_by
      where u.county_id = ${actor.countyId} ${mine} ${benefit ? sql`and u.benefit = ${benefit}` : sql``} order by u.id desc limit ${limit}`,
  )
  return found.map(u => ({
    ...{
      id: u.id,
      benefit: u.benefit,
      benefitTitle: catalogue.benefit(u.benefit)?.title ?? u.benefit,
      month: u.month,
      nth: u.nth,
    },
    ...{
      kind: u.kind,
      kindTitle: u.kind === 'month' ? '月度核发' : '补核',
      fund: u.fund,
      fundTitle: titleOfFunds(u),
    },
    ...{
      madeOn: u.made_on,
      madeBy: u.made_by,
      lines: u.lines ?? u.sums?.lines ?? 0,
      held: u.held,
      total: yuanOf(u.total ?? u.sums?.total ?? 0),
    },
    batch: u.batch_id
      ? {
          id: u.batch_id,
          number: u.number,
          transfers: u.transfers,
          total: yuanOf(u.total!),
          ...standing(u),
          bank: u.bank,
        }
      : null,
  }))
}
export const titleOfFunds = (of: { readonly fund: Fund; readonly town_fund: Fund | null }) =>
  [of.fund, ...(of.town_fund ? [of.town_fund] : [])].map(f => funds[f]).join('、')
const standing = (b: { released_on: Day | null; withdrawn_on: Day | null }) => {
  const stands = b.withdrawn_on ? 'withdrawn' : b.released_on ? 'released' : 'sealed'
  return { stands, standsTitle: batchStands[stands] } as const
}

/** With its exceptions, the first hundred, and how many lines stand how. */
export const batchView = async (db: Db, catalogue: Catalogue, actor: Actor, id: number) => {
  const b = await batchOf(db, actor.countyId, id)
  const names = await rows(
    db,
    sql<{ person_id: number; name: string }>`select distinct on (person_id) person_id, name from account
      where county_id = ${actor.countyId} and person_id = any(${[b.run_person, b.made_person, b.released_person].filter(p => p !== null)}::bigint[])`,
  )
  const nameOf = (person: number | null) => names.find(n => n.person_id === person)?.name ?? null
  const counts = await rows(
    db,
    sql<{
      state: LineState
      count: number
      total: number
    }>`select status as state, count(*)::int as count, sum(amount)::bigint as total from payment_status
      where county_id = ${actor.countyId} and month = ${`${b.month}-01`}::date and run_id = ${b.run_id} group by 1 order by 1`,
  )
  const returns = await rows(
    db,
    sql<{ id: number; name: string; on: Day; transfers: number; paid: number; came_back: number; unknown: number }>`
      select id, name, on_day as on, transfers, paid, came_back, unknown from payment_return where county_id = ${actor.countyId} and batch_id = ${id} order by id`,
  )
  const isOther = !isMadeBy(b, actor.personId)
  const isSealed = !b.released_on && !b.withdrawn_on
  return {
    ...{
      id,
      runId: b.run_id,
      number: b.number,
      benefit: b.benefit,
      benefitTitle: catalogue.benefit(b.benefit)?.title ?? b.benefit,
      month: b.month,
    },
    ...{
      /** Before the release only to those who made it: the releaser has it from their 封存单. */
      hash: isSealed && isOther ? null : b.hash,
      count: b.lines,
      lines: b.lines,
      transfers: b.transfers,
      total: yuanOf(b.total),
      fund: b.fund,
      fundTitle: titleOfFunds(b),
    },
    ...{ ...standing(b), madeBy: nameOf(b.made_person), runBy: nameOf(b.run_person), madeOn: b.made_on },
    ...{
      releasedBy: nameOf(b.released_person),
      releasedOn: b.released_on,
      fileNo: b.file_no,
      withdrawnOn: b.withdrawn_on,
    },
    counts: counts.map(c => ({ ...c, title: lineStates[c.state], total: yuanOf(c.total) })),
    returns: returns.map(({ came_back, ...r }) => ({
      ...r,
      paid: yuanOf(r.paid),
      cameBack: yuanOf(came_back),
      unknown: yuanOf(r.unknown),
    })),
    exceptions: (
      await linesWhere(
        db,
        actor,
        { month: b.month, runId: b.run_id },
        sql`status in ('held', 'returned', 'unknown')`,
        100,
      )
    ).rows,
    /** Whoever made it does not release it. */
    mayRelease: isOther && isSealed,
  }
}

export const batchLines = async (
  db: Db,
  actor: Actor,
  id: number,
  q: { state?: string | undefined; after?: number | undefined; limit: number },
) => {
  const b = await batchOf(db, actor.countyId, id)
  const state = q.state ? sql`status = ${q.state}` : sql`true`
  return linesWhere(
    db,
    actor,
    { month: b.month, runId: b.run_id },
    q.after ? sql`${state} and id > ${q.after}` : state,
    q.limit,
  )
}

interface Line {
  id: number
  row_id: number
  file_line: number | null
  payee_id: number | null
  payee_name: string | null
  account_masked: string | null
  amount: number
  kind: keyof typeof lineKinds
  for_month: Month
  status: LineState
  held_back: keyof typeof heldReasons | null
  reason: string | null
  village: string
}
export const linesWhere = async (
  db: Db,
  actor: Actor,
  of: { month: Month; runId: number },
  where: RawBuilder<unknown>,
  limit: number,
) => {
  const found = await rows(
    db,
    sql<Line>`select l.id, l.row_id, l.file_line, l.payee_id, l.payee_name, l.account_masked, l.amount, l.kind, to_char(l.for_month, 'YYYY-MM') as for_month,
        l.status, l.held_back, l.reason, d.name as village
      from (select * from payment_status where county_id = ${actor.countyId} and month = ${`${of.month}-01`}::date and run_id = ${of.runId} and ${where}
        order by id limit ${limit + 1}) l join division d on d.county_id = l.county_id and d.id = l.division_id order by l.id`,
  )
  const page = found.slice(0, limit)
  return {
    rows: page.map(l => ({
      ...{
        id: l.id,
        rowId: l.row_id,
        line: l.file_line,
        payeeId: l.payee_id,
        name: l.payee_name,
        account: l.account_masked,
        village: l.village,
      },
      ...{
        amount: yuanOf(l.amount),
        kind: l.kind,
        kindTitle: lineKinds[l.kind],
        month: of.month,
        forMonth: l.for_month,
      },
      ...{
        state: l.status,
        stateTitle: lineStates[l.status],
        reason: l.held_back ? heldReasons[l.held_back] : l.reason,
      },
    })),
    next: found.length > limit ? String(page.at(-1)!.id) : null,
  }
}

/** The month in which a line was written: half of its key. */
export const monthOfLine = (db: Db, countyId: number, line: number) =>
  maybe(
    db,
    sql<{
      month: Month
      benefit: string
    }>`select to_char(month, 'YYYY-MM') as month, benefit from payment_line where county_id = ${countyId} and id = ${line}`,
  )
