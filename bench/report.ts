/**
 * All figures of the half-year report against their bound, one sequential scan of every table that they read, in turn (A B A B …). The report is counted
 * on two connections, the scans go one after the other (the largest is spread by the server itself): the processor time beside it says what both cost in all.
 * `--rounds N`, `--json`. MINZHENG_BENCH_HOME keeps the rehearsed county for the next time.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { asActor, type Db, rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { type Count, planOf } from '#core/indicators/plan'
import { hasStates } from '#core/registers/columns'
import { openRehearsed } from './setup/county.ts'
import { serverCpu } from './setup/cpu.ts'
import { rounded, seriesOf, tell } from './setup/measure.ts'

const { values: asked } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '9' } },
})
const aim = 2
const period = '2024H1'

/** What a count reads, whatever it asks there. */
const tablesOf = (catalogue: Catalogue, c: Count): string[] => {
  if (c.of === 'cases') return ['case_file']
  if (c.of === 'payments') return ['payment_outcome', 'payment_batch', 'payment_run']
  if (c.of === 'published') return ['published_base']
  const table = catalogue.tableOf(c.register)
  const isStated = hasStates(c.register) && Object.keys(c.where).length > 0
  return [table, ...(c.people ? ['covered_person'] : []), ...(isStated ? [`${table}_state`] : [])]
}

const county = await openRehearsed()
try {
  const { owner, app, engine } = county
  const { catalogue } = engine
  const head = await county.actor('bureau-head')
  const named = catalogue.reports.find(r => r.name === 'half-year')!
  const names = [...new Set(Object.values(named.chapters).flatMap(of => of.flatMap(s => s.figures)))]
  const counts = names.map(n => planOf(catalogue, n)).flatMap(p => (p.whole ? [p.part, p.whole] : [p.part]))
  const there = new Set(
    (await rows(owner, sql<{ name: string }>`select relname as name from pg_class where relkind in ('r', 'p')`)).map(
      t => t.name,
    ),
  )
  const tables = [...new Set(counts.flatMap(c => tablesOf(catalogue, c)))].filter(t => there.has(t))
  const inName = <T>(work: (trx: Db) => Promise<T>) => asActor(app, head, work, { isOneMoment: true })
  const product = () => inName(trx => indicators(trx, catalogue, { period, names }))
  const bound = () =>
    inName(async trx => {
      await sql`select set_config('enable_indexscan', 'off', true), set_config('enable_indexonlyscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`.execute(
        trx,
      )
      for (const t of tables) await sql`select count(*), max(county_id) from ${sql.table(t)}`.execute(trx)
    })
  const [a, b, costs, scanCosts]: [number[], number[], number[], number[]] = [[], [], [], []]
  const cpu = () => (serverCpu(county.home) ?? 0) * 1000 + (process.cpuUsage().user + process.cpuUsage().system) / 1000
  const measured = async (times: number[], costs: number[], work: () => Promise<unknown>) => {
    const before = cpu()
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
    costs.push(cpu() - before)
  }
  await product()
  await bound()
  for (let round = 0; round < Number(asked.rounds); round++) {
    await measured(a, costs, product)
    await measured(b, scanCosts, bound)
  }
  const [full, scan] = [seriesOf(a), seriesOf(b)]
  const ratio = rounded(full.median / scan.median, 2)
  const sumOf = (all: readonly number[]) => all.reduce((sum, n) => sum + n, 0)
  const ofProcessor = rounded(sumOf(costs) / sumOf(scanCosts), 2)
  tell(
    'report',
    [
      {
        measured: `${names.length} figures of the half-year report, the county`,
        product: `${full.median} ms`,
        bound: `${scan.median} ms`,
        ...{ ratio, ofProcessor, aim: `≤ ${aim}`, met: ratio <= aim, spread: `${full.spread} / ${scan.spread}` },
      },
    ],
    asked.json,
    { results: { full, scan, figures: names.length, tables } },
  )
} finally {
  await county.close()
}
