/** minzheng records: the records that a figure counts, names masked, page by page. */
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import type { RecordsAsk } from '#core/indicators/record'
import { records } from '#core/indicators/records'
import { type HowToPrint, printJson, printRows } from '../output.ts'
import { readingCounty } from '../reading.ts'

interface Options extends HowToPrint {
  readonly period: string
  readonly area?: string
  readonly knownAt?: string
  readonly of?: string
  readonly cursor?: string
  readonly limit?: string
  readonly county?: string
}
export const register = (program: Command) =>
  void program
    .command('records')
    .description('列出一个指标所计的每条记录（姓名掩码）')
    .argument('<指标>', '名称，见 minzheng indicators')
    .requiredOption('--period <期间>', '2024、2024H1、2024Q2 或 2024-06')
    .option('--area <代码>', '只列一个乡镇或村（居）')
    .option('--known-at <时点>', '截至当时所知，如 2024-06-30 或 2024-06-30T17:30')
    .option('--of <部分>', '比率和平均数：part 分子，whole 分母')
    .option('--cursor <位置>', '上一页末尾给出的位置')
    .option('--limit <条数>', '每页条数，1 至 500', '50')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const run = async (name: string, { county, json, of, limit: wanted, ...ask }: Options) => {
  if (of !== undefined && of !== 'part' && of !== 'whole')
    throw new Refusal(`--of 只能是 part 或 whole，不能是「${of}」。`)
  const limit = Number(wanted)
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new Refusal(`--limit 应为 1 到 500 的整数，不能是「${wanted}」。`)
  const asked: RecordsAsk = { ...ask, limit, ...(of && { of: of as 'part' | 'whole' }) }
  const found = await readingCounty(county, ({ db, catalogue }) => records(db, catalogue, name, asked))
  if (json) return void printJson(found)
  if (found.published)
    return void printRows(found.published, {
      区划: r => r.area,
      数值: r => r.value,
      起: r => r.from,
      止: r => r.to,
      来源: r => r.source,
    })
  printRows(found.rows, {
    编号: r => String(r.rowId),
    姓名: r => r.name ?? '—',
    乡镇: r => r.town ?? '—',
    村居: r => r.village ?? '—',
    日期: r => r.day,
    起: r => r.from ?? '—',
    止: r => r.until ?? '—',
    金额元: r => (r.amount === null ? '—' : (r.amount / 100).toFixed(2)),
  })
  if (found.next) process.stdout.write(`\n还有更多：加 --cursor ${found.next}\n`)
}
