/** 核对: roster = batch = bank file = bank's return = fund, to the fen, for every batch there is. */
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { decodeText, parseCsv } from '#core/documents/csv'
import { readXlsx } from '#core/documents/spreadsheet'
import type { Keys } from '#core/identity/keys'
import { wrongSums } from '#core/registers/to-settle'
import { type BankFormat, keptFile, sm3Of, type Transfer, transfersOf } from './bank-file.ts'
import { type Batch, batches, contentOf } from './batch.ts'
import { dateOf, payableOf } from './payable.ts'
import type { Payable } from './payable-shape.ts'
import { fenOf } from './return-file.ts'
import { stampOfBatch } from './seal.ts'
import { funds, returns, Say } from './verify-bank.ts'

export interface MoneyVerified {
  readonly ok: boolean
  readonly batches: number
  /** One sentence each. */
  readonly problems: readonly string[]
}

/** `db` sees the whole county: the owner's, or a transaction of an actor who does. Without keys the stamps and accounts are not checked. */
export const verifyMoney = async (
  db: Db,
  countyId: number,
  { catalogue, keys }: { readonly catalogue: Catalogue; readonly keys?: Keys },
): Promise<MoneyVerified> => {
  const problems: string[] = []
  const all = await batches(db, countyId)
  for (const batch of all) {
    const say = (what: string) => problems.push(`批次 ${batch.number}：${what}`)
    await checkContent(db, countyId, batch, keys, say)
    if (keys && batch.released_on) await checkFiles(db, countyId, batch, keys, say)
  }
  for (const benefit of catalogue.benefits) {
    const of = payable(catalogue, benefit)
    if (of) problems.push(...(await againstRoster(db, countyId, of)))
  }
  problems.push(...(await wrongSums(db, catalogue, countyId)))
  problems.push(...(await returns(db, countyId)), ...(await funds(db, countyId)))
  return { ok: problems.length === 0, batches: all.length, problems }
}

const payable = (catalogue: Catalogue, benefit: Parameters<typeof payableOf>[1]) => {
  try {
    return payableOf(catalogue, benefit)
  } catch {
    return undefined // is paid one by one, in no run
  }
}

const checkContent = async (db: Db, countyId: number, batch: Batch, keys: Keys | undefined, say: Say) => {
  const content = await contentOf(db, countyId, batch.run_id)
  if (content.hash !== batch.hash) say('发放行与封存时的摘要不一致')
  if (content.transfers !== batch.transfers || content.total !== batch.total || content.lines !== batch.lines)
    say('笔数或金额与封存时不一致')
  if (keys && !stampOfBatch(keys, batch).equals(batch.stamp)) say('摘要的印记不对，批次被改动过')
}

const checkFiles = async (db: Db, countyId: number, batch: Batch, keys: Keys, say: Say) => {
  for (const format of ['xlsx', 'txt'] as const satisfies BankFormat[]) {
    const kept = await keptFile(db, countyId, { batch: batch.id, format, keys })
    if (!kept) continue
    if (sm3Of(kept.bytes) !== kept.sm3) say(`银行文件（${format}）的摘要不一致`)
    const sent = await transfersOf(db, keys, countyId, batch.run_id)
    const lines = format === 'xlsx' ? await readXlsx(kept.bytes) : [...parseCsv(decodeText(kept.bytes).text, '|')]
    const inFile = lines.slice(1, -1).map(({ cells }) => cells.slice(1, 5).join('|'))
    const shown = (t: Transfer) => `${t.line}|${t.name}|${t.account}|`
    const differs = sent.find((t, i) => {
      const line = inFile[i] ?? ''
      return !line.startsWith(shown(t)) || fenOf(line.slice(shown(t).length)) !== t.amount
    })
    if (differs || inFile.length !== sent.length)
      say(`银行文件（${format}）与发放行不一致${differs ? `，第一笔是序号 ${differs.line}` : ''}`)
  }
}

/** Each line of a month rests on a state that was known then; whoever was due then has a line. */
const againstRoster = async (db: Db, countyId: number, of: Payable) => {
  const found: string[] = []
  const runs = await rows(
    db,
    sql<{ id: number; month: string }>`select id, to_char(month, 'YYYY-MM') as month from payment_run
      where county_id = ${countyId} and benefit = ${of.id} and kind = 'month' order by id`,
  )
  for (const { id, month } of runs) {
    const history = of.rowEarlier
    const ever = sql`exists (select from ${of.row} r where r.county_id = ${countyId} and r.id = coalesce(s.row_id, l.row_id) and r.held @> ${dateOf(month)}
      union all select from ${history} h where h.county_id = ${countyId} and h.id = coalesce(s.row_id, l.row_id) and h.held @> ${dateOf(month)})`
    const always = sql`not exists (select from ${of.row} r where r.county_id = ${countyId} and r.id = s.row_id and not r.held @> ${dateOf(month)}
      union all select from ${history} h where h.county_id = ${countyId} and h.id = s.row_id and not h.held @> ${dateOf(month)})`
    const wrong = await rows(
      db,
      sql<{ row: number; extra: boolean }>`
        with s as (select distinct on (county_id, row_id) row_id, case when suspended then 0 else ${of.amount} end as amount from ${of.state}
            where county_id = ${countyId} and starts <= ${dateOf(month)} and version < ${id} order by county_id desc, row_id desc, version desc),
          l as (select row_id, amount from payment_line where county_id = ${countyId} and month = ${dateOf(month)} and for_month = month and run_id = ${id} and kind = 'regular')
        select coalesce(s.row_id, l.row_id) as row, l.row_id is not null as extra from s full join l on l.row_id = s.row_id
        where (l.row_id is not null and (${of.isPlain} and l.amount is distinct from s.amount or not ${ever}))
          or (l.row_id is null and ${of.isPlain} and s.amount > 0 and ${always} ${ofMonth(of, countyId, month)}) limit 5`,
    )
    for (const w of wrong)
      found.push(`${month}的${of.title}：台账 ${w.row} ${w.extra ? '的发放行没有依据' : '应发而没有发放行'}`)
  }
  return found
}
const ofMonth = (of: Payable, countyId: number, month: string) =>
  sql`and exists (select from ${of.row} r where r.county_id = ${countyId} and r.id = s.row_id ${of.inMonth(dateOf(month))})`
