/**
 * A million cases and fifty clerks at once: open a case, list a queue, decide a case, each against pgbench running the same statements, in turn
 * (A B A B …), with row-level security and audit on; and how long a search takes. `--size N`, `--rounds N`, `--seconds N`, `--json`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, openDb, rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { listTasks } from '#core/procedures/tasks'
import { readCase } from '#core/procedures/view'
import { inventCases, inventRows, settle } from './setup/cases.ts'
import type { Done, Shift } from './setup/clerks.ts'
import { serverCpu } from './setup/cpu.ts'
import { type Bench, openBench, today } from './setup/ledger.ts'
import { type Line, rounded, type Series, seriesOf, tell } from './setup/measure.ts'
import { firstCase, firstHousehold, firstPerson, firstRow, inventPeople, numberSome } from './setup/people.ts'
import { pgbench, recorded, scriptOf } from './setup/pgbench.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
  },
})
const [size, rounds, seconds] = [Number(asked.size), Number(asked.rounds), Number(asked.seconds)]
const cores = cpus().length
const atOnce = 50
/** As many as the product's processes have: fifty would only stand in each other's way, and flatter the product. */
const connections = cores * 6
const aims = { open: 0.35, list: 0.4, decide: 0.6 }
type Matter = keyof typeof aims
const titles: Record<Matter, string> = { open: 'open a case', list: 'list a town’s queue', decide: 'decide a case' }

const bench = await openBench()
let people = 0
const crew: ChildProcess[] = []
try {
  if (!bench.isKept) {
    await inventPeople(bench, size)
    await inventCases(bench)
    await inventRows(bench, 'granted')
    await settle(bench)
  }
  for (let i = 0; i < cores; i++) {
    const file = fileURLToPath(new URL('./setup/clerks.ts', import.meta.url))
    const child = fork(file, [bench.appUrl, bench.home], { execArgv: ['--import', 'tsx'] })
    await once(child, 'message')
    crew.push(child)
  }
  people = await commonSize()
  const lines: Line[] = []
  const more: Record<string, unknown> = {}
  for (const matter of Object.keys(aims) as Matter[]) {
    const { line, told } = await against(bench, matter)
    lines.push(line)
    more[matter] = told
  }
  const found = await searches(bench)
  tell('online', [...lines, ...found], asked.json, {
    cases: size,
    clerks: atOnce,
    processes: cores,
    connections,
    path: 'the functions that the HTTP handlers call, in a transaction of the clerk',
    ...more,
  })
} finally {
  for (const c of crew) c.kill()
  await bench.close()
}

async function shift(of: Omit<Shift, 'atOnce' | 'cases'> & { cases: readonly number[] }, clerks = atOnce) {
  const before = serverCpu(bench.home) ?? 0
  const started = performance.now()
  const done = await Promise.all(
    crew.map(async (child, i) => {
      const cases = of.does === 'decide' ? of.cases.filter((_, n) => n % crew.length === i) : of.cases
      child.send({ ...of, cases, atOnce: Math.ceil(clerks / crew.length) } satisfies Shift)
      return (await once(child, 'message'))[0] as Done
    }),
  )
  const ms = done.flatMap(d => d.ms).sort((a, b) => a - b)
  const elapsed = (performance.now() - started) / 1000
  const cpu = done.reduce((sum, d) => sum + d.cpu, 0) + (serverCpu(bench.home) ?? 0) - before
  return { perSecond: ms.length / elapsed, cpu: cpu / ms.length, p95: ms[Math.floor(ms.length * 0.95)] ?? 0 }
}

