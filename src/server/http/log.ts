/** The server's log: bugs only, in a file beside the ledger; what people do is in the audit. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'

/** Kept beside the ledger, readable by its owner only. */
export const logIn = (home: string) => (text: string) => {
  const line = `${new Date().toISOString()} ${text}\n`
  try {
    appendFileSync(join(home, 'log', 'server.log'), line, { mode: 0o600 })
  } catch {
    process.stderr.write(line)
  }
}

/** As the framework and the command line write to it. */
export const loggerOf = (told: (text: string) => void): FastifyBaseLogger => {
  const tell = (first: unknown, ...more: unknown[]) =>
    told(
      [first, ...more]
        .map(x => (x instanceof Error ? (x.stack ?? x.message) : typeof x === 'string' ? x : JSON.stringify(x)))
        .join(' '),
    )
  const nothing = () => {}
  const logger = {
    level: 'error',
    error: tell,
    fatal: tell,
    warn: nothing,
    info: nothing,
    debug: nothing,
    trace: nothing,
    silent: nothing,
    child: () => logger,
  }
  return logger as unknown as FastifyBaseLogger
}
