/** 银行文件: one transfer a household, accounts in the clear; made once, kept sealed, and given out again byte by byte. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, rows } from '#core/db'
import type { Column, RowValues } from '#core/documents/cells'
import { writeCsv } from '#core/documents/csv'
import { writeXlsx } from '#core/documents/spreadsheet'
import type { Keys } from '#core/identity/keys'
import { seal, unseal } from '#core/identity/sealing'
import { type Batch, batchOf, mustBeSent } from './batch.ts'

export type BankFormat = 'xlsx' | 'txt'
export interface BankFile {
  readonly name: string
  readonly bytes: Buffer
  /** Handed to the bank beside the file: 64 hex digits. */
  readonly sm3: string
}
export interface Transfer {
  /** From 1 on. */
  readonly line: number
  readonly name: string
  readonly account: string
  /** Fen. */
  readonly amount: number
}

/** 批次号|序号|姓名|账号|金额|用途, and a last row of totals: 批次号|合计|笔数||金额. */
export const bankColumns: readonly Column[] = [
  { key: 'batch', title: '批次号', width: 18 },
  { key: 'line', title: '序号', width: 8 },
  { key: 'name', title: '姓名', width: 12 },
  { key: 'account', title: '账号', width: 24 },
  { key: 'amount', title: '金额（元）', type: 'money', width: 12 },
  { key: 'use', title: '用途', width: 20 },
]

/** The first time made, afterwards the same bytes. Every call is in the audit, for it opens the accounts. @throws Refusal before the release */
export const bankFile = async (
  trx: Db,
  f: {
    readonly batch: number
    readonly format: BankFormat
    readonly use: string
    readonly actor: Actor
    readonly keys: Keys
  },
): Promise<BankFile> => {
  const county = f.actor.countyId
  const batch = await batchOf(trx, county, f.batch, true)
  mustBeSent(batch)
  const kept = await keptFile(trx, county, f)
  const bytes =
    kept?.bytes ?? (await made(batch, f.format, f.use, await transfersOf(trx, f.keys, county, batch.run_id)))
  const sm3 = sm3Of(bytes)
  if (kept && kept.sm3 !== sm3) throw new Error(`the bank file of batch ${batch.id} is not what was given out`)
  if (!kept)
    await sql`insert into payment_file (county_id, batch_id, format, sealed, sm3, bytes)
      values (${county}, ${batch.id}, ${f.format}, ${seal(f.keys, bytes.toString('base64'))}, ${sm3}, ${bytes.length})`.execute(
      trx,
    )
  const detail = { number: batch.number, format: f.format, sm3, transfers: batch.transfers }
  await audit(trx, f.actor, { action: 'payment.file', subject: `batch:${batch.id}`, detail })
  return { name: `${batch.number}-${String(batch.file_no).padStart(6, '0')}.${f.format}`, bytes, sm3 }
}

/** Is this the file that was given out? One flipped byte and it is not. */
export const checkBankFile = async (trx: Db, countyId: number, batch: number, bytes: Uint8Array): Promise<void> => {
  const found = await maybe(
    trx,
    sql`select from payment_file where county_id = ${countyId} and batch_id = ${batch} and sm3 = ${sm3Of(bytes)}`,
  )
  if (!found) throw new Refusal('这个文件与本批次导出的银行文件不一致，可能被改动过；请重新导出，不要送交银行。')
}

export const transfersOf = async (db: Db, keys: Keys, countyId: number, runId: number): Promise<Transfer[]> =>
  (
    await rows(
      db,
      sql<{ line: number; name: string; sealed: Buffer; amount: number }>`
        select file_line as line, (array_agg(payee_name order by id))[1] as name, (array_agg(account_sealed order by id))[1] as sealed,
          sum(amount)::bigint as amount
        from payment_line where county_id = ${countyId} and run_id = ${runId} and file_line is not null group by file_line order by file_line`,
    )
  ).map(({ sealed, ...t }) => ({ ...t, account: unseal(keys, sealed) }))

export const keptFile = async (
  db: Db,
  countyId: number,
  { batch, format, keys }: { batch: number; format: BankFormat; keys: Keys },
): Promise<{ bytes: Buffer; sm3: string } | undefined> => {
  const kept = await maybe(
    db,
    sql<{
      sealed: Buffer
      sm3: string
    }>`select sealed, sm3 from payment_file where county_id = ${countyId} and batch_id = ${batch} and format = ${format}`,
  )
  return kept && { bytes: Buffer.from(unseal(keys, kept.sealed), 'base64'), sm3: kept.sm3 }
}

const made = async (batch: Batch, format: BankFormat, use: string, transfers: readonly Transfer[]) => {
  const all: RowValues[] = transfers.map(t => ({ batch: batch.number, ...t, use }))
  all.push({
    batch: batch.number,
    line: '合计',
    name: String(transfers.length),
    account: '',
    amount: batch.total,
    use: '',
  })
  if (format === 'xlsx') return writeXlsx({ sheets: [{ name: '发放', columns: bankColumns, rows: all }] })
  const { bytes, unmappable } = writeCsv(
    { columns: bankColumns, rows: all },
    { encoding: 'gb18030', separator: '|', for: 'machine' },
  )
  const [bad] = unmappable
  if (bad)
    throw new Refusal(`第 ${bad.row} 笔的${bad.column}里有银行文件写不出的字「${bad.character}」，请先更正这一项。`)
  return bytes
}
export const sm3Of = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex')
