/** minzheng indicator: one figure for a period, an area, by town, and as once known. */
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { type IndicatorAsk, indicators } from '#core/indicators/indicators'
import { type HowToPrint, printJson, printRows } from '../output.ts'
import { readingCounty } from '../reading.ts'

interface Options extends HowToPrint {
  readonly period: string
  readonly area?: string
  readonly by?: string
  readonly knownAt?: string
  readonly county?: string
}
export const register = (program: Command) =>
  void program
    .command('indicator')
    .description('统计一个指标')
    .argument('<指标>', '名称，见 minzheng indicators')
    .requiredOption('--period <期间>', '2024、2024H1、2024Q2 或 2024-06')
    .option('--area <代码>', '只统计一个乡镇或村（居）')
    .option('--by <层级>', '分列：town 乡镇（街道），village 村（居）')
    .option('--known-at <时点>', '截至当时所知，如 2024-06-30 或 2024-06-30T17:30')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const run = async (name: string, { county, json, by, ...ask }: Options) => {
  if (by !== undefined && by !== 'town' && by !== 'village')
    throw new Refusal(`--by 只能是 town 或 village，不能是「${by}」。`)
  const asked: IndicatorAsk = { ...ask, ...(by && { by: by as 'town' | 'village' }), names: [name] }
  const [figure] = await readingCounty(county, ({ db, catalogue }) => indicators(db, catalogue, asked))
  if (json) return void printJson(figure)
  const lines = [{ name: figure!.area, text: figure!.text }, ...(figure!.areas ?? [])]
  printRows(lines, { 范围: l => l.name, [`${figure!.title}（${figure!.unit}）`]: l => l.text ?? '—' })
  process.stdout.write(`\n${figure!.definition}\n`)
}
