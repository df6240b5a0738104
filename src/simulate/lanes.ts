/**
 * 并行的办事窗口: one transaction on one connection in which several go on with their work at the same time. While one works out what it will
 * write, the database does what another has asked; statements go to the database in the order in which they were asked and are answered in it,
 * so that the same seed lives the same county, however quick the machine is.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type pg from 'pg'
import { type Db, one, unnarrowed, writesBehind } from '#core/db'
import { clientOf } from '#core/prepared'

/** A further way into the same transaction. */
export type NewLane = () => Db

/** All or nothing, as in any transaction. */
export const inLanes = <T>(owner: Db, work: (lane: NewLane) => Promise<T>): Promise<T> =>
  owner.connection().execute(async db => {
    const { pid } = await one(db, sql<{ pid: number }>`select pg_backend_pid() as pid`)
    const client = clientOf(pid)
    if (!client) throw new Error('the connection of this transaction is not one of ours')
    client.on('error', isTold)
    await sql`begin`.execute(db)
    const turns = new Turns(client)
    try {
      const done = await work(() => laneOf(turns))
      await turns.end()
      await sql`commit`.execute(db)
      client.off('error', isTold)
      return done
    } catch (error) {
      await turns.end().catch(() => {})
      await sql`rollback`.execute(db).catch(() => {}) // a connection that broke has rolled back already
      throw turns.failed ?? error
    }
  })

/** A connection that breaks (Ctrl+C stops the server) is told by the statements that were asked. */
const isTold = () => {}

/** Asks in the order in which it is asked; answers one after another, each when what followed the one before has been done. */
class Turns {
  private readonly answers: (() => void)[] = []
  private isAnswering = false
  private open = 0
  private ended: (() => void) | undefined
  /** What went wrong first; after it the transaction takes nothing any more. */
  failed: unknown
  constructor(private readonly client: pg.Client) {
    this.pipelined(true)
  }
  ask(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    this.open++
    return new Promise((resolve, reject) => {
      const answered = (error: Error | null, result: pg.QueryResult) => {
        if (error) this.failed ??= error
        this.answers.push(() => (error ? reject(error) : resolve(result)))
        this.answer()
      }
      this.client.query(text, values as unknown[], answered)
    })
  }
  /** When all has been answered. @throws what went wrong with a statement whose answer nobody waited for */
  async end() {
    while (this.open) await new Promise<void>(ended => (this.ended = ended))
    this.pipelined(false)
    if (this.failed) throw this.failed
  }
  private answer() {
    if (this.isAnswering) return
    this.isAnswering = true
    setImmediate(() => {
      this.isAnswering = false
      this.open--
      this.answers.shift()!()
      if (this.answers.length) this.answer()
      else if (!this.open) this.ended?.()
    })
  }
  /** Statements are sent without waiting for the answer to the one before. */
  private pipelined(is: boolean) {
    Object.assign(this.client, { pipeline: is })
  }
}

const laneOf = (turns: Turns): Db => {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql: text, parameters }: CompiledQuery) => {
      const { rows, rowCount } = await turns.ask(text, parameters)
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery: () => {
      throw new Error('nothing is streamed in a lane')
    },
  }
  const refuse = async () => {
    throw new Error('a lane is in a transaction already')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    ...{ beginTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse },
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  const lane: Db = new Kysely<any>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  Object.defineProperty(lane, 'isTransaction', { value: true })
  unnarrowed(lane)
  writesBehind(lane, query => turns.ask(query.sql, query.parameters))
  return lane
}
