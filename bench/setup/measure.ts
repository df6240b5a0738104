/** How a benchmark measures and what it leaves: series with their medians and spread, a table on the screen, a file in bench/results. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '#core/db'
import { checkout } from '#core/postgres/home'

export interface Series {
  readonly median: number
  /** (most − least) / median. */
  readonly spread: number
}
export const seriesOf = (all: readonly number[]): Series => {
  const sorted = [...all].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]!
  return { median: rounded(median, 1), spread: rounded((sorted.at(-1)! - sorted[0]!) / median, 2) }
}
export const rounded = (n: number, places = 3) => Math.round(n * 10 ** places) / 10 ** places

/** Milliseconds, commit included; the dirty pages of what went before are written first. */
export const timed = async (owner: Db, work: () => Promise<unknown>) => {
  await sql`checkpoint`.execute(owner)
  const start = performance.now()
  await work()
  return performance.now() - start
}

export const resultsFolder = join(checkout, 'bench', 'results')
/** One line of the README's table: what was measured, against what, how far it may be off. */
export interface Line {
  readonly measured: string
  readonly product: string
  readonly bound: string
  readonly ratio: number | null
  /** The same in processor time, server and clients: what the ratio is worth where others use the machine too. */
  readonly ofProcessor?: number
  readonly aim: string
  readonly met: boolean
  readonly spread: string
}
/** Prints a table, or JSON, and keeps the JSON where the README's table is made from. */
export const tell = (benchmark: string, lines: readonly Line[], isJson: boolean, more: object = {}) => {
  const told = { benchmark, on: { cores: cpus().length, node: process.version }, lines, ...more }
  mkdirSync(resultsFolder, { recursive: true })
  writeFileSync(join(resultsFolder, `${benchmark}.json`), `${JSON.stringify(told, null, 2)}\n`)
  console.log(isJson ? JSON.stringify(told, null, 2) : tableOf(lines))
}
export const tableOf = (lines: readonly Line[]) =>
  [
    '| measured | product | bound | ratio | aim | spread |',
    '|---|---:|---:|---:|---|---|',
    ...lines.map(
      l =>
        `| ${l.measured} | ${l.product} | ${l.bound} | ${l.ratio ?? ''}${l.ofProcessor ? ` (processor ${l.ofProcessor})` : ''} | ${l.aim}${l.met ? '' : ' (not reached)'} | ${l.spread} |`,
    ),
  ].join('\n')
