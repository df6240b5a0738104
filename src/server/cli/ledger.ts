/** A command's way to the ledger: opened before, closed after, also on Ctrl+C. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, openDb } from '#core/db'
import { type LedgerOptions, openLedger } from '#core/postgres/ledger'

export interface OpenLedger {
  readonly home: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly embedded: boolean
  /** Owner of the tables: for what belongs to nobody's post (simulate, backup). */
  readonly owner: Db
  /** The application's role: use `asActor`. */
  readonly app: Db
  /** Closed in reverse order, before the ledger is. */
  beforeClosing(close: () => Promise<unknown>): void
}

export class Interrupted extends Error {}

/** Ctrl+C, `kill` and a closed terminal end the work; what was not committed is rolled back. A second Ctrl+C ends at once. */
export const withLedger = async <T>(
  work: (ledger: OpenLedger) => Promise<T>,
  options: LedgerOptions = {},
): Promise<T> => {
  const interrupted = new Promise<never>((_, reject) => {
    let first: number | undefined
    const onSignal = (signal: NodeJS.Signals) => {
      first ??= performance.now()
      reject(new Interrupted(signal))
      // npm hands the terminal's signal on, so that one Ctrl+C arrives twice
      if (performance.now() - first > 1_500) process.exit(130)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  })
  interrupted.catch(() => {})
  const { stop, home, ownerUrl, appUrl, embedded } = await openLedger(options)
  const [owner, app] = [openDb(ownerUrl), openDb(appUrl)]
  const closing: (() => Promise<unknown>)[] = []
  try {
    const beforeClosing = (close: () => Promise<unknown>) => void closing.push(close)
    return await Promise.race([interrupted, work({ home, ownerUrl, appUrl, embedded, owner, app, beforeClosing })])
  } finally {
    for (const close of closing.reverse()) await patiently(close(), 10_000)
    await patiently(Promise.all([owner.destroy(), app.destroy()]), 2_000)
    await stop()
  }
}

/** An interrupted query keeps its connection; the ledger's stop ends it. */
const patiently = async (ending: Promise<unknown>, most: number) => {
  const waiting = new AbortController()
  await Promise.race([ending.catch(() => {}), sleep(most, undefined, { signal: waiting.signal }).catch(() => {})])
  waiting.abort()
}
