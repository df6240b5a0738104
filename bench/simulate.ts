/**
 * A county's half-year, lived through the rules, against its bound: a bare COPY of the very rows that it leaves, history included, into an
 * empty ledger with the same constraints and triggers, in turn (A B A B …). `--scale N` (may be repeated), `--rounds N`, `--json`.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { openDb } from '#core/db'
import { type Ledger, openLedger } from '#core/postgres/ledger'
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

const inLedger = async <T>(work: (ledger: Ledger) => Promise<T>): Promise<T> => {
  const home = mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const ledger = await openLedger({ home, databaseUrl: undefined })
  try {
    return await work(ledger)
  } finally {
    await ledger.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** What triggers write themselves is not copied a second time. */
const derived = new Set(['public.person_reading', 'public.fund_account', 'public.schema_migration'])
/** Tables with rows, each after those that it refers to. */
const tablesOf = async (client: pg.PoolClient) => {
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
  return sorted.filter(t => !derived.has(t.name))
}

const measure = async (scale: number, folder: string) => {
  const [product, bare]: [number[], number[]] = [[], []]
  let rows = 0
  for (let round = 0; round < Number(asked.rounds); round++) {
    const tables = await inLedger(async ({ ownerUrl, home }) => {
      const owner = openDb(ownerUrl, { max: 2 })
      product.push(
        await timed(owner, () => simulate({ owner, home, profile: 'profiles/nanling', scale, seed: round + 1 })),
      )
      const client = await owner.pool.connect()
      const all = await tablesOf(client)
      for (const t of all)
        await pipeline(
          client.query(copyTo(`copy (select ${t.columns} from ${t.name}) to stdout`)),
          createWriteStream(join(folder, t.name)),
        )
      client.release()
      await owner.destroy()
      return all
    })
    await inLedger(async ({ ownerUrl }) => {
      const owner = openDb(ownerUrl, { max: 2 })
      const client = await owner.pool.connect()
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
      client.release()
      await owner.destroy()
    })
    if (!asked.json)
      console.error(
        `${scale} × round ${round + 1}: ${Math.round(product.at(-1)!)} ms, bare ${Math.round(bare.at(-1)!)} ms, ${rows} rows`,
      )
  }
  const [a, b] = [seriesOf(product), seriesOf(bare)]
  return { scale, rows, product: a, bare: b, ratio: rounded(a.median / b.median, 2) }
}

const folder = mkdtempSync(join(tmpdir(), 'minzheng-bench-rows-'))
const results: Awaited<ReturnType<typeof measure>>[] = []
try {
  for (const scale of asked.scale.map(Number)) results.push(await measure(scale, folder))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const lines = results.map(
  (r): Line => ({
    measured: `live the county’s half-year, ${r.scale} × its size (${r.rows.toLocaleString('en')} rows)`,
    product: `${rounded(r.product.median / 1000, 1)} s`,
    bound: `${rounded(r.bare.median / 1000, 1)} s`,
    ...{ ratio: r.ratio, aim: `< ${aim * r.scale} s`, met: r.product.median < aim * 1000 * r.scale },
    spread: `${r.product.spread} / ${r.bare.spread}`,
  }),
)
tell('simulate', lines, asked.json, { results })
