/** Starts the embedded PostgreSQL of one MINZHENG_HOME, joins the one already running, and lets the last to leave stop it. */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Refusal } from '../actor.ts'
import { type Binaries, findBinaries, type RunAs, serverUser } from './binaries.ts'
import { alive, findRunning, makeCluster, markOf, nameOf, owner, plainEnv } from './cluster.ts'
import { keptSecret, makeHome } from './home.ts'

export interface Embedded {
  /** Of the database `minzheng`, as its owner. */
  readonly ownerUrl: string
  readonly port: number
  /** Only one serves from one home. Held until `stop` or until this process dies, however it dies. */
  claimServing(): Promise<void>
  /** Puts an empty database in the place of `minzheng`. */
  startAfresh(): Promise<void>
  /** Leaves; the last one to leave stops the server. */
  stop(): Promise<void>
}

/** Advisory locks in the database `postgres`: everyone who uses the server shares the first, who serves holds the second. */
const inUse = 20_230_001
const serving = 20_230_002

/**
 * `settings` go to the server's command line and win over postgresql.conf.
 * @throws Refusal where no server can run (no program for this machine, another user's data)
 */
export const startEmbedded = async ({
  home: asked,
  settings = {},
}: {
  home: string
  settings?: Record<string, string>
}): Promise<Embedded> => {
  makeHome(asked)
  const home = realpathSync(asked)
  const dataDir = join(home, 'database')
  const as = serverUser(dataDir)
  const password = keptSecret(home, 'database-owner')
  const url = (port: number, database: string) => `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`

  for (let attempt = 1; ; attempt++) {
    const running = findRunning(dataDir) ?? (await launch(home, dataDir, as, password, settings))
    const client = running && (await connect(url(running.port, 'postgres'), running.pid))
    if (!client) {
      if (attempt === 8) throw new Error(`数据库没有启动：${lastWords(home)}`)
      await sleep(250 * attempt)
      continue
    }
    try {
      await client.query('select pg_advisory_lock_shared($1)', [inUse])
      if ((await client.query(`select from pg_database where datname = 'minzheng'`)).rowCount === 0)
        await client.query('create database minzheng')
    } catch (error) {
      await client.end().catch(() => {})
      // 42P04, 23505: another start made it; 57P01, 08: the one who held the lock was just stopping
      if (attempt < 8 && /^(42P04|23505|57P|08)/.test((error as pg.DatabaseError).code ?? '08')) continue
      throw error
    }
    return {
      ownerUrl: url(running.port, 'minzheng'),
      port: running.port,
      claimServing: () => claim(client, home),
      startAfresh: async () => {
        await client.query('drop database if exists minzheng with (force)')
        await client.query('create database minzheng')
      },
      stop: () => leave(client, dataDir, running.pid, as),
    }
  }
}

const claim = async (client: pg.Client, home: string) => {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [serving])
  if (!rows[0]!.mine)
    throw new Refusal(`数据目录 ${home} 已有一个民政一本账在运行；请先停掉它，或用 MINZHENG_HOME 另指一个目录。`)
}

const leave = async (client: pg.Client, dataDir: string, pid: number, as: RunAs) => {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [inUse])
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [inUse])
    if (!rows[0]!.last) return
    if (process.platform === 'win32') spawnSync(findBinaries(as).pgCtl, ['stop', '-D', dataDir, '-m', 'fast'])
    else process.kill(pid, 'SIGINT') // PostgreSQL's fast shutdown: transactions rolled back, everything written
    while (alive(pid)) await sleep(20) // the pid file goes a little before the process does
  } catch (error) {
    if (alive(pid) && existsSync(join(dataDir, 'postmaster.pid'))) throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Detached, so that Ctrl+C reaches us alone and requests end before the database does. */
const launch = async (home: string, dataDir: string, as: RunAs, password: string, settings: Record<string, string>) => {
  const binaries: Binaries = findBinaries(as)
  if (!existsSync(dataDir)) makeCluster(dataDir, binaries, as, password, settings.fsync !== 'off')
  const port = await freePort(join(dataDir, 'minzheng.port'))
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: markOf(dataDir),
    logging_collector: 'off',
    ...settings,
  }
  const log = openSync(join(home, 'log', 'postgresql.log'), 'a', 0o600)
  const args = [
    '-D',
    nameOf(dataDir, as),
    '-p',
    String(port),
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const child = spawn(binaries.postgres, args, {
    ...as,
    cwd: dataDir,
    env: plainEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  await new Promise<void>((started, failed) => {
    child.once('spawn', started)
    child.once('error', failed)
  })
  child.unref()
  return { pid: child.pid!, port }
}

/** Undefined: the server ended before it took the connection. While it recovers it is waited for. */
const connect = async (url: string, pid: number) => {
  for (;;) {
    const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'minzheng' })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => {})
      if ((error as pg.DatabaseError).code === '28P01')
        throw new Refusal(
          '数据库不认 keys/database-owner 里的密码；keys 目录与 database 目录须一同搬动，请从备份恢复。',
        )
      if (!alive(pid)) return undefined
      await sleep(40)
    }
  }
}

/** The port of the last time, kept in the data folder, or another when that is taken. */
const freePort = async (kept: string) => {
  const last = existsSync(kept) ? Number(readFileSync(kept, 'utf8')) : 0
  const port = (last && (await tryListen(last))) || (await tryListen(0))
  if (port !== last) writeFileSync(kept, String(port))
  return port
}
const tryListen = (port: number) =>
  new Promise<number>(settle => {
    const probe = createServer()
    probe.once('error', () => settle(0))
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address() as { port: number }
      probe.close(() => settle(address.port))
    })
  })

const lastWords = (home: string) => {
  const lines = readFileSync(join(home, 'log', 'postgresql.log'), 'utf8')
    .trim()
    .split('\n')
  return lines.findLast(line => /FATAL|ERROR|PANIC/.test(line)) ?? lines.at(-1) ?? '没有日志'
}
