/**
 * 标准调整 for every live row of 低保, the real rules executed for each, against its bound: a bare INSERT … SELECT of the same state rows
 * into the same table with the same constraints, in turn (A B A B …). `--size N` (may be repeated), `--rounds N`, `--json`.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { asActor, type Db, one, openDb } from '#core/db'
import { type Raised, raiseStandards } from '#core/registers/raise'
import { type Day, firstDay, type Month, monthAfter } from '#define/time'
import { inventMeans, inventRows, settle } from './setup/cases.ts'
import { serverCpu } from './setup/cpu.ts'
import { type Bench, openBench } from './setup/ledger.ts'
import { type Line, rounded, type Series, seriesOf, tell, timed } from './setup/measure.ts'
import { inventPeople } from './setup/people.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', multiple: true, default: ['12920', '1000000'] },
    rounds: { type: 'string', default: '3' },
  },
})
const aim = 3
const state = 'minimum_living_roster_state'

const measure = async (size: number) => {
  const bench = await openBench()
  try {
    if (!bench.isKept) {
      await inventPeople(bench, size)
      await inventRows(bench, 'all')
      await inventMeans(bench)
      await settle(bench)
    }
    return await rounds(bench, size)
  } finally {
    await bench.close()
  }
}
const rounds = async (bench: Bench, size: number) => {
  const app = openDb(bench.appUrl, { max: 1 })
  const clerk = bench.clerks.find(c => c.post === 'county')!
  const register = bench.engine.catalogue.register('minimum-living.roster')!
  const [product, bare, costs, bareCosts]: [number[], number[], number[], number[]] = [[], [], [], []]
  const cpu = () => (serverCpu(bench.home) ?? 0) * 1000 + (process.cpuUsage().user + process.cpuUsage().system) / 1000
  let raised: Raised | undefined
  try {
    const first = await one(
      bench.owner,
      sql<{ at: Month }>`select to_char(max(starts) + 32, 'YYYY-MM') as at from standard_value`,
    )
    for (let i = 0; i <= Number(asked.rounds); i++) {
      const starts = firstDay(monthAfter(first.at, i))
      await decree(bench, starts, i)
      const before = cpu()
      const ms = await timed(bench.owner, () =>
        asActor(app, clerk, async trx => {
          raised = await raiseStandards(trx, bench.engine, clerk, register, starts)
        }),
      )
      const between = cpu()
      if (!i) await keepRows(bench.owner, starts) // the first warms
      const beforeBare = cpu()
      const bareMs = await timed(bench.owner, () =>
        asActor(app, clerk, trx => insertBare(trx, firstDay(monthAfter(first.at, -1)))),
      )
      if (i) {
        product.push(ms)
        bare.push(bareMs)
        costs.push(between - before)
        bareCosts.push(cpu() - beforeBare)
      }
      if (!asked.json) console.error(`${size} round ${i}: ${Math.round(ms)} ms, bare ${Math.round(bareMs)} ms`)
    }
  } finally {
    await app.destroy()
  }
  const [a, b, cost, bareCost] = [product, bare, costs, bareCosts].map(seriesOf) as [Series, Series, Series, Series]
  const { rows, lookedAtWhole } = raised!
  return {
    households: size,
    rows,
    lookedAtWhole,
    product: a,
    bare: b,
    ratio: rounded(a.median / b.median, 2),
    cost,
    bareCost,
    ofProcessor: rounded(cost.median / bareCost.median, 2),
  }
}

/** One per cent more from that day on, checked. */
const decree = (bench: Bench, starts: Day, nth: number) =>
  sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    select ${bench.countyId}, 'minimum-living', name, ${starts}::date, base::text, '演示', '甲', '乙'
    from (values ('urban', ${900 + nth * 10}::int), ('rural', ${10800 + nth * 120}::int)) s (name, base)`.execute(
    bench.owner,
  )

const columns = async (db: Db) =>
  sql.raw(
    (
      await one(
        db,
        sql<{ all: string }>`select string_agg(attname, ', ' order by attnum) as all from pg_attribute
          where attrelid = ${state}::regclass and attnum > 0 and not attisdropped and attname not in ('starts', 'version', 'known_from')`,
      )
    ).all,
  )
const keepRows = async (owner: Db, starts: Day) => {
  await sql`drop table if exists bench.states`.execute(owner)
  await sql`create table bench.states as select ${await columns(owner)} from ${sql.table(state)} where starts = ${starts}::date order by version`.execute(
    owner,
  )
  await sql`grant usage on schema bench to minzheng_app`.execute(owner)
  await sql`grant select on bench.states to minzheng_app`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
}
const insertBare = async (trx: Db, starts: Day) => {
  const all = await columns(trx)
  await sql`insert into ${sql.table(state)} (starts, ${all}) select ${starts}::date, ${all} from bench.states`.execute(
    trx,
  )
}

const results = []
for (const size of asked.size.map(Number)) results.push(await measure(size))
const lines = results.map(
  (r): Line => ({
    measured: `raise the standard for ${r.rows.toLocaleString('en')} households`,
    product: `${r.product.median} ms`,
    bound: `${r.bare.median} ms`,
    ...{
      ratio: r.ratio,
      ofProcessor: r.ofProcessor,
      aim: `≤ ${aim}`,
      met: r.ratio <= aim,
      spread: `${r.product.spread} / ${r.bare.spread}`,
    },
  }),
)
tell('raise-standard', lines, asked.json, { results })
