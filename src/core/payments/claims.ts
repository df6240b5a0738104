/** 追缴: recovered or waived, proposed by one and approved by another; never more than is owed. (社会救助暂行办法第六十八条) */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows, widely } from '#core/db'
import { post } from '#core/funds/post'
import type { Fund } from '#define/benefit'
import type { Day, Month } from '#define/time'
import { type Claim, selectClaims } from './claim.ts'
import { grantedByTown } from './fund-shares.ts'

interface Proposal {
  readonly claim: number
  readonly kind: 'recovered' | 'waived'
  /** Fen. */
  readonly amount: number
  readonly why: string
  /** Of the bank's receipt, or of the decision to waive. */
  readonly documentNo: string
  readonly actor: Actor
}
/** @throws Refusal where it is more than is owed, or the document is entered already */
export const proposeClaimEntry = async (trx: Db, p: Proposal): Promise<number> => {
  const county = p.actor.countyId
  const claim = await lockedClaim(trx, county, p.claim)
  if (!Number.isSafeInteger(p.amount) || p.amount <= 0) throw new Refusal('金额须为大于零的整数分。', { status: 400 })
  if (!p.why.trim() || !p.documentNo.trim()) throw new Refusal('请填写事由和凭证号。', { status: 400 })
  mustCover(claim, p.amount)
  const twice = await maybe(
    trx,
    sql`select from payment_claim_entry where county_id = ${county} and claim_id = ${p.claim} and kind = ${p.kind}
      and document_no = ${p.documentNo} and refused_why is null`,
  )
  if (twice) throw new Refusal(`凭证 ${p.documentNo} 已经登记过，不得重复登记。`, { status: 409 })
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into payment_claim_entry (county_id, claim_id, kind, amount, on_day, proposed_by, proposed_person, why, document_no)
      values (${county}, ${p.claim}, ${p.kind}, ${p.amount}, ledger_day(${county}::smallint), ${p.actor.accountId}, ${p.actor.personId}, ${p.why}, ${p.documentNo})
      returning id`,
  )
  await audit(trx, p.actor, {
    action: `claim.${p.kind}-proposed`,
    subject: `claim:${p.claim}`,
    detail: { entry: id, amount: p.amount, why: p.why },
  })
  return id
}

interface Entry {
  readonly claim_id: number
  readonly kind: 'recovered' | 'waived' | 'offset'
  readonly amount: number
  readonly proposed_person: number
  readonly approved_on: Day | null
  readonly refused_why: string | null
  readonly fund: Fund
}
/** Recovered money goes back into the fund. @throws Refusal where the approver has proposed it, or it is settled already */
export const approveClaimEntry = async (trx: Db, entryId: number, actor: Actor): Promise<void> => {
  const entry = await openEntry(trx, entryId, actor)
  mustCover(await lockedClaim(trx, actor.countyId, entry.claim_id), entry.amount)
  await sql`update payment_claim_entry set approved_by = ${actor.accountId}, approved_person = ${actor.personId},
    approved_on = ledger_day(${actor.countyId}::smallint) where county_id = ${actor.countyId} and id = ${entryId}`.execute(
    trx,
  )
  if (entry.kind === 'recovered')
    await post(trx, actor, {
      fund: entry.fund,
      kind: 'recovered',
      claimEntryId: entryId,
      entries: { available: entry.amount, recovered: -entry.amount },
    })
  await audit(trx, actor, {
    action: `claim.${entry.kind}`,
    subject: `claim:${entry.claim_id}`,
    detail: { entry: entryId, amount: entry.amount },
  })
}
export const refuseClaimEntry = async (trx: Db, entryId: number, why: string, actor: Actor): Promise<void> => {
  const entry = await openEntry(trx, entryId, actor)
  if (!why.trim()) throw new Refusal('请写明不批准的理由。', { status: 400 })
  await sql`update payment_claim_entry set refused_why = ${why} where county_id = ${actor.countyId} and id = ${entryId}`.execute(
    trx,
  )
  await audit(trx, actor, {
    action: 'claim.refused',
    subject: `claim:${entry.claim_id}`,
    detail: { entry: entryId, why },
  })
}

const openEntry = async (trx: Db, id: number, actor: Actor): Promise<Entry> => {
  await sql`select from payment_claim_entry where county_id = ${actor.countyId} and id = ${id} for update`.execute(trx)
  const entry = await widely(trx, actor, () =>
    maybe(
      trx,
      sql<Entry>`select e.claim_id, e.kind, e.amount, e.proposed_person, e.approved_on, e.refused_why,
        (select case when u.town_fund is not null and ${grantedByTown(sql`c.county_id`, sql`c.row_id`)} then u.town_fund else u.fund end
          from payment_run u where u.county_id = c.county_id and u.benefit = c.benefit order by u.id desc limit 1) as fund
      from payment_claim_entry e join payment_claim c on c.county_id = e.county_id and c.id = e.claim_id
      where e.county_id = ${actor.countyId} and e.id = ${id}`,
    ),
  )
  if (!entry) throw new Refusal('没有这项追缴登记。', { status: 404 })
  if (entry.approved_on || entry.refused_why || entry.kind === 'offset')
    throw new Refusal('这项追缴登记已经办结，不再重复办理。', { status: 409 })
  if (entry.proposed_person === actor.personId)
    throw new Refusal('追缴的收回和减免不能由提出的本人批准，请由另一人批准。', { status: 403 })
  return entry
}
const lockedClaim = async (trx: Db, county: number, id: number): Promise<Claim> => {
  await sql`select from payment_claim where county_id = ${county} and id = ${id} for update`.execute(trx)
  const claim = await maybe(trx, sql<Claim>`${selectClaims} where b.county_id = ${county} and b.id = ${id}`)
  if (!claim) throw new Refusal('没有这项追缴。', { status: 404 })
  return claim
}
const mustCover = (claim: Claim, amount: number) => {
  if (amount > claim.outstanding)
    throw new Refusal(`尚未收回的只有 ${(claim.outstanding / 100).toFixed(2)} 元，登记的金额超过了它。`, {
      status: 409,
    })
}
