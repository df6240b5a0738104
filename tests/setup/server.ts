/** One embedded PostgreSQL for a whole test run, in a folder of its own: a migrated template, cloned for each test file. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

export default async (project: TestProject) => {
  await clearLeftovers()
  const home = mkdtempSync(join(tmpdir(), `minzheng-test-${process.pid}-`))
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
const clearLeftovers = async () => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^minzheng-test-(\d+)-/.exec(name)?.[1])
    if (!pid || alive(pid)) continue
    const home = join(tmpdir(), name)
    try {
      await (await startEmbedded({ home, settings: careless })).stop()
    } catch {}
    rmSync(home, { recursive: true, force: true })
  }
}
