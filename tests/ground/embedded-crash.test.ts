/** The embedded server shared by two, and killed: one stops it, nothing is lost. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { one, openDb } from '#core/db'
import { alive, findRunning } from '#core/postgres/cluster'
import { startEmbedded } from '#core/postgres/embedded'
import { dataDir, hold, holdArgs, home, inAHome } from './holding.ts'

inAHome()
const addCounty = async (url: string, id: number) => {
  const db = openDb(url, { max: 1 })
  await sql`insert into county (county_id, code, name) values (${id}, ${String(349_000 + id)}, '甲县')`.execute(db)
  await db.destroy()
}
const countCounties = async (url: string) => {
  const db = openDb(url, { max: 1 })
  const { count } = await one(db, sql<{ count: number }>`select count(*) from county`)
  await db.destroy()
  return count
}

describe('two at once', () => {
  it('lets one serve; the other gets one sentence and exit code 1', async () => {
    const first = await hold()
    const second = spawn(process.execPath, holdArgs(home), { env: { ...process.env, DATABASE_URL: '' } })
    const said = text(second.stderr!)
    expect(await new Promise(ended => second.once('exit', ended))).toBe(1)
    expect((await said).trim()).toMatch(/^数据目录 .*已有一个民政一本账在运行；.*。$/)
    expect(await countCounties(first.ownerUrl)).toBe(0)
    await first.end('SIGINT')
    expect(alive(first.postgres)).toBe(false)
  })

  it('lets another command join, and the last one out stops the server', async () => {
    const [first, second] = await Promise.all([startEmbedded({ home }), startEmbedded({ home })])
    const { pid } = findRunning(dataDir())!
    expect(first.port).toBe(second.port)
    await first.claimServing()
    await expect(second.claimServing()).rejects.toThrow('已有一个民政一本账在运行')
    await first.stop()
    expect(alive(pid)).toBe(true)
    await second.claimServing()
    await second.stop()
    expect(existsSync(join(dataDir(), 'postmaster.pid'))).toBe(false)
  })
})

describe('after kill -9', () => {
  it('of the program alone, its database is found and used again, not doubled', async () => {
    const first = await hold()
    await addCounty(first.ownerUrl, 1)
    await first.end('SIGKILL')
    expect(alive(first.postgres)).toBe(true)
    const second = await hold()
    expect(second.postgres).toBe(first.postgres)
    expect(await countCounties(second.ownerUrl)).toBe(1)
    await second.end('SIGINT')
    expect(existsSync(join(dataDir(), 'postmaster.pid'))).toBe(false)
  })

  it('of program and database, everything committed is there at the next start', async () => {
    const first = await hold()
    for (let id = 1; id <= 5; id++) await addCounty(first.ownerUrl, id)
    process.kill(first.postgres, 'SIGKILL')
    await first.end('SIGKILL')
    const second = await hold()
    expect(await countCounties(second.ownerUrl)).toBe(5)
    await second.end('SIGINT')
  })

  it('a pid file whose number belongs to another process by now is no obstacle', async () => {
    await (await startEmbedded({ home })).stop()
    writeFileSync(
      join(dataDir(), 'postmaster.pid'),
      `${process.pid}\n/proc/self/cwd\n1700000000\n5432\n\n127.0.0.1\n\n`,
    )
    const server = await startEmbedded({ home })
    expect(findRunning(dataDir())!.pid).not.toBe(process.pid)
    await server.stop()
  })
})
