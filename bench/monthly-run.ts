/**
 * The month's run against its bound, a bare INSERT … SELECT of the same rows into the same table with the same constraints, in turn (A B A B …),
 * and a correction that touches one household in a hundred against the full run. `--size N` (may be repeated), `--rounds N`, `--json`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, one, openDb } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { openLedger } from '#core/postgres/ledger'
import { openRun, supplementRun } from '#core/payments/run'
import { sealRun } from '#core/payments/seal'
import { type Month, monthAfter } from '#define/time'
import { modules } from '#domains/index'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', multiple: true, default: ['12920', '1000000'] },
    rounds: { type: 'string', default: '5' },
  },
})
const catalogue = new Catalogue(modules)
const benefit = catalogue.benefit('minimum-living.allowance')!
const actor: Actor = {
  ...{ countyId: 1, accountId: 1, personId: 1, name: '周敏', post: 'county' as const, divisionId: 10 },
  ...{ divisions: 'all' as const, businesses: 'all' as const },
}
const first: Month = '2024-01'

const main = async () => {
  const home = mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const ledger = await openLedger({
    home,
    databaseUrl: undefined,
    settings: { shared_buffers: '1GB', max_wal_size: '8GB' },
  })
  try {
    const results = []
    for (const size of asked.size.map(Number)) results.push(await measure(ledger, home, size))
    if (asked.json) console.log(JSON.stringify({ benchmark: 'monthly-run', results }, null, 2))
    else show(results)
  } finally {
    await ledger.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

interface Series {
  readonly median: number
  /** (most − least) / median. */
  readonly spread: number
}
const seriesOf = (ms: readonly number[]): Series => {
  const sorted = [...ms].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]!
  return {
    median: Math.round(median * 10) / 10,
    spread: Math.round(((sorted.at(-1)! - sorted[0]!) / median) * 100) / 100,
  }
}

const measure = async (ledger: { ownerUrl: string; appUrl: string }, home: string, size: number) => {
  const admin = openDb(ledger.ownerUrl, { max: 1 })
  const name = `bench_${size}`
  await sql`create database ${sql.ref(name)} template minzheng`.execute(admin)
  await admin.destroy()
  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const [owner, app] = [openDb(inside(ledger.ownerUrl), { max: 1 }), openDb(inside(ledger.appUrl), { max: 1 })]
  try {
    await invent(owner, size)
    const rounds = Number(asked.rounds)
    const [full, bare, correction]: [number[], number[], number[]] = [[], [], []]
    const run = (month: Month) => asActor(app, actor, trx => openRun(trx, { catalogue, benefit, month, actor }))
    const warm = await run(first)
    const sealing = await timed(() =>
      asActor(app, actor, trx => sealRun(trx, { run: warm.id, actor, keys: openKeys(home) })),
    )
    await keepRows(owner, warm.id)
    for (let i = 1; i <= rounds; i++) {
      const month = monthAfter(first, i)
      await written(owner)
      full.push(await timed(() => run(month)))
      await written(owner)
      bare.push(await timed(() => asActor(app, actor, trx => insertBare(trx, month, i))))
    }
    await sql`vacuum analyze`.execute(owner) // a correction comes days after the run: the server has tidied up by then
    for (let i = 0; i < rounds; i++) {
      await correct(owner, i)
      correction.push(await timed(() => asActor(app, actor, trx => supplementRun(trx, { catalogue, benefit, actor }))))
    }
    const [a, b, c] = [seriesOf(full), seriesOf(bare), seriesOf(correction)]
    const ratio = (x: number, y: number) => Math.round((x / y) * 1000) / 1000
    return {
      ...{ households: size, rounds, full: a, bare: b, ratio: ratio(a.median, b.median), bound: 1.5 },
      ...{
        correction: c,
        correctionRatio: ratio(c.median, a.median),
        correctionBound: 0.03,
        seal: Math.round(sealing),
      },
    }
  } finally {
    await owner.destroy()
    await app.destroy()
  }
}

/** Milliseconds, commit included. */
const timed = async (work: () => Promise<unknown>) => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** What went before has reached the disk, so that neither of the two pays for the other. */
const written = (owner: Db) => sql`checkpoint`.execute(owner)

