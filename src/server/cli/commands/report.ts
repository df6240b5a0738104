/** minzheng report: the work report of a period as a document, or its figures with their definitions. */
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { makeReport, reportNamed } from '#core/reports/make'
import { reportDocx } from '#core/reports/paper'
import { type HowToPrint, printJson } from '../output.ts'
import { readingCounty } from '../reading.ts'

interface Options extends HowToPrint {
  readonly period: string
  readonly area?: string
  readonly knownAt?: string
  readonly out?: string
  readonly county?: string
}
export const register = (program: Command) =>
  void program
    .command('report')
    .description('生成报告：文件（--out）或指标清单（--json）')
    .argument('<报告>', '如 half-year')
    .requiredOption('--period <期间>', '2024、2024H1、2024Q2 或 2024-06')
    .option('--area <代码>', '只统计一个乡镇或村（居）')
    .option('--known-at <时点>', '截至当时所知，如 2024-06-30 或 2024-06-30T17:30')
    .option('--out <文件>', '写入 .docx 文件')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const run = async (name: string, { county, json, out, ...ask }: Options) => {
  if (!out && !json) throw new Refusal('请用 --out 指定 .docx 文件，或用 --json 列出指标。')
  if (out && !out.endsWith('.docx')) throw new Refusal(`--out 应为 .docx 文件，不能是「${out}」。`)
  const made = await readingCounty(county, async read => {
    const report = await makeReport(read.db, read.catalogue, reportNamed(read.catalogue, name), ask)
    return { report, office: `${read.county.name}民政局` }
  })
  if (out) {
    const docx = await reportDocx(made.report, { office: made.office })
    await writeFile(out, docx).catch((error: NodeJS.ErrnoException) => {
      throw new Refusal(`写不了文件「${out}」（${error.code ?? error.message}），请核对目录和权限。`)
    })
  }
  if (json) return void printJson(made.report)
  for (const { heading, sentences } of made.report.chapters)
    process.stdout.write(`${heading}\n${sentences.map(s => s.text).join('')}\n\n`)
  process.stdout.write(`已写入 ${out}\n`)
}
