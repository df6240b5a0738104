/** 封存、放行、撤回: what one person has sealed, another releases, with the hash that both saw. */

import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one } from '#core/db'
import { post } from '#core/funds/post'
import type { Keys } from '#core/identity/keys'
import { stampOf } from '#core/identity/sealing'
import { type Batch, batchOf, checkCodeOf, contentOf } from './batch.ts'
import { ofTheTown } from './fund-shares.ts'

export const stampOfBatch = (keys: Keys, b: Pick<Batch, 'number' | 'hash' | 'transfers' | 'total'>) =>
  stampOf(keys, 'batch', [b.number, b.hash, b.transfers, b.total])

/** From here on the content is fixed. @throws Refusal where the run is sealed already or nothing of it goes to the bank */
export const sealRun = async (
  trx: Db,
  { run, actor, keys }: { readonly run: number; readonly actor: Actor; readonly keys: Keys },
): Promise<Batch> => {
  const county = actor.countyId
  const found = await maybe(
    trx,
    sql<{
      benefit: string
      month: string
      person: number
      batch: string | null
    }>`select u.benefit, to_char(u.month, 'YYYYMM') as month, u.made_person as person, b.number as batch
      from payment_run u left join payment_batch b on b.county_id = u.county_id and b.run_id = u.id
      where u.county_id = ${county} and u.id = ${run}`,
  )
  if (!found) throw new Refusal('没有这次发放，请从发放列表中重新打开。', { status: 404 })
  if (found.batch) throw new Refusal(`这次发放已经封存为批次 ${found.batch}。`, { status: 409 })
  const content = await contentOf(trx, county, run)
  if (!content.transfers)
    throw new Refusal('这次发放没有可以送银行的款项（都已暂缓，或只有追缴），不必封存；请处理暂缓的对象。')
  const number = `${found.month}-${run}`
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into payment_batch (county_id, run_id, number, hash, stamp, lines, transfers, total, run_person, made_by, made_person, made_on)
      values (${county}, ${run}, ${number}, ${content.hash}, ${stampOfBatch(keys, { number, ...content })}, ${content.lines}, ${content.transfers},
        ${content.total}, ${found.person}, ${actor.accountId}, ${actor.personId}, ledger_day(${county}::smallint)) returning id`,
  )
  await audit(trx, actor, { action: 'payment.sealed', subject: `batch:${id}`, detail: { number, ...content } })
  return batchOf(trx, county, id)
}

interface Release {
  readonly batch: number
  /** The whole of it, or the 核对码 that the releaser has read from the maker's 封存单 (checkCodeOf). */
  readonly hash: string
  readonly actor: Actor
  readonly keys: Keys
}
/**
 * The money leaves the fund. @throws Refusal where the releaser made the run or the batch, the hash is another one, the content was changed since,
 * it was released already, or the fund has too little
 */
export const releaseBatch = async (trx: Db, { batch: id, hash, actor, keys }: Release): Promise<Batch> => {
  const batch = await batchOf(trx, actor.countyId, id, true)
  if (batch.withdrawn_on)
    throw new Refusal(`批次 ${batch.number} 已于 ${batch.withdrawn_on} 撤回，不能放行。`, { status: 409 })
  if (batch.released_on)
    throw new Refusal(`批次 ${batch.number} 已于 ${batch.released_on} 放行，不得重复放行。`, { status: 409 })
  if (actor.personId === batch.made_person || actor.personId === batch.run_person)
    throw new Refusal('批次不能由核发或封存的本人放行，请由另一人复核后放行。', { status: 403 })
  if (![batch.hash, checkCodeOf(batch)].includes(hash.toLowerCase()))
    throw new Refusal(
      `「核对码」与批次 ${batch.number} 不一致，没有放行；请核对封存单的批次号、笔数和金额，不是同一批的，退回封存人。`,
      { status: 409 },
    )
  const content = await contentOf(trx, actor.countyId, batch.run_id)
  if (content.hash !== batch.hash || !stampOfBatch(keys, batch).equals(batch.stamp))
    throw new Refusal(`批次 ${batch.number} 封存后内容被改动过，没有放行；请立即报告负责人并查审计记录。`, {
      status: 409,
    })
  const { file_no } = await one(
    trx,
    sql<{
      file_no: number
    }>`insert into serial_counter (county_id, series, last) values (${actor.countyId}, 'bank file', 1)
      on conflict (county_id, series) do update set last = serial_counter.last + 1 returning last as file_no`,
  )
  await sql`update payment_batch set released_by = ${actor.accountId}, released_person = ${actor.personId},
    released_on = ledger_day(${actor.countyId}::smallint), file_no = ${file_no} where county_id = ${actor.countyId} and id = ${id}`.execute(
    trx,
  )
  const town = batch.town_fund ? (await ofTheTown(trx, actor.countyId, batch.run_id)).sent : 0
  const leaves = (amount: number) => ({ available: -amount, transit: amount })
  await post(trx, actor, {
    fund: batch.fund,
    kind: 'released',
    batchId: id,
    entries: leaves(batch.total - town),
    also: batch.town_fund ? { fund: batch.town_fund, entries: leaves(town) } : undefined,
  })
  await audit(trx, actor, {
    action: 'payment.released',
    subject: `batch:${id}`,
    detail: { number: batch.number, hash: batch.hash, file_no },
  })
  return batchOf(trx, actor.countyId, id)
}

/** Before its release only. What it would have paid is due again in the next run or 补核; what it would have set off is owed again. */
export const withdrawBatch = async (
  trx: Db,
  { batch: id, why, actor }: { readonly batch: number; readonly why: string; readonly actor: Actor },
): Promise<void> => {
  const batch = await batchOf(trx, actor.countyId, id, true)
  if (batch.released_on)
    throw new Refusal(`批次 ${batch.number} 已经放行，不能撤回；有误的发放行请逐行冲销。`, { status: 409 })
  if (batch.withdrawn_on) throw new Refusal(`批次 ${batch.number} 已于 ${batch.withdrawn_on} 撤回。`, { status: 409 })
  if (why.trim().length < 4) throw new Refusal('请写明撤回的原因（不少于四个字）。', { status: 400 })
  await sql`update payment_batch set withdrawn_by = ${actor.accountId}, withdrawn_person = ${actor.personId},
    withdrawn_on = ledger_day(${actor.countyId}::smallint), withdrawn_why = ${why} where county_id = ${actor.countyId} and id = ${id}`.execute(
    trx,
  )
  await sql`insert into payment_claim_entry (county_id, claim_id, kind, amount, on_day, proposed_by, proposed_person, why, month, line_id)
    select e.county_id, e.claim_id, 'offset', -e.amount, ledger_day(e.county_id), ${actor.accountId}, ${actor.personId}, '批次撤回，抵扣未成', e.month, e.line_id
    from payment_line l join payment_claim_entry e on e.county_id = l.county_id and e.month = l.month and e.line_id = l.id
    where l.county_id = ${actor.countyId} and l.run_id = ${batch.run_id} and l.kind = 'deduction'`.execute(trx)
  await audit(trx, actor, {
    action: 'payment.withdrawn',
    subject: `batch:${id}`,
    detail: { number: batch.number, why },
  })
}
