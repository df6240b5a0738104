/** Where one machine keeps its ledger: database, keys, attachments, log. MINZHENG_HOME moves it. */
import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../actor.ts'

/** The checkout's root, with a slash at the end. */
export const checkout = fileURLToPath(new URL('../../../', import.meta.url))

export const ledgerHome = () => resolve(process.env.MINZHENG_HOME || join(checkout, '.data'))

/** Elsewhere than on Linux the database's own user must be able to pass through to its folder (see embedded.ts). */
export const makeHome = (home: string) => {
  try {
    mkdirSync(home, { recursive: true, mode: process.platform === 'linux' ? 0o700 : 0o711 })
    for (const room of ['keys', 'log']) mkdirSync(join(home, room), { recursive: true, mode: 0o700 })
    accessSync(join(home, 'keys'), constants.R_OK | constants.W_OK)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
    throw new Refusal(`数据目录 ${home} 本用户不能读写；请用原来启动它的用户，或用 MINZHENG_HOME 另指一个目录。`)
  }
}

/** A secret made once and kept in `keys/` (0600); of two makers at once the first wins and both get the same. */
export const keptSecret = (home: string, name: string): string => {
  const file = join(home, 'keys', name)
  if (!existsSync(file)) {
    makeHome(home)
    const fresh = `${file}.${process.pid}.new`
    writeFileSync(fresh, randomBytes(32).toString('base64url'), { mode: 0o600 })
    try {
      linkSync(fresh, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  return readFileSync(file, 'utf8').trim()
}
