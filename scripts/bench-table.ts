/** The table of the README, from what the benchmarks have written to bench/results. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

interface Line {
  readonly measured: string
  readonly product: string
  readonly bound: string
  readonly ratio: number | string | null
  readonly ofProcessor?: number
  readonly aim: string
  readonly met?: boolean
  readonly spread: string
}
const folder = new URL('../bench/results/', import.meta.url)

export const benchTable = (): string => {
  const files = existsSync(folder) ? readdirSync(folder).filter(f => f.endsWith('.json')).sort() : []
  const found = files.map(f => JSON.parse(readFileSync(new URL(f, folder), 'utf8')) as { on?: { cores: number; node: string }; lines?: Line[] })
  const lines = found.flatMap(f => f.lines ?? [])
  if (!lines.length) return 'Nothing has been measured on this checkout yet.'
  const { on } = found[0]!
  const rows = lines.map(l => `| ${l.measured} | ${l.product} | ${l.bound} | ${l.ratio ?? ''}${l.ofProcessor ? ` (processor time: ${l.ofProcessor})` : ''} | ${l.aim}${l.met === false ? ' (not reached)' : ''} | ${l.spread} |`)
  return `| measured | product | bound | ratio | aim | spread |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n\n${on ? `On ${on.cores} cores, Node ${on.node}. ` : ''}Spread: (most − least) / median, of product and bound.`
}

/** The README with the table between its two marks. */
export const withTable = (readme: string) =>
  readme.replace(/<!-- bench -->[\s\S]*<!-- \/bench -->/, `<!-- bench -->\n${benchTable()}\n<!-- /bench -->`)