async function against({ clerks, appUrl, owner }: Bench, matter: Matter) {
  const seats = clerks.filter(
    (c, i) => c.post === (matter === 'list' ? 'town' : 'county') && (matter === 'open' || i % 4 === 0),
  )
  const [product, bound, p95, costs, boundCosts]: number[][] = [[], [], [], [], []] as never
  let statements = 0
  for (let i = 0; i <= rounds; i++) {
    const who = seats[i % seats.length]! // one seat a round, so that the bound's script is one
    const script = await scriptFor(bench, matter, who)
    statements = script
      .trim()
      .split('\n')
      .filter(l => !l.startsWith('\\set')).length
    const cases = matter === 'decide' ? await toDecide(i) : [size]
    const isByCount = matter === 'decide' // each case once, so as many as there are for each round
    const a = await shift({ does: matter, seconds: isByCount ? 600 : i ? seconds : 5, clerks: [who], cases, texts: [] })
    if (matter === 'decide') await queueUp()
    const b = await pgbench(
      { url: appUrl, home: bench.home },
      script,
      isByCount ? ['-t', Math.floor(cases.length / connections)] : ['-T', i ? seconds : 5],
      cores,
      connections,
    )
    if (!i) continue // the first warms
    product!.push(a.perSecond)
    bound!.push(b.perSecond)
    p95!.push(a.p95)
    costs!.push(a.cpu * 1000)
    boundCosts!.push(b.cpu * 1000)
    if (!asked.json)
      console.error(
        `${matter} ${i}: ${Math.round(a.perSecond)}/s (p95 ${Math.round(a.p95)} ms, ${(a.cpu * 1000).toFixed(2)} ms of processor), pgbench ${Math.round(b.perSecond)}/s (${(b.cpu * 1000).toFixed(2)})`,
      )
  }
  await sql`checkpoint`.execute(owner)
  const [a, b, cost, boundCost] = [product!, bound!, costs!, boundCosts!].map(seriesOf) as [
    Series,
    Series,
    Series,
    Series,
  ]
  const ratio = rounded(a.median / b.median, 2)
  const ofProcessor = rounded(boundCost.median / cost.median, 2)
  const line: Line = {
    ...{
      measured: `${titles[matter]}, ${size.toLocaleString('en')} cases, ${atOnce} clerks`,
      product: `${a.median} /s`,
      bound: `${b.median} /s`,
    },
    ...{
      ratio,
      ofProcessor,
      aim: `≥ ${aims[matter]}`,
      met: ratio >= aims[matter],
      spread: `${a.spread} / ${b.spread}`,
    },
  }
  return { line, told: { product: a, bound: b, ratio, ofProcessor, cost, boundCost, p95: seriesOf(p95!), statements } }
}

/** Households of one size, so that one script fits all; the county decides them. */
async function toDecide(round: number) {
  const found = await rows(
    bench.owner,
    sql<{
      id: number
    }>`select b.case_id as id from bench.case b join case_file c on c.county_id = ${bench.countyId} and c.id = b.case_id
      where b.at = 'decide' and not b.handed and b.size = ${people} and c.outcome is null order by hashint8(b.i)`,
  )
  return found.map(f => f.id).slice(0, Math.floor(found.length / 2 / (rounds + 1 - round)))
}
async function commonSize() {
  const [most] = await rows(
    bench.owner,
    sql<{
      size: number
    }>`select b.size from bench.case b join case_file c on c.county_id = ${bench.countyId} and c.id = b.case_id
      where b.at = 'decide' and not b.handed and c.outcome is null group by 1 order by count(*) desc limit 1`,
  )
  return most!.size
}
async function queueUp() {
  await sql`drop table if exists bench.queue`.execute(bench.owner)
  await sql`create table bench.queue as select row_number() over (order by hashint8(b.i)) as n, b.i from bench.case b
    join case_file c on c.county_id = ${bench.countyId} and c.id = b.case_id where b.at = 'decide' and not b.handed and b.size = ${people} and c.outcome is null`.execute(
    bench.owner,
  )
  await sql`alter table bench.queue add primary key (n)`.execute(bench.owner)
  await sql`drop sequence if exists bench.turn`.execute(bench.owner)
  await sql`create sequence bench.turn`.execute(bench.owner)
  await sql`grant usage on schema bench to minzheng_app`.execute(bench.owner)
  await sql`grant select on bench.queue to minzheng_app`.execute(bench.owner)
  await sql`grant usage on sequence bench.turn to minzheng_app`.execute(bench.owner)
}

