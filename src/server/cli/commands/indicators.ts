/** minzheng indicators: the catalogue of figures; with a period, each with its value. */
import type { Command } from 'commander'
import { Catalogue } from '#core/catalogue'
import { definitionOf } from '#core/indicators/definition'
import { indicators } from '#core/indicators/indicators'
import { planOf } from '#core/indicators/plan'
import { modules } from '#domains/index'
import { type HowToPrint, printRows } from '../output.ts'
import { readingCounty } from '../reading.ts'

interface Options extends HowToPrint {
  readonly period?: string
  readonly area?: string
  readonly knownAt?: string
  readonly county?: string
}
export const register = (program: Command) =>
  void program
    .command('indicators')
    .description('指标目录；给出期间则一并统计')
    .option('--period <期间>', '2024、2024H1、2024Q2 或 2024-06')
    .option('--area <代码>', '只统计一个乡镇或村（居）')
    .option('--known-at <时点>', '截至当时所知，如 2024-06-30 或 2024-06-30T17:30')
    .option('--county <代码>', '台账里有几个县时指明')
    .action((options: Options) => (options.period ? counted(options, options.period) : listed(options)))

const listed = (options: Options) => {
  const catalogue = new Catalogue(modules)
  const all = Object.keys(catalogue.figures).map(id => ({
    id,
    title: id,
    unit: planOf(catalogue, id).unit,
    definition: definitionOf(catalogue, id),
  }))
  printRows(all, { 指标: f => f.title, 单位: f => f.unit, 口径: f => f.definition }, options)
}
const counted = async ({ county, json, ...ask }: Options, period: string) => {
  const found = await readingCounty(county, ({ db, catalogue }) => indicators(db, catalogue, { ...ask, period }))
  printRows(
    found,
    { 指标: f => f.title, 数值: f => f.text ?? '—', 单位: f => f.unit, 范围: f => f.area },
    { json: json === true },
  )
}
