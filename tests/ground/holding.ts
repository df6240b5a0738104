/** A home of its own for each test, and processes that hold its embedded server; what still runs at the end is ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { findRunning } from '#core/postgres/cluster'
import { startEmbedded } from '#core/postgres/embedded'

export let parent: string
export let home: string
export const children: ChildProcess[] = []
/** Said once by each test file. */
export const inAHome = () => {
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'minzheng-embedded-')) // 0700, as /root is
    home = join(parent, 'home')
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await (await startEmbedded({ home })).stop()
    rmSync(parent, { recursive: true, force: true })
  })
}

export const dataDir = () => join(home, 'database')
export const holdArgs = (of: string) => ['--import', 'tsx', 'tests/ground/hold.ts', of]

/** Resolves when the process serves. */
export const hold = async () => {
  const child = spawn(process.execPath, holdArgs(home), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: '' },
  })
  children.push(child)
  const ownerUrl = await new Promise<string>(said => child.stdout!.once('data', data => said(String(data).trim())))
  const end = (signal: NodeJS.Signals) => new Promise(ended => child.once('exit', ended) && child.kill(signal))
  return { ownerUrl, end, postgres: findRunning(dataDir())!.pid }
}