/** Recorded when the statements are prepared and the county's decisions are kept, as in a process that has been at work for a while. */
async function scriptFor({ appUrl, engine }: Bench, matter: Matter, who: Actor): Promise<string> {
  const app = openDb(appUrl, { max: 1 })
  try {
    const list = () => asActor(app, who, trx => listTasks(trx, engine, who, {}, today))
    if (matter === 'list') {
      for (let i = 0; i < 6; i++) await list()
      return scriptOf(await recorded(list), {}, '')
    }
    const [id] = matter === 'decide' ? await toDecide(0) : [firstCase + 1]
    const i = id! - firstCase
    const from = (first: number, by = 1, plus = 0) => `(${first + plus} + ${by === 1 ? '' : `${by} * `}:i)`
    const tokens: Record<string, string> = {
      ...{
        [firstCase + i]: from(firstCase),
        [firstHousehold + i]: from(firstHousehold),
        [firstRow + i]: from(firstRow),
      },
      ...Object.fromEntries([0, 1, 2, 3, 4].map(k => [firstPerson + i * 10 + k, from(firstPerson, 10, k)])),
    }
    if (matter === 'open') {
      const open = () => asActor(app, who, trx => readCase(trx, engine, who, id!, today))
      await open()
      return scriptOf(await recorded(open), tokens, `\\set i random(1, ${size})`)
    }
    const p = engine.catalogue.procedure('minimum-living.application')!
    const decide = (caseId: number) =>
      asActor(app, who, trx => actOnCases(trx, engine, p, 'decide', [{ caseId, by: who, on: today, outcome: 'grant' }]))
    const spare = (await toDecide(0)).slice(1, 3)
    for (const one of spare) await decide(one)
    const sent = await recorded(() => decide(id!))
    const row = String(sent.find(s => s.text.includes('nextval'))!.rows[0]!.id)
    const serial = sent.find(s => s.text.includes('serial_counter'))!.rows[0]!.first as number
    const certificate = String(serial).padStart(6, '0')
    const mine = { ...tokens, [row]: '(:row_id)', [`2024${certificate}`]: `(2024000000 + :serial_first)` }
    const before = `select nextval('bench.turn') as n \\gset\nselect i from bench.queue where n = :n \\gset`
    return scriptOf(sent, mine, before, s =>
      s.text.includes('nextval') ? 'row_' : s.text.includes('serial_counter') ? 'serial_' : undefined,
    )
  } finally {
    await app.destroy()
  }
}

async function searches({ clerks }: Bench): Promise<Line[]> {
  const numbers = await numberSome(bench, 500)
  const names = await rows(
    bench.owner,
    sql<{
      name: string
      initials: string
    }>`select name, split_part(initials, ' ', 1) as initials from bench.name order by hashint4(nth) limit 400`,
  )
  const kinds = { name: names.map(n => n.name), 'ID number': numbers, 'pinyin initials': names.map(n => n.initials) }
  const lines: Line[] = []
  for (const [kind, texts] of Object.entries(kinds)) {
    const p95: number[] = []
    for (let i = 0; i <= rounds; i++) {
      const done = await shift(
        {
          does: 'search',
          seconds: i ? seconds / 2 : 2,
          clerks: clerks.filter(c => ['town', 'county'].includes(c.post)),
          cases: [],
          texts,
        },
        10,
      )
      if (i) p95.push(done.p95)
    }
    const { median, spread } = seriesOf(p95)
    lines.push({
      measured: `search by ${kind}, ${(size * 3).toLocaleString('en')} people, 10 at once: p95`,
      product: `${median} ms`,
      bound: '',
      ratio: null,
      aim: '≤ 100 ms',
      met: median <= 100,
      spread: `${spread}`,
    })
  }
  return lines
}
