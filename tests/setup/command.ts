/** The command line as a technician calls it: a process of its own, what it prints, and how it ended. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface Called {
  readonly out: string
  readonly err: string
  readonly code: number
}
/** @param env the ledger that it works on: DATABASE_URL, MINZHENG_HOME */
export const callMinzheng = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Called> => {
  const child = spawn(process.execPath, ['bin/minzheng.mjs', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number>(done => child.once('exit', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err: err.trim(), code }
}
