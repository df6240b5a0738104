/** 银行结果入账: each transfer ends paid, returned or unknown; the fund follows in the same transaction. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows } from '#core/db'
import { parseUpload } from '#core/documents/upload'
import { post } from '#core/funds/post'
import type { Keys } from '#core/identity/keys'
import type { Day } from '#define/time'
import { sm3Of, transfersOf } from './bank-file.ts'
import { type Batch, batchOf, mustBeSent } from './batch.ts'
import { ofTheTown } from './fund-shares.ts'
import { matchReturn, outcomeOf, type ResultCode, resultCodes } from './return-file.ts'

export interface Returned {
  readonly id: number
  readonly transfers: number
  /** Fen each. */
  readonly paid: number
  readonly came_back: number
  readonly unknown: number
}
interface ReturnFile {
  readonly batch: number
  readonly file: { readonly name: string; readonly bytes: Uint8Array }
  readonly actor: Actor
  readonly keys: Keys
  /** The bank's day; today without it. */
  readonly on?: Day
}

/** The whole file or nothing. A later file may tell what was unknown, and only that. @throws Refusal with one sentence */
export const readReturn = async (trx: Db, f: ReturnFile): Promise<Returned> => {
  const county = f.actor.countyId
  const batch = await sentBatch(trx, county, f.batch)
  const sm3 = sm3Of(f.file.bytes)
  const before = await maybe(
    trx,
    sql<{
      name: string
      on_day: Day
    }>`select name, on_day from payment_return where county_id = ${county} and sm3 = ${sm3}`,
  )
  if (before)
    throw new Refusal(`这个文件已于 ${before.on_day} 以「${before.name}」读入过，不再重复读入。`, { status: 409 })
  const open = await openTransfers(trx, county, batch)
  const sent = (await transfersOf(trx, f.keys, county, batch.run_id)).filter(t => open.has(t.line))
  const { rows: uploaded } = await parseUpload(f.file.bytes, { name: f.file.name })
  const results = matchReturn(batch.number, sent, uploaded)
  const told = sql`select * from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as t (line integer, outcome text, code text, reason text)`
  return book(trx, f.actor, batch, { name: f.file.name, sm3, on: f.on }, told)
}

export interface Settlement {
  readonly batch: number
  /** By the numbers in the bank file; all others are paid. */
  readonly returned: readonly { readonly line: number; readonly code: ResultCode }[]
  readonly actor: Actor
  readonly on?: Day
}
/** The same without a file, for rehearsals: one statement for any number of transfers. */
export const settleBatch = async (trx: Db, s: Settlement): Promise<Returned> => {
  const county = s.actor.countyId
  const batch = await sentBatch(trx, county, s.batch)
  const open = sql`l.county_id = ${county} and l.run_id = ${batch.run_id} and l.file_line is not null and not exists (
    select from payment_outcome o where o.county_id = ${county} and o.batch_id = ${batch.id} and o.file_line = l.file_line and o.outcome <> 'unknown')`
  const given = s.returned.map(r => ({
    line: r.line,
    outcome: outcomeOf(r.code),
    code: r.code,
    reason: resultCodes[r.code],
  }))
  if (given.some(r => r.outcome === 'paid')) throw new Error('a returned transfer with the code of a paid one')
  const told = sql`select l.line, coalesce(r.outcome, 'paid') as outcome, case when r.outcome = 'returned' then r.code end as code, r.reason
    from (select distinct l.file_line as line from payment_line l where ${open}) l
      left join jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (line integer, outcome text, code text, reason text) on r.line = l.line`
  return book(trx, s.actor, batch, { name: '演练', sm3: `rehearsal-${batch.number}`, on: s.on }, told)
}

const sentBatch = async (trx: Db, county: number, id: number) => {
  const batch = await batchOf(trx, county, id, true)
  mustBeSent(batch)
  return batch
}
const openTransfers = async (trx: Db, county: number, batch: Batch): Promise<ReadonlySet<number>> => {
  const open = await rows(
    trx,
    sql<{ line: number }>`select distinct l.file_line as line from payment_line l
      where l.county_id = ${county} and l.run_id = ${batch.run_id} and l.file_line is not null and not exists (
        select from payment_outcome o where o.county_id = ${county} and o.batch_id = ${batch.id} and o.file_line = l.file_line and o.outcome <> 'unknown')`,
  )
  if (!open.length) throw new Refusal(`批次 ${batch.number} 的每一笔都已有结果，不再读入。`, { status: 409 })
  return new Set(open.map(o => o.line))
}

const book = async (
  trx: Db,
  actor: Actor,
  batch: Batch,
  file: { readonly name: string; readonly sm3: string; readonly on: Day | undefined },
  told: RawBuilder<unknown>,
): Promise<Returned> => {
  const county = actor.countyId
  const day = sql`(select coalesce(${file.on ?? null}::date, ledger_day(${county}::smallint)))` // asked once, not for each transfer
  await sql`
    with told as materialized (${told}),
    sent as (select file_line as line, sum(amount) as amount from payment_line
      where county_id = ${county} and run_id = ${batch.run_id} and file_line is not null group by file_line),
    file as (
      insert into payment_return (county_id, batch_id, name, sm3, transfers, paid, came_back, unknown, on_day, read_by, read_person)
      select ${county}, ${batch.id}, ${file.name}, ${file.sm3}, count(*), coalesce(sum(amount) filter (where outcome = 'paid'), 0),
        coalesce(sum(amount) filter (where outcome = 'returned'), 0), coalesce(sum(amount) filter (where outcome = 'unknown'), 0),
        ${day}, ${actor.accountId}, ${actor.personId}
      from told join sent using (line) returning id)
    insert into payment_outcome (county_id, batch_id, file_line, return_id, outcome, on_day, reason_code, reason, amount, known_from)
    select ${county}, ${batch.id}, told.line, file.id, told.outcome, ${day}, told.code, told.reason, sent.amount, (select ledger_now())
    from told join sent using (line) cross join file`.execute(trx)
  const done = await one(
    trx,
    sql<Returned>`select id, transfers, paid, came_back, unknown from payment_return where county_id = ${county} and sm3 = ${file.sm3}`,
  )
  const settled = sql`select file_line, outcome from payment_outcome where county_id = ${county} and return_id = ${done.id}`
  const town = batch.town_fund ? await ofTheTown(trx, county, batch.run_id, settled) : { paid: 0, cameBack: 0 }
  const arrives = (back: number, paid: number) => ({ available: back, paid, transit: -back - paid })
  await post(trx, actor, {
    fund: batch.fund,
    kind: 'settled',
    returnId: done.id,
    entries: arrives(done.came_back - town.cameBack, done.paid - town.paid),
    also: batch.town_fund ? { fund: batch.town_fund, entries: arrives(town.cameBack, town.paid) } : undefined,
    ...(file.on && { on: file.on }),
  })
  const { id: _, ...sums } = done
  await audit(trx, actor, {
    action: 'payment.returned',
    subject: `batch:${batch.id}`,
    detail: { number: batch.number, ...sums },
  })
  return done
}
