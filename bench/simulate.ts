/**
 * A county's half-year, lived through the rules, against its bound: a bare COPY of the very rows that it leaves, history included, into an
 * empty ledger with the same constraints and triggers, in turn (A B A B …). The whole county, and 低保 alone. `--scale N` (may be repeated),
 * `--rounds N`, `--json`.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { Catalogue } from '#core/catalogue'
import { openDb } from '#core/db'
import { openLedger } from '#core/postgres/ledger'
import { declaredBy } from '#core/profile/declared'
import { loadProfile } from '#core/profile/load'
import { modules } from '#domains/index'
import { simulate } from '#simulate/run'
import { type Line, rounded, seriesOf, tell, timed } from './setup/measure.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', multiple: true, default: ['1'] },
    rounds: { type: 'string', default: '1' },
  },
})
/** Seconds for the county at its own size. */
const aim = 60

const inLedger = async <T>(work: (owner: ReturnType<typeof openDb>, home: string) => Promise<T>): Promise<T> => {
  const home = mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const ledger = await openLedger({ home, databaseUrl: undefined })
  const owner = openDb(ledger.ownerUrl, { max: 2 })
  try {
    return await work(owner, home)
  } finally {
    await owner.destroy()
    await ledger.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A plain connection, of the same settings as the pool's. */
const bareClient = async (owner: ReturnType<typeof openDb>) => {
  const { connectionString, options } = owner.pool.options
  const client = new pg.Client({ connectionString, options })
  client.on('error', () => {}) // told by the query that it broke
  await client.connect()
  return client
}

/** What triggers write themselves is not copied a second time. */
const derived = new Set([
  'public.county_version',
  'public.person_reading',
  'public.fund_account',
  'public.schema_migration',
])
/** Tables with rows, each after those that it refers to. */
const tablesOf = async (client: pg.Client) => {
  const { rows: tables } = await client.query<{ oid: number; name: string; columns: string; refers: number[] }>(`
    select c.oid::int, n.nspname || '.' || c.relname as name,
      (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      array(select distinct f.confrelid::int from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'history') and c.relkind in ('r', 'p') and not c.relispartition order by 2`)
  const sorted: typeof tables = []
  for (let left = tables; left.length; ) {
    const ready = left.filter(t => t.refers.every(r => !left.some(l => l.oid === r)))
    if (!ready.length) throw new Error('tables refer to each other in a ring')
    sorted.push(...ready)
    left = left.filter(t => !ready.includes(t))
  }
  // A line paid again is looked up among the bank's results, which it does not refer to.
  const last = sorted.filter(t => t.name === 'public.payment_follower')
  return [...sorted.filter(t => !last.includes(t) && !derived.has(t.name)), ...last]
}

/** The profile with every office, or as a county's file has it that tells of 低保 alone. */
const profileOf = async (isWhole: boolean) => {
  const whole = await loadProfile('profiles/nanling', declaredBy(new Catalogue(modules)))
  return isWhole ? whole : { ...whole, calibration: { ...whole.calibration, offices: {} } }
}

const measure = async (scale: number, isWhole: boolean, folder: string) => {
  const [product, bare]: [number[], number[]] = [[], []]
  const profile = await profileOf(isWhole)
  let rows = 0
  for (let round = 0; round < Number(asked.rounds); round++) {
    const tables = await inLedger(async (owner, home) => {
      product.push(await timed(owner, () => simulate({ owner, home, profile, scale, seed: round + 1 })))
      const client = await bareClient(owner)
      const all = await tablesOf(client)
      for (const t of all)
        await pipeline(
          client.query(copyTo(`copy (select ${t.columns} from ${t.name}) to stdout`)),
          createWriteStream(join(folder, t.name)),
        )
      await client.end()
      return all
    })
    await inLedger(async owner => {
      const client = await bareClient(owner)
      rows = 0
      bare.push(
        await timed(owner, async () => {
          await client.query('begin')
          for (const t of tables) {
            const into = client.query(copyFrom(`copy ${t.name} (${t.columns}) from stdin`))
            await pipeline(createReadStream(join(folder, t.name)), into)
            rows += into.rowCount ?? 0
          }
          await client.query('commit')
        }),
      )
      await client.end()
    })
    if (!asked.json)
      console.error(
        `${scale} × ${isWhole ? 'all offices' : '低保 alone'}, round ${round + 1}: ${Math.round(product.at(-1)!)} ms, bare ${Math.round(bare.at(-1)!)} ms, ${rows} rows`,
      )
  }
  const [a, b] = [seriesOf(product), seriesOf(bare)]
  return { scale, offices: isWhole ? 'all' : 'none', rows, product: a, bare: b, ratio: rounded(a.median / b.median, 2) }
}

const folder = mkdtempSync(join(tmpdir(), 'minzheng-bench-rows-'))
const results: Awaited<ReturnType<typeof measure>>[] = []
try {
  for (const scale of asked.scale.map(Number))
    for (const isWhole of [true, false]) results.push(await measure(scale, isWhole, folder))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const lines = results.map(
  (r): Line => ({
    measured: `live the county’s half-year${r.offices === 'all' ? '' : ' of 低保 alone'}, ${r.scale} × its size (${r.rows.toLocaleString('en')} rows)`,
    product: `${rounded(r.product.median / 1000, 1)} s`,
    bound: `${rounded(r.bare.median / 1000, 1)} s`,
    ...{
      ratio: r.ratio,
      aim: `< ${aim * Math.max(1, r.scale)} s`,
      met: r.product.median < aim * 1000 * Math.max(1, r.scale),
    },
    spread: `${r.product.spread} / ${r.bare.spread}`,
  }),
)
tell('simulate', lines, asked.json, { results })
