/** Opens the ledger that this machine is to use, migrated and ready: the PostgreSQL of DATABASE_URL, else the embedded one of MINZHENG_HOME. */
import type pg from 'pg'
import { Refusal } from '../actor.ts'
import { startEmbedded } from './embedded.ts'
import { ledgerHome, makeHome } from './home.ts'
import { type MigrateOptions, migrate } from './migrate.ts'

export interface Ledger {
  readonly home: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly embedded: boolean
  /** Only one serves from one embedded database; on a PostgreSQL server there may be several. */
  claimServing(): Promise<void>
  stop(): Promise<void>
}
export interface LedgerOptions extends Pick<MigrateOptions, 'only'> {
  readonly home?: string
  readonly databaseUrl?: string | undefined
  /** For the embedded server's command line. */
  readonly settings?: Record<string, string>
  /** To serve is claimed before anything is changed. */
  readonly serving?: boolean
  /** Embedded only: an empty database in the place of the one that is there. */
  readonly afresh?: boolean
}

/** @throws Refusal where the server is not reachable or not fit, or another one serves from this home */
export const openLedger = async (options: LedgerOptions = {}): Promise<Ledger> => {
  const { home = ledgerHome(), databaseUrl = process.env.DATABASE_URL, only } = options
  if (databaseUrl) {
    makeHome(home)
    const { appUrl } = await migrate(databaseUrl, { home, ...(only && { only }) }).catch(explain)
    return { home, ownerUrl: databaseUrl, appUrl, embedded: false, claimServing: async () => {}, stop: async () => {} }
  }
  const server = await startEmbedded({ home, ...(options.settings && { settings: options.settings }) })
  try {
    if (options.serving) await server.claimServing()
    if (options.afresh) await server.startAfresh()
    const { appUrl } = await migrate(server.ownerUrl, { home, ours: true, ...(only && { only }) })
    return {
      home,
      ownerUrl: server.ownerUrl,
      appUrl,
      embedded: true,
      claimServing: server.claimServing,
      stop: server.stop,
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

const explain = (error: unknown): never => {
  const code =
    (error as pg.DatabaseError).code ??
    (error instanceof AggregateError ? (error.errors[0] as pg.DatabaseError)?.code : undefined)
  const because =
    code === 'ERR_INVALID_URL'
      ? '不是一个网址（postgres://用户:密码@主机:端口/数据库）'
      : code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT' || code === 'ENOENT'
        ? '指向的服务器连不上'
        : code === '28P01' || code === '28000'
          ? '里的用户名或密码不对'
          : code === '3D000'
            ? '里的数据库不存在'
            : undefined
  if (because) throw new Refusal(`DATABASE_URL ${because}；请改正后再试。`, { detail: code })
  throw error
}
