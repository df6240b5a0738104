/** The embedded database's files on disk: made once, found again with the process that serves them. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../actor.ts'
import type { Binaries, RunAs } from './binaries.ts'

export const owner = 'minzheng'

/**
 * As root on Linux the server's user may be unable to walk to the data folder (a 0700 parent), so it starts inside the folder and
 * names it by the link that needs no walking.
 */
export const nameOf = (dataDir: string, as: RunAs) =>
  as.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : dataDir

/** Collation is Chinese by ICU; the character types come from the first of the system's UTF-8 locales that it knows. */
const locales = process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'C']

/** Makes the data folder whole or not at all; of two makers at once the first wins. */
export const makeCluster = (dataDir: string, binaries: Binaries, as: RunAs, password: string, synced = true) => {
  const fresh = `${dataDir}.new-${process.pid}`
  const passwordFile = `${dataDir}.password-${process.pid}`
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (as.uid !== undefined) chownSync(passwordFile, as.uid, as.gid!)
    let said = ''
    for (const locale of locales) {
      rmSync(fresh, { recursive: true, force: true })
      mkdirSync(fresh, { mode: 0o700 })
      if (as.uid !== undefined) chownSync(fresh, as.uid, as.gid!)
      const fd = as.uid === undefined ? undefined : openSync(passwordFile, 'r')
      const options = [
        ...[
          '-D',
          nameOf(fresh, as),
          '-U',
          owner,
          '--encoding=UTF8',
          '--locale-provider=icu',
          '--icu-locale=zh-Hans-CN',
        ],
        ...[`--locale=${locale}`, '--lc-messages=C', '--data-checksums', '--auth=scram-sha-256'],
        ...[`--pwfile=${fd === undefined ? passwordFile : '/dev/fd/3'}`, ...(synced ? [] : ['--no-sync'])],
        ...Object.entries(tuning()).map(([name, value]) => `--set=${name}=${value}`),
      ]
      const made = spawnSync(binaries.initdb, options, {
        ...as,
        cwd: fresh,
        env: plainEnv(),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe', fd],
      })
      if (fd !== undefined) closeSync(fd)
      if (made.status === 0) {
        chmodSync(fresh, 0o700)
        if (!existsSync(dataDir)) renameSync(fresh, dataDir)
        return
      }
      said = made.error?.message ?? made.stderr
      if (!said.includes('locale name')) break
    }
    throw new Error(`initdb: ${said.trim()}`)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** A start for one machine; written to postgresql.conf once, where the county's technician may change it. */
const tuning = () => {
  const memory = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY) / 2 ** 20
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memory * part)))}MB`
  return {
    shared_buffers: share(1 / 8, 128, 2048),
    effective_cache_size: share(1 / 2, 512, 65_536),
    work_mem: share(1 / 256, 16, 64),
    maintenance_work_mem: share(1 / 32, 64, 512),
    max_wal_size: '4GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
  }
}

/** What we inherit (PGPORT, LC_ALL, …) must not reach the server. */
export const plainEnv = () => ({ PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP })

/** Names the server in the process list, and lets a later start know it for its own. */
export const markOf = (dataDir: string) => `minzheng_${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`

/** The server that is running on this data, also one whose starter was killed. A pid file left behind by a dead server is removed. */
export const findRunning = (dataDir: string): { pid: number; port: number } | undefined => {
  const file = join(dataDir, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new Refusal(`数据目录 ${dataDir} 属于另一个用户，本用户读不了；请用原来启动它的用户启动，或用 root 启动。`)
    throw error
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (pid > 0 && alive(pid) && isOurs(pid, dataDir)) return port > 0 ? { pid, port } : undefined
  rmSync(file, { force: true })
}

/** A process that has ended and that nobody has collected yet is dead. */
export const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process numbers are given out again, in containers soon; the mark on the command line is not. */
const isOurs = (pid: number, dataDir: string) => {
  if (process.platform === 'win32') return true
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout
    return command.includes(markOf(dataDir))
  } catch {
    return false
  }
}