/** `size` households in force since 2023, a fifth of them changed since; half as many people again as payees. Entered long ago. */
const invent = async (owner: Db, size: number) => {
  const names = Object.keys(benefit.worth.of.told.standards!.told.fields)
  const standards = sql.join(
    names.map(n => sql`(1, 'minimum-living', ${n}, date '2023-01-01', '1', '民〔2023〕1号', '甲', '乙')`),
  )
  const steps = [
    sql`insert into county (county_id, code, name, rehearsal_day) values (1, '349999', '甲县', '2024-12-31')`,
    sql`insert into division (county_id, id, code, name, level) select 1, i, (349999000 + i)::text, i || '镇', case when i = 10 then 'county' else 'town' end
      from generate_series(10, 30) i`,
    sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values ${standards}`,
    sql`insert into person (county_id, id, division_id, name, born, known_from)
      select 1, 1000000 + i, 11 + i % 20, '赵' || i, date '1960-01-01' + i % 9000, '2023-12-01' from generate_series(1, ${size * 1.5}::int) i`,
    sql`insert into household (county_id, id, division_id, head_id, known_from)
      select 1, 10000000 + i, 11 + i % 20, 1000000 + i, '2023-12-01' from generate_series(1, ${size}::int) i`,
    sql`insert into minimum_living_roster (county_id, id, division_id, town_id, household_id, held, certificate, known_from)
      select 1, 20000000 + i, 11 + i % 20, 11 + i % 20, 10000000 + i, '[2023-12-01,)', '证' || i, '2023-12-01' from generate_series(1, ${size}::int) i`,
    states(sql`date '2023-12-01'`, sql`30000 + i % 40000`, sql`generate_series(1, ${size}::int) i`),
    states(sql`date '2023-12-15'`, sql`31000 + i % 40000`, sql`generate_series(5, ${size}::int, 5) i`),
  ]
  for (const step of steps) await owner.transaction().execute(async trx => void (await step.execute(trx)))
  await sql`vacuum analyze`.execute(owner)
}
const states = (
  starts: ReturnType<typeof sql>,
  amount: ReturnType<typeof sql>,
  from: ReturnType<typeof sql>,
  known = '2023-12-15',
) =>
  sql`insert into minimum_living_roster_state (county_id, row_id, starts, division_id, town_id, because, applicant, area, alone, class, cause,
      account_sealed, account_index, account_masked, persons, income, more_need, refused_work, allowance_amount, known_from)
    select 1, 20000000 + i, ${starts}, 11 + i % 20, 11 + i % 20, '核定', 1000000 + i, 'rural', false, 'B', 'illness',
      decode(repeat(md5(i::text), 4) || '00000000', 'hex'), decode(md5('a' || i), 'hex'), '***************' || lpad((i % 10000)::text, 4, '0'),
      1, 0, 0, 0, ${amount}, ${known}::timestamptz from ${from}`

const lineColumns = sql.raw(
  'county_id, kind, row_id, division_id, town_id, payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, file_line',
)
const keepRows = async (owner: Db, run: number) => {
  await sql`create table bare_rows as select ${lineColumns} from payment_line where run_id = ${run} order by id`.execute(
    owner,
  )
  await sql`grant select on bare_rows to minzheng_app`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
}
const insertBare = async (trx: Db, month: Month, nth: number) => {
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
      values (1, 'minimum-living.allowances', ${`${month}-01`}, 'month', ${nth}, 'relief', 1, 1, '2024-12-31') returning id`,
  )
  const day = sql`${`${month}-01`}::date`
  await sql`insert into payment_line (month, for_month, run_id, benefit, ${lineColumns})
    select ${day}, ${day}, ${id}, 'minimum-living.allowances', ${lineColumns} from bare_rows`.execute(trx)
}

/** One in a hundred, 1 yuan more for the last month that was run. */
const correct = async (owner: Db, i: number) => {
  const { size, starts } = await one(
    owner,
    sql<{
      size: number
      starts: string
    }>`select (select count(*) from minimum_living_roster) as size, max(month)::text as starts from payment_run`,
  )
  const to = sql`${50_000 + i * 100} + i % 30000`
  await states(
    sql`${starts}::date`,
    sql`${to} + 40000`,
    sql`generate_series(${i + 1}::int, ${size}::int, 100) i`,
    '2024-12-31',
  ).execute(owner)
}

const show = (results: Awaited<ReturnType<typeof measure>>[]) => {
  console.log(
    '| households | full run ms | bare ms | ratio (≤ 1.5) | spread | 1 % correction ms | of full (≤ 0.03) | seal ms |',
  )
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|')
  for (const r of results)
    console.log(
      `| ${r.households} | ${r.full.median} | ${r.bare.median} | ${r.ratio} | ${r.full.spread} / ${r.bare.spread} | ${r.correction.median} | ${r.correctionRatio} | ${r.seal} |`,
    )
}

await main()
