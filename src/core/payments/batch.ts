/** 批次: its standing, and the content that its hash is over. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe, rows } from '#core/db'
import type { Fund } from '#define/benefit'
import type { Day, Month } from '#define/time'

export interface Batch {
  readonly id: number
  readonly run_id: number
  /** 批次号, as it stands in the bank file. */
  readonly number: string
  readonly benefit: string
  readonly month: Month
  readonly fund: Fund
  /** Of what a town has decided. */
  readonly town_fund: Fund | null
  /** SM3 over the canonical content, 64 hex digits. */
  readonly hash: string
  readonly stamp: Buffer
  readonly lines: number
  readonly transfers: number
  /** Fen. */
  readonly total: number
  readonly run_person: number
  readonly made_person: number
  readonly made_on: Day
  readonly released_person: number | null
  readonly released_on: Day | null
  readonly file_no: number | null
  readonly withdrawn_on: Day | null
}

/**
 * 核对码: the last eight digits of the hash. Until the release it stands on the maker's screen and 封存单 only, so that whoever types it has the
 * maker's paper in hand, and the paper of this batch: no other month's, and none of a batch that was withdrawn and made again.
 */
export const checkCodeOf = (b: Pick<Batch, 'hash'>) => b.hash.slice(-8)
export const isMadeBy = (b: Batch, personId: number) => personId === b.made_person || personId === b.run_person

const selectBatch = sql`select b.id, b.run_id, b.number, u.benefit, to_char(u.month, 'YYYY-MM') as month, u.fund, u.town_fund, b.hash, b.stamp, b.lines, b.transfers,
  b.total, b.run_person, b.made_person, b.made_on, b.released_person, b.released_on, b.file_no, b.withdrawn_on
  from payment_batch b join payment_run u on u.county_id = b.county_id and u.id = b.run_id`

/** `forUpdate`: who comes second waits, and then sees what the first has done. */
export const batchOf = async (db: Db, countyId: number, id: number, forUpdate = false): Promise<Batch> => {
  if (forUpdate)
    await sql`select from payment_batch where county_id = ${countyId} and id = ${id} for update`.execute(db)
  const found = await maybe(db, sql<Batch>`${selectBatch} where b.county_id = ${countyId} and b.id = ${id}`)
  if (!found) throw new Refusal('没有这个发放批次，请从发放列表中重新打开。', { status: 404 })
  return found
}
export const batches = (db: Db, countyId: number): Promise<Batch[]> =>
  rows(db, sql<Batch>`${selectBatch} where b.county_id = ${countyId} order by b.id desc`)

export const mustBeSent = (batch: Batch) => {
  if (batch.withdrawn_on)
    throw new Refusal(`批次 ${batch.number} 已于 ${batch.withdrawn_on} 撤回，不能再办理。`, { status: 409 })
  if (!batch.released_on)
    throw new Refusal(`批次 ${batch.number} 还没有放行；请由制单人以外的人放行后再办理。`, { status: 409 })
}

export interface Sealed {
  readonly hash: string
  readonly lines: number
  readonly transfers: number
  readonly total: number
}
interface Chunk {
  readonly last: number
  readonly content: string
  readonly lines: number
  readonly transfers: number
  readonly total: number
}
const chunkSize = 20_000

/**
 * SM3 (GB/T 32905) over every line that goes to the bank, in the file's order; a line is
 * `transfer|row|month|kind|payee|name|account as sealed|fen\n`. What is held back or reversed is in no file and not in the hash.
 */
export const contentOf = async (db: Db, countyId: number, runId: number): Promise<Sealed> => {
  const sm3 = createHash('sm3')
  let [lines, transfers, total] = [0, 0, 0]
  for (let from = 0; ; ) {
    const chunk = await maybe(
      db,
      sql<Chunk>`select max(file_line) as last, count(*) as lines, count(distinct file_line) as transfers, sum(amount)::bigint as total,
        string_agg(concat_ws('|', file_line, row_id, for_month, kind, payee_id, payee_name, encode(account_sealed, 'hex'), amount) || E'\n', ''
          order by file_line, id) as content
        from payment_line where county_id = ${countyId} and run_id = ${runId} and file_line > ${from} and file_line <= ${from + chunkSize}
        having count(*) > 0`,
    )
    if (!chunk) break
    sm3.update(chunk.content)
    lines += chunk.lines
    transfers += chunk.transfers
    total += chunk.total
    from += chunkSize
  }
  return { hash: sm3.digest('hex'), lines, transfers, total }
}
