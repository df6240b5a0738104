/** The keys of one installation: in a file beside the database, never in it. Whoever takes the database alone reads no ID number. */
import { createHmac, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#core/actor'

/** Derived from one master secret: sealing and proving never share a key. */
export interface SealingKey {
  readonly id: number
  readonly cipher: Buffer
  readonly mac: Buffer
}
export interface Keys {
  /** What is sealed today is sealed with this one. */
  readonly current: SealingKey
  readonly byId: ReadonlyMap<number, SealingKey>
  /** Of blind indexes: is not rotated, for the same number must be found again. */
  readonly index: Buffer
  /** Of stamps over rows of money. */
  readonly stamp: Buffer
  /** Tells two key files apart without telling the keys. */
  readonly fingerprint: string
}
interface KeyFile {
  readonly current: number
  readonly masters: Readonly<Record<string, string>>
  readonly index: string
}

/** Opens `home`/keys/ledger.json, made at the first use and readable by its owner only. A damaged file is refused, never replaced. */
export const openKeys = (home: string): Keys => {
  const path = pathOf(home)
  return derive(read(path) ?? makeFirst(path))
}

/** From now on a new key seals; the old ones still open what they have sealed. */
export const rotateKeys = (home: string): Keys => {
  const path = pathOf(home)
  const before = read(path) ?? makeFirst(path)
  const current = Math.max(...Object.keys(before.masters).map(Number)) + 1
  const after = { ...before, current, masters: { ...before.masters, [current]: secret() } }
  renameSync(writeBeside(path, after), path)
  return derive(after)
}

const pathOf = (home: string) => join(home, 'keys', 'ledger.json')
const secret = () => randomBytes(32).toString('hex')

const read = (path: string): KeyFile | undefined => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw e
  }
  try {
    const file = JSON.parse(text) as KeyFile
    const secrets = [file.index, ...Object.values(file.masters)]
    if (file.masters[file.current] && secrets.every(s => /^[0-9a-f]{64}$/.test(s))) return file
  } catch {}
  throw new Refusal(`密钥文件 ${path} 已损坏，无法读取加密内容。请从备份恢复该文件后再启动，不要删除它`)
}

/** Two processes may start at once: the link decides which file counts. */
const makeFirst = (path: string): KeyFile => {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const beside = writeBeside(path, { current: 1, masters: { 1: secret() }, index: secret() })
  try {
    linkSync(beside, path)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e
  } finally {
    rmSync(beside, { force: true })
  }
  return read(path)!
}
const writeBeside = (path: string, file: KeyFile) => {
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const handle = openSync(beside, 'wx', 0o600)
  writeSync(handle, `${JSON.stringify(file, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  chmodSync(beside, 0o600)
  return beside
}

const derive = (file: KeyFile): Keys => {
  const from = (master: string, use: string) => createHmac('sm3', Buffer.from(master, 'hex')).update(use).digest()
  const byId = new Map(
    Object.entries(file.masters).map(([id, master]) => [
      Number(id),
      { id: Number(id), cipher: from(master, 'cipher').subarray(0, 16), mac: from(master, 'mac') },
    ]),
  )
  return {
    current: byId.get(file.current)!,
    byId,
    index: from(file.index, 'index'),
    stamp: from(file.index, 'stamp'),
    fingerprint: from(file.index, 'fingerprint').subarray(0, 8).toString('hex'),
  }
}
