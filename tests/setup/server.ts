/** One embedded PostgreSQL for a whole test run, in a folder of its own: a migrated template, cloned for each test file. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { openDb } from '#core/db'
import { alive } from '#core/postgres/cluster'
import { startEmbedded } from '#core/postgres/embedded'
import { migrate } from '#core/postgres/migrate'

declare module 'vitest' {
  interface ProvidedContext {
    ledger: { template: string; ownerUrl: string; appUrl: string; home: string }
  }
}

/** The only place where a database may lose what it wrote. */
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '256MB',
  max_connections: '200',
  // A county is opened by copying the template's files: the kernel does that without reading them into a process.
  ...(process.platform === 'linux' && { file_copy_method: 'clone' }),
}

const gigabyte = 2 ** 30
/**
 * Where the ledgers of a run lie: in memory, if there is plenty. Each test file makes and removes thousands of small files, and on a disk (ext4) the
 * kernel looks through all the inodes that were freed lately before it gives one out: a fifth of the processor's time.
 */
const roomFor = (bytes: number) => {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return bavail * bsize > bytes && freemem() > 2 * bytes ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}
const inMemory = '/dev/shm'

export default async (project: TestProject) => {
  for (const folder of [tmpdir(), inMemory]) await clearLeftovers(folder)
  const home = mkdtempSync(join(roomFor(6 * gigabyte), `minzheng-test-${process.pid}-`))
  const server = await startEmbedded({ home, settings: careless })
  const stop = async () => {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const { appUrl } = await migrate(server.ownerUrl, { home, ours: true })
    project.provide('ledger', { template: 'minzheng', ownerUrl: server.ownerUrl, appUrl, home })
    const db = openDb(server.ownerUrl, { max: 1 })
    await sql`vacuum analyze`.execute(db)
    await db.destroy()
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** A run that was killed leaves its server behind. */
const clearLeftovers = async (folder: string) => {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(/^minzheng-test-(\d+)-/.exec(name)?.[1])
    if (!pid || alive(pid)) continue
    const home = join(folder, name)
    try {
      await (await startEmbedded({ home, settings: careless })).stop()
    } catch {}
    rmSync(home, { recursive: true, force: true })
  }
}
