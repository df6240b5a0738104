/** A bank that answers: the return file of a batch, with the codes that a test gives it. */
import { sql } from 'kysely'
import type { Db } from '#core/db'
import { one } from '#core/db'
import type { RowValues } from '#core/documents/cells'
import { writeCsv } from '#core/documents/csv'
import { writeXlsx } from '#core/documents/spreadsheet'
import type { Keys } from '#core/identity/keys'
import { transfersOf } from '#core/payments/bank-file'
import { returnTitles } from '#core/payments/return-file'

export type Line = [
  batch: string,
  line: string | number,
  name: string,
  account: string,
  amount: number,
  code: string,
  reason: string,
]
const keysOf = ['batch', 'line', 'name', 'account', 'amount', 'code', 'reason'] as const
export const written = (lines: readonly Line[], as: 'xlsx' | 'txt' = 'txt') => {
  const columns = returnTitles.map((title, i) => ({
    key: keysOf[i]!,
    title,
    ...(i === 4 && { type: 'money' as const }),
  }))
  const all = lines.map(l => Object.fromEntries(l.map((v, i) => [keysOf[i], v])) as RowValues)
  return as === 'xlsx'
    ? writeXlsx({ sheets: [{ name: '结果', columns, rows: all }] })
    : writeCsv({ columns, rows: all }, { encoding: 'gb18030', separator: '|', for: 'machine' }).bytes
}
/** `codes`: by transfer; all others are paid. `owner` sees everything. */
export const answerOf = async (
  owner: Db,
  keys: Keys,
  batch: number,
  codes: Readonly<Record<number, string>> = {},
): Promise<Line[]> => {
  const { county, number, run_id } = await one(
    owner,
    sql<{
      county: number
      number: string
      run_id: number
    }>`select county_id as county, number, run_id from payment_batch where id = ${batch}`,
  )
  const sent = await transfersOf(owner, keys, county, run_id)
  const lines = sent.map((t): Line => [number, t.line, t.name, t.account, t.amount, codes[t.line] ?? '00', ''])
  return [...lines, [number, '合计', String(sent.length), '', sent.reduce((s, t) => s + t.amount, 0), '', '']]
}
