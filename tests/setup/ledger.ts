/** A ledger of its own for each test file: real PostgreSQL, migrated, empty. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { type Db, openDb } from '#core/db'

export interface TestLedger {
  /** Owner of the tables: sees and may do all. For preparing, never for what is tested. */
  readonly owner: Db
  /** The application's role: row-level security holds, `asActor` gives it eyes. */
  readonly app: Db
  readonly ownerUrl: string
  readonly appUrl: string
  /** Keys and attachments of the run. */
  readonly home: string
  close(): Promise<void>
}

export const testLedger = async (): Promise<TestLedger> => {
  const given = inject('ledger')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const inside = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href
  const asAdmin = async (work: (db: Db) => Promise<unknown>) => {
    const db = openDb(inside(given.ownerUrl, 'postgres'), { max: 1 })
    await work(db).finally(() => db.destroy())
  }
  await asAdmin(db =>
    sql`create database ${sql.ref(name)} template ${sql.ref(given.template)} strategy file_copy`.execute(db),
  )
  const [ownerUrl, appUrl] = [inside(given.ownerUrl, name), inside(given.appUrl, name)]
  const [owner, app] = [openDb(ownerUrl, { max: 4 }), openDb(appUrl, { max: 8 })]
  const close = async () => {
    await Promise.all([owner.destroy(), app.destroy()])
    await asAdmin(db => sql`drop database ${sql.ref(name)} with (force)`.execute(db))
  }
  return { owner, app, ownerUrl, appUrl, home: given.home, close }
}
