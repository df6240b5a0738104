/** 银行结果文件: read against what was sent; it says all of it, each line once, or nothing of it is believed. */
import { Refusal } from '#core/actor'
import type { UploadedRow } from '#core/documents/spreadsheet'
import type { Transfer } from './bank-file.ts'

/** 结果代码. Whatever is neither paid nor unknown came back. */
export const resultCodes = {
  '00': '成功',
  '01': '账号不存在',
  '02': '户名与账号不符',
  '03': '账户已销户',
  '04': '账户冻结或挂失',
  '05': '账户状态异常',
  '09': '其他退票',
  '99': '结果不明',
} as const
export type ResultCode = keyof typeof resultCodes
export type Outcome = 'paid' | 'returned' | 'unknown'
export interface Result {
  readonly line: number
  readonly outcome: Outcome
  readonly code: string | null
  readonly reason: string | null
}
export const outcomeOf = (code: ResultCode): Outcome =>
  code === '00' ? 'paid' : code === '99' ? 'unknown' : 'returned'

/** 批次号|序号|姓名|账号|金额|结果代码|原因, and a last row of totals: 批次号|合计|笔数||金额. */
export const returnTitles = ['批次号', '序号', '姓名', '账号', '金额（元）', '结果代码', '原因'] as const

/**
 * `sent`: the transfers that have no result yet; the file must cover exactly those.
 * @throws Refusal with one sentence: a row that can't be read, another batch, an unknown, doubled or missing line, another name, account or amount, a wrong total
 */
export const matchReturn = (number: string, sent: readonly Transfer[], file: readonly UploadedRow[]): Result[] => {
  const [header, ...body] = file
  if (!header || returnTitles.slice(0, 6).some((t, i) => plain(header.cells[i]) !== plain(t)))
    throw no(`第一行应是表头：${returnTitles.join('、')}`)
  const last = body.at(-1)
  if (!last || last.cells[1] !== '合计') throw no('最后一行应是「合计」行')
  const byLine = new Map(sent.map(t => [t.line, t]))
  const results = new Map<number, Result>()
  for (const row of body) {
    if (row.refused) throw no(row.refused.replace(/[。.]$/, ''))
    if (row.cells[0] !== number) throw no(`第${row.row}行的批次号是「${row.cells[0] ?? ''}」，本批次是 ${number}`)
    if (row === last) break
    const result = readRow(row, byLine)
    if (results.has(result.line)) throw no(`第${row.row}行的序号 ${result.line} 重复出现`)
    results.set(result.line, result)
  }
  const missing = sent.filter(t => !results.has(t.line))
  if (missing.length) throw no(`缺少 ${missing.length} 笔，第一笔是序号 ${missing[0]!.line}`)
  mustSumUp(last, sent)
  return [...results.values()]
}

const readRow = (row: UploadedRow, byLine: ReadonlyMap<number, Transfer>): Result => {
  const at = `第${row.row}行`
  const [, line = '', name = '', account = '', amount = '', code = '', reason = ''] = row.cells
  const sent = /^[1-9]\d*$/.test(line) ? byLine.get(Number(line)) : undefined
  if (!sent) throw no(`${at}的序号「${line}」不在本批次等待结果的发放行中`)
  if (name !== sent.name) throw no(`${at}的姓名与送出的不一致（序号 ${line}）`)
  if (account !== sent.account) throw no(`${at}的账号与送出的不一致（序号 ${line}）`)
  const fen = fenOf(amount)
  if (fen !== sent.amount) throw no(`${at}的金额「${amount}」与送出的 ${yuan(sent.amount)} 元不一致（序号 ${line}）`)
  const known = code.padStart(2, '0')
  if (!Object.hasOwn(resultCodes, known))
    throw no(`${at}的结果代码「${code}」不认识，应为 ${Object.keys(resultCodes).join('、')}`)
  const outcome = outcomeOf(known as ResultCode)
  if (known === '09' && !reason) throw no(`${at}退票（代码 09）没有写明原因`)
  return {
    line: sent.line,
    outcome,
    code: outcome === 'returned' ? known : null,
    reason: outcome === 'paid' ? null : reason || resultCodes[known as ResultCode],
  }
}

const mustSumUp = (last: UploadedRow, sent: readonly Transfer[]) => {
  const [, , count = '', , amount = ''] = last.cells
  const total = sent.reduce((sum, t) => sum + t.amount, 0)
  if (!/^\d+$/.test(count) || Number(count) !== sent.length)
    throw no(`合计行的笔数「${count}」不对，应为 ${sent.length}`)
  if (fenOf(amount) !== total) throw no(`合计行的金额「${amount}」不对，应为 ${yuan(total)} 元`)
}

/** Yuan text to fen, without a float; undefined for anything else. */
export const fenOf = (text: string): number | undefined => {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text)
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
const yuan = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
const plain = (title = '') => title.normalize('NFKC').replace(/\(.*\)|\s/g, '')
const no = (why: string) =>
  new Refusal(`银行结果文件没有采用：${why}。请与银行核对后重新上传，台账没有改动。`, { status: 422 })
