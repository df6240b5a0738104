/** The way into the ledger: pools, types, and transactions that carry who asks. */
import { type CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Day } from '#define/time'
import type { Actor } from './actor.ts'
import { contextOf } from './context.ts'
import { PreparingClient } from './prepared.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, v => v)
pg.types.setTypeParser(pg.types.builtins.INT8, v => {
  const n = Number(v)
  if (!Number.isSafeInteger(n)) throw new Error(`bigint ${v} does not fit`)
  return n
})

/** Tables are derived from definitions, so rows are typed where they are asked for: sql<Row>`…`. */
export type Db = Kysely<any>

export type PooledDb = Db & { readonly pool: pg.Pool }
/** `role`: what the connection becomes; the application is never the owner. */
export const openDb = (url: string, { max = 8, statementTimeoutMs = 0 } = {}): PooledDb => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    Client: PreparingClient,
    options: '-c timezone=Asia/Shanghai',
    ...(statementTimeoutMs && { statement_timeout: statementTimeoutMs }),
  })
  pool.on('error', () => {}) // an idle connection that the server closed is replaced at its next use
  return Object.assign(new Kysely<any>({ dialect: new PostgresDialect({ pool }) }), { pool })
}

export const rows = async <T>(db: Db, query: RawBuilder<T>) => (await query.execute(db)).rows
export const one = async <T>(db: Db, query: RawBuilder<T>): Promise<T> => {
  const found = await rows(db, query)
  if (found.length !== 1) throw new Error(`expected one row, got ${found.length}`)
  return found[0]!
}
export const maybe = async <T>(db: Db, query: RawBuilder<T>) => (await rows(db, query))[0]

type Ask = (query: CompiledQuery) => Promise<unknown>
const behind = new WeakMap<Db, Ask>()
/** Its writes are asked at once and not waited for: what goes wrong with one is told by whoever ends the transaction, and nothing of it is kept. */
export const writesBehind = (trx: Db, ask: Ask): void => void behind.set(trx, ask)
/** A statement of which nothing is asked but that it is done. */
export const write = async (trx: Db, query: RawBuilder<unknown>): Promise<void> => {
  const ask = behind.get(trx)
  if (ask) ask(query.compile(trx)).catch(() => {})
  else await query.execute(trx)
}

export const setContext = (trx: Db, actor: Actor) => sql.raw(contextOf(actor)).execute(trx)

/**
 * One transaction in somebody's name: all or nothing, and nothing beyond what they may see. It begins in one message with the name.
 * `hasKeptPlans`: for what asks about one case or one page, again and again; a plan is then made once a connection, not for each question.
 * `isOneMoment`: for what reads a good deal; whatever is committed meanwhile, all of it is told as of the moment at which it began.
 */
export const asActor = <T>(
  db: Db,
  actor: Actor,
  work: (trx: Db) => Promise<T>,
  { hasKeptPlans = false, isOneMoment = false } = {},
): Promise<T> =>
  db.connection().execute(async trx => {
    const plans = hasKeptPlans ? `, set_config('plan_cache_mode', 'force_generic_plan', true)` : ''
    const begin = isOneMoment ? 'begin isolation level repeatable read' : 'begin'
    await sql.raw(`${begin}; ${contextOf(actor)}${plans}`).execute(trx)
    if ('pool' in db) pools.set(trx, db as PooledDb)
    try {
      const done = await work(trx)
      await sql.raw('commit').execute(trx)
      return done
    } catch (error) {
      await sql
        .raw('rollback')
        .execute(trx)
        .catch(() => {}) // a connection that broke has rolled back already
      throw error
    }
  })

/** Whose connection a transaction in somebody's name is. */
export const poolOf = (trx: Db) => pools.get(trx)
const pools = new WeakMap<Db, PooledDb>()

/**
 * What the engine does for everybody, whoever pressed the button: a cremation that stops an allowance, a question about the past in another
 * business. The person's own view is back afterwards; the name in the journal and in the audit stays theirs throughout.
 */
export const widely = <T>(trx: Db, { countyId }: Pick<Actor, 'countyId'>, work: () => Promise<T>): Promise<T> =>
  seeing(trx, work, {
    ...{ county: sql`${String(countyId)}`, divisions: sql`'{*}'`, businesses: sql`'{*}'` },
    ...{ organisation: sql`''`, place: sql`''`, unit: sql`''`, widely: sql`'on'` },
  })
/**
 * Counts and tells no row, also where the asker sees nobody's row (a leader's figure of marriages) and what has left their area since: whoever counts
 * for somebody who sees a part says by themselves where each record lay on its day (Scope.own).
 */
export const counting = <T>(trx: Db, work: () => Promise<T>): Promise<T> =>
  seeing(trx, work, {
    ...{ businesses: sql`current_setting('app.counts', true)`, divisions: sql`'{*}'`, widely: sql`'on'` },
  })
/** Lists what was counted, names masked: the asker's own businesses and posts, wherever the record lies by now. Narrowed like `counting`. */
export const wherever = <T>(trx: Db, work: () => Promise<T>): Promise<T> => seeing(trx, work, { divisions: sql`'{*}'` })

const wide = new WeakSet<Db>()
/** Of the owner of the tables, whom no row-level security narrows: there is nothing to be widened. */
export const unnarrowed = (trx: Db): void => void wide.add(trx)
const seeing = async <T>(trx: Db, work: () => Promise<T>, settings: Readonly<Record<string, RawBuilder<unknown>>>) => {
  if (wide.has(trx)) return work()
  const names = Object.keys(settings)
  const before = await one(
    trx,
    sql<
      Record<string, string | null>
    >`select ${sql.join(names.map(k => sql`current_setting(${`app.${k}`}, true) as ${sql.ref(k)}`))},
      ${sql.join(names.map(k => sql`set_config(${`app.${k}`}, ${settings[k]!}, true)`))}`,
  )
  wide.add(trx)
  try {
    const done = await work() // where it fails, the transaction and its context end with it
    await sql`select ${sql.join(names.map(k => sql`set_config(${`app.${k}`}, ${before[k] ?? ''}, true)`))}`.execute(trx)
    return done
  } finally {
    wide.delete(trx)
  }
}

/** 今天: the database's day, or the day of a rehearsal. */
export const ledgerDay = async (db: Db, countyId: number) =>
  (await one(db, sql<{ day: Day }>`select ledger_day(${countyId}::smallint) as day`)).day

/** Many rows in one statement; each row names the same columns. Returns what `returning` asks for, in the order given. */
export const insertMany = async <T = unknown>(
  trx: Db,
  table: string,
  all: readonly Record<string, unknown>[],
  returning?: string,
): Promise<T[]> => {
  if (!all.length) return []
  const columns = sql.join(Object.keys(all[0]!).map(c => sql.ref(c)))
  const query = sql<T>`insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(all)}::json)
    ${returning ? sql`returning ${sql.raw(returning)}` : sql``}`
  if (returning) return rows(trx, query)
  await write(trx, query)
  return []
}

/** So many numbers of the ledger's one sequence, before the rows that bear them are written. */
export const newIds = async (trx: Db, count: number): Promise<number[]> =>
  count === 0
    ? []
    : (await rows(trx, sql<{ id: number }>`select nextval('ledger_id') as id from generate_series(1, ${count})`)).map(
        r => r.id,
      )
