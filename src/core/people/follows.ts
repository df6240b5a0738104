/** 影响: what events did to rows of benefits in fact, whatever the rules would do: stopped, from when, how much; what was paid too much; which matters were opened. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { amountColumn } from '#core/registers/tables'
import { yuanOf } from '#core/registers/values'
import { type Event, events } from '#define/events'
import type { Day } from '#define/time'

export interface Follow {
  readonly eventId: number
  readonly event: string
  /** 低保金：自 2024-09-01 起由每月 1100.00 元变为 550.00 元 */
  readonly says: string
  readonly rowId: string
  readonly register: string
}
export interface FollowsAsk {
  readonly engine: Engine
  readonly actor: Actor
  readonly sees: (business: string) => boolean
}
interface Happened {
  readonly id: number
  readonly event: Event
}

/** As far as the asker works in the benefits; in the order in which it was written. */
export const followedBy = async (db: Db, look: FollowsAsk, made: readonly Happened[]): Promise<Follow[]> => {
  const { catalogue } = look.engine
  const follows: Follow[] = []
  for (const benefit of catalogue.benefits) {
    const reaching = made.filter(e => benefit.worth.changes?.[e.event])
    const register = benefit.worth.of
    if (!reaching.length || !look.sees(catalogue.businessOf(benefit)) || register.told.over !== 'period') continue
    for (const s of await statesOf(db, look, benefit, reaching))
      follows.push({
        ...{ eventId: s.event_id, event: events[reaching.find(e => e.id === s.event_id)!.event] },
        ...{ rowId: String(s.row_id), register: catalogue.idOf(register) },
        says: `${benefit.title}：${s.because}，${became(s)}${overpaid(s)}`,
      })
  }
  return follows
}

interface Written {
  readonly event_id: number
  readonly row_id: number
  readonly starts: Day
  readonly because: string
  readonly amount: number
  readonly before: number | null
  readonly suspended: boolean
  readonly ended: boolean
  readonly claimed: number | null
  readonly months: number
  readonly paid: number | null
  readonly paid_months: number
}
const statesOf = (db: Db, { engine, actor }: FollowsAsk, benefit: AnyBenefit, of: readonly Happened[]) => {
  const { catalogue } = engine
  const amount = sql.ref(amountColumn(catalogue, benefit))
  const table = catalogue.tableOf(benefit.worth.of)
  const id = catalogue.idOf(benefit)
  return rows(
    db,
    sql<Written>`
      select s.event_id, s.row_id, s.starts, s.because, s.${amount} as amount, s.suspended, upper(t.held) = s.starts and t.end_reason = s.because as ended,
        (select b.${amount} from ${sql.table(`${table}_state`)} b where b.county_id = s.county_id and b.row_id = s.row_id
          and b.version < s.version and b.starts <= s.starts order by b.version desc limit 1) as before,
        c.amount as claimed, c.months, p.amount as paid, p.months as paid_months
      from ${sql.table(`${table}_state`)} s join ${sql.table(table)} t on t.county_id = s.county_id and t.id = s.row_id
        left join lateral (select sum(m.amount) as amount, count(distinct m.month)::int as months from payment_claim x
          join payment_claim_month m on m.county_id = x.county_id and m.claim_id = x.id and m.month >= s.starts
          where x.county_id = s.county_id and x.row_id = s.row_id and x.benefit = ${id}) c on true
        left join lateral (select sum(l.amount) as amount, count(distinct l.for_month)::int as months from payment_line l
          where l.county_id = s.county_id and l.row_id = s.row_id and l.benefit = ${id} and l.for_month >= s.starts) p on true
      where s.county_id = ${actor.countyId} and s.event_id = any(${of.map(e => e.id)}::bigint[]) and s.because <> '标准调整或到期' order by s.version`,
  )
}
const became = (s: Written) =>
  s.ended
    ? `自 ${s.starts} 起停发`
    : s.suspended
      ? `自 ${s.starts} 起暂停`
      : s.before === s.amount
        ? `自 ${s.starts} 起重新核算，金额不变`
        : `自 ${s.starts} 起由每月 ${yuanOf(s.before ?? 0)} 元变为 ${yuanOf(s.amount)} 元`
const overpaid = (s: Written) =>
  s.claimed
    ? `；多发 ${s.months} 个月共 ${yuanOf(s.claimed)} 元，已转追缴`
    : s.ended && s.paid
      ? `；此后已发 ${s.paid_months} 个月共 ${yuanOf(s.paid)} 元，下次发放时转追缴`
      : ''

export interface OpenedBy {
  readonly eventId: number
  readonly caseId: string
  /** 低保复核 MZ… */
  readonly says: string
}
/** The matters that these events have opened: about the one whom it befell, or their household, on the day on which it was confirmed. */
export const openedBy = async (db: Db, { engine, actor }: FollowsAsk, of: readonly Happened[]): Promise<OpenedBy[]> => {
  const found = await rows(
    db,
    sql<{ event_id: number; id: number; number: string; procedure: string }>`
      select e.id as event_id, c.id, c.number, c.procedure from life_event e
      join case_file c on c.county_id = e.county_id and c.source = 'event' and c.applied_on = e.confirmed_on
        and (c.person_id = e.person_id or c.household_id = e.household_id or c.household_id in (select m.household_id from household_member m
          where m.county_id = e.county_id and m.person_id = e.person_id and m.held @> e.happened_on - 1))
      where e.county_id = ${actor.countyId} and e.id = any(${of.map(e => e.id)}::bigint[]) order by c.id`,
  )
  return found.map(f => ({
    ...{ eventId: f.event_id, caseId: String(f.id) },
    says: `${engine.catalogue.procedure(f.procedure)?.title ?? f.procedure} ${f.number}`,
  }))
}
