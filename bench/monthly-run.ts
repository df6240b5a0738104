/**
 * The month's run against its bound, a bare INSERT … SELECT of the same rows into the same table with the same constraints, in turn (A B A B …),
 * and a correction that touches one household in a hundred against the full run. `--size N` (may be repeated), `--rounds N`, `--json`.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, type Db, maybe, one, openDb } from '#core/db'
import { openRun, supplementRun } from '#core/payments/run'
import { sealRun } from '#core/payments/seal'
import { firstDay, type Month, monthAfter } from '#define/time'
import { inventRows, settle } from './setup/cases.ts'
import { type Bench, openBench } from './setup/ledger.ts'
import { type Line, rounded, seriesOf, tell, timed } from './setup/measure.ts'
import { inventPeople } from './setup/people.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', multiple: true, default: ['12920', '1000000'] },
    rounds: { type: 'string', default: '3' },
  },
})
const aims = { run: 1.5, correction: 0.03 }
const rounds = Number(asked.rounds)

const measure = async (size: number) => {
  const bench = await openBench()
  const app = openDb(bench.appUrl, { max: 1 })
  try {
    if (!bench.isKept) {
      await inventPeople(bench, size)
      await inventRows(bench, 'all')
      await settle(bench)
    }
    return await inTurn(bench, app, size)
  } finally {
    await app.destroy()
    await bench.close()
  }
}

const inTurn = async (bench: Bench, app: Db, size: number) => {
  const { owner, countyId, engine } = bench
  const actor = bench.clerks.find(c => c.post === 'finance')!
  const benefit = engine.catalogue.benefit('minimum-living.allowance')!
  const before = await maybe(
    owner,
    sql<{ last: Month }>`select to_char(max(month), 'YYYY-MM') as last from payment_run having count(*) > 0`,
  )
  const first = before ? monthAfter(before.last) : '2024-01'
  await sql`update county set rehearsal_day = ${firstDay(monthAfter(first, rounds))}::date where county_id = ${countyId}`.execute(
    owner,
  )
  const run = (month: Month) =>
    asActor(app, actor, trx => openRun(trx, { catalogue: engine.catalogue, benefit, month, actor }))
  const [full, bare, correction]: [number[], number[], number[]] = [[], [], []]

  const warm = await run(first)
  await sealed(bench, app, actor, warm.id) // the first is the slowest
  const sealing = await timed(owner, () => sealed(bench, app, actor, warm.id))
  await keepRows(owner, warm.id)
  for (let i = 1; i <= rounds; i++) {
    const month = monthAfter(first, i)
    full.push(await timed(owner, () => run(month)))
    bare.push(await timed(owner, () => asActor(app, actor, trx => insertBare(trx, actor, month))))
    if (!asked.json) console.error(`${size} ${month}: ${full.at(-1)!.toFixed()} ms, bare ${bare.at(-1)!.toFixed()} ms`)
  }
  await sql`vacuum analyze`.execute(owner) // a correction comes days after the run: the server has tidied up by then
  for (let i = 0; i < rounds; i++) {
    await correct(owner, countyId, firstDay(monthAfter(first, rounds)), i)
    const start = performance.now()
    await asActor(app, actor, trx => supplementRun(trx, { catalogue: engine.catalogue, benefit, actor }))
    correction.push(performance.now() - start)
  }
  const [a, b, c] = [seriesOf(full), seriesOf(bare), seriesOf(correction)]
  return {
    ...{ households: size, lines: warm.regular, full: a, bare: b, ratio: rounded(a.median / b.median, 2) },
    ...{ correction: c, ofFull: rounded(c.median / a.median), sealing: rounded(sealing, 0) },
  }
}

/** The canonical content and its hash; rolled back, so that it can be measured again. */
const sealed = async ({ engine }: Bench, app: Db, actor: Actor, run: number) => {
  const enough = new Error('enough')
  await asActor(app, actor, async trx => {
    await sealRun(trx, { run, actor, keys: engine.keys })
    throw enough
  }).catch(e => {
    if (e !== enough) throw e
  })
}

const columns = sql.raw(
  'county_id, kind, row_id, division_id, town_id, payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, file_line, known_from',
)
const keepRows = async (owner: Db, run: number) => {
  await sql`drop table if exists bench_lines`.execute(owner)
  await sql`create table bench_lines as select ${columns} from payment_line where run_id = ${run} order by id`.execute(
    owner,
  )
  await sql`grant select on bench_lines to minzheng_app`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
}
/** A benefit of its own, so that the month is free. */
const insertBare = async (trx: Db, { countyId, accountId, personId }: Actor, month: Month) => {
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
      select ${countyId}, 'minimum-living.allowances', ${firstDay(month)}::date, 'month', count(*) + 1, 'relief', ${accountId}, ${personId}, ${firstDay(month)}::date
      from payment_run where benefit = 'minimum-living.allowances' returning id`,
  )
  const day = sql`${firstDay(month)}::date`
  await sql`insert into payment_line (month, for_month, run_id, benefit, ${columns})
    select ${day}, ${day}, ${id}, 'minimum-living.allowances', ${columns} from bench_lines`.execute(trx)
}

/** One household in a hundred is worth one yuan more from the last month on. */
const correct = async (owner: Db, countyId: number, starts: string, nth: number) => {
  const { all } = await one(
    owner,
    sql<{ all: string }>`select string_agg(attname, ', ' order by attnum) as all from pg_attribute
      where attrelid = 'minimum_living_roster_state'::regclass and attnum > 0 and not attisdropped
        and attname not in ('starts', 'version', 'known_from', 'allowance_amount')`,
  )
  const others = sql.raw(all)
  await sql`insert into minimum_living_roster_state (${others}, starts, allowance_amount)
    select ${others}, ${starts}::date, allowance_amount + 100 from (
      select distinct on (row_id) * from minimum_living_roster_state
      where county_id = ${countyId} and row_id % 100 = ${nth} and allowance_amount > 0 order by row_id, version desc) now`.execute(
    owner,
  )
}

const results = []
for (const size of asked.size.map(Number)) results.push(await measure(size))
const lines = results.flatMap((r): Line[] => {
  const households = `${r.households.toLocaleString('en')} households`
  const shown = { product: `${r.full.median} ms`, bound: `${r.bare.median} ms`, ratio: r.ratio }
  return [
    {
      ...{ measured: `the month's run for ${households}`, ...shown, aim: `≤ ${aims.run}` },
      ...{ met: r.ratio <= aims.run, spread: `${r.full.spread} / ${r.bare.spread}` },
    },
    {
      ...{
        measured: `a correction of 1 % of ${households}`,
        product: `${r.correction.median} ms`,
        bound: shown.product,
      },
      ...{ ratio: r.ofFull, aim: `≤ ${aims.correction}`, met: r.ofFull <= aims.correction },
      spread: `${r.correction.spread} / ${r.full.spread}`,
    },
  ]
})
tell('monthly-run', lines, asked.json, { results })
