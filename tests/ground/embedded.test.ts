/** The embedded server: who may start it, who it belongs to, and that nothing is lost however it ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { one, openDb } from '#core/db'
import { findRunning } from '#core/postgres/cluster'
import { startEmbedded } from '#core/postgres/embedded'
import { dataDir, home, inAHome, parent } from './holding.ts'

inAHome()
describe('what is started', () => {
  it('listens on 127.0.0.1 alone, keeps checksums, syncs what it writes, and sorts Chinese', async () => {
    const server = await startEmbedded({ home })
    const db = openDb(server.ownerUrl, { max: 1 })
    await sql`create extension pg_trgm`.execute(db)
    const found = await one(
      db,
      sql`select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
        current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
        current_setting('password_encryption') as passwords, array(select x from unnest(array['张', '安', '李']) x order by x) as sorted,
        similarity('王小明', '王小明明') > 0.4 as alike`,
    )
    expect(found).toEqual({
      listens: '127.0.0.1',
      sockets: '',
      checksums: 'on',
      fsync: 'on',
      encoding: 'UTF8',
      passwords: 'scram-sha-256',
      sorted: ['安', '李', '张'],
      alike: true,
    })
    await db.destroy()
    await server.stop()
  })

  it('keeps its password to its owner', async () => {
    await (await startEmbedded({ home })).stop()
    expect(statSync(join(home, 'keys')).mode & 0o077).toBe(0)
    for (const key of readdirSync(join(home, 'keys')))
      expect(statSync(join(home, 'keys', key)).mode & 0o777).toBe(0o600)
  })

  it('comes back on the port it had', async () => {
    const first = await startEmbedded({ home })
    await first.stop()
    const again = await startEmbedded({ home })
    expect(again.port).toBe(first.port)
    await again.stop()
    expect(existsSync(join(dataDir(), 'postmaster.pid'))).toBe(false)
  })

  it.runIf(process.getuid?.() === 0)('runs as another user when we are root, below a folder closed to it', async () => {
    chmodSync(parent, 0o700)
    const server = await startEmbedded({ home })
    const { pid } = findRunning(dataDir())!
    const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
    expect(uid).not.toBe(0)
    expect(statSync(dataDir()).uid).toBe(uid)
    expect(statSync(dataDir()).mode & 0o777).toBe(0o700)
    await server.stop()
  })
})
