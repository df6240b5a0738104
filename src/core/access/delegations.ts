/** 代行职责: who is away hands their duties to a colleague of the same post and place, for days. Separation is over persons and holds on. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { isDay } from '#core/calendar/days'
import { type Db, maybe, one, rows } from '#core/db'
import type { Day } from '#define/time'
import { refusing } from './refusing.ts'

export interface Delegation {
  readonly toAccountId: number
  readonly from: Day
  /** The last day, included. */
  readonly until: Day
  readonly reason: string
}
const most = 92

/** By the one who goes away; nothing holds until an administrator lets it. @throws Refusal */
export const askDelegation = async (trx: Db, actor: Actor, d: Delegation, on: Day): Promise<number> => {
  if (!isDay(d.from) || !isDay(d.until) || d.until < d.from || d.from < on)
    throw new Refusal('代行的起止日期不对：不早于今天，止日不早于起日', { status: 400 })
  if (d.reason.trim().length < 4) throw new Refusal('请写明代行的理由，不少于四个字', { status: 400 })
  const to = await maybe(
    trx,
    sql<{
      person_id: number
      alike: boolean
      days: number
    }>`select a.person_id, ${d.until}::date - ${d.from}::date + 1 as days,
        a.post = ${actor.post} and a.division_id = ${actor.divisionId} and a.valid @> ledger_day(a.county_id)
          and num_nonnulls(a.organisation_id, a.place_id, a.unit) = 0 as alike
      from account a where a.county_id = ${actor.countyId} and a.id = ${d.toAccountId}`,
  )
  if (!to?.alike || actor.post === 'admin')
    throw new Refusal('职责只能交给同岗位、同辖区的同事代行，请另选一人', { status: 403 })
  if (to.person_id === actor.personId) throw new Refusal('不能由自己的另一个账号代行', { status: 403 })
  if (to.days > most) throw new Refusal(`一次代行不超过${most}天；更长的请办理岗位变更`, { status: 400 })
  const { id } = await refusing(() =>
    one(
      trx,
      sql<{
        id: number
      }>`insert into delegation (county_id, from_account, to_account, held, reason, asked_by, to_person)
        values (${actor.countyId}, ${actor.accountId}, ${d.toAccountId}, daterange(${d.from}::date, ${d.until}::date, '[]'), ${d.reason.trim()},
          ${actor.personId}, ${to.person_id}) returning id`,
    ),
  )
  await audit(trx, actor, { action: 'delegation.asked', subject: `delegation:${id}`, detail: { ...d } })
  return id
}

/** By an administrator who is neither of the two. @throws Refusal */
export const approveDelegation = async (trx: Db, actor: Actor, id: number): Promise<void> => {
  if (actor.post !== 'admin') throw new Refusal('代行由系统管理员批准', { status: 403 })
  const done = await refusing(() =>
    maybe(
      trx,
      sql`update delegation set approved_by = ${actor.personId}, approved_on = ledger_day(county_id)
        where county_id = ${actor.countyId} and id = ${id} and approved_by is null and ended_on is null returning id`,
    ),
  )
  if (!done) throw new Refusal('没有等待批准的这项代行，请刷新', { status: 409 })
  await audit(trx, actor, { action: 'delegation.approved', subject: `delegation:${id}` })
}

/** By either of the two, or an administrator: from now on it holds no more. */
export const endDelegation = async (trx: Db, actor: Actor, id: number): Promise<void> => {
  const done = await maybe(
    trx,
    sql`update delegation set ended_on = ledger_day(county_id)
      where county_id = ${actor.countyId} and id = ${id} and ended_on is null returning id`,
  )
  if (!done) throw new Refusal('没有这项代行，或已经结束，请刷新', { status: 409 })
  await audit(trx, actor, { action: 'delegation.ended', subject: `delegation:${id}` })
}

export interface DelegationLine {
  readonly id: number
  readonly fromName: string
  readonly toName: string
  readonly from: Day
  readonly until: Day
  readonly reason: string
  readonly stands: 'waiting' | 'approved' | 'ended'
  readonly isMine: boolean
}
/** One's own, given and taken; of an administrator all that wait or hold. */
export const delegations = (db: Db, actor: Actor) =>
  rows(
    db,
    sql<DelegationLine>`select d.id, f.name as "fromName", t.name as "toName", lower(d.held) as from, upper(d.held) - 1 as until, d.reason,
        case when d.ended_on is not null or upper(d.held) <= ledger_day(d.county_id) then 'ended' when d.approved_by is null then 'waiting' else 'approved' end as stands,
        d.from_account = ${actor.accountId} or d.to_account = ${actor.accountId} as "isMine"
      from delegation d join account f on f.county_id = d.county_id and f.id = d.from_account
        join account t on t.county_id = d.county_id and t.id = d.to_account
      where d.county_id = ${actor.countyId} order by d.id desc limit 100`,
  )
export const delegates = (db: Db, actor: Actor) =>
  rows(
    db,
    sql<{
      id: number
      name: string
    }>`select id, name from account where county_id = ${actor.countyId} and post = ${actor.post}
      and division_id = ${actor.divisionId} and person_id <> ${actor.personId} and valid @> ledger_day(county_id)
      and num_nonnulls(organisation_id, place_id, unit) = 0 order by name limit 200`,
  )
