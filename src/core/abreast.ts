/** Two connections abreast: what only reads a good deal is read on both, at one moment of the ledger, in one name. */
import { sql } from 'kysely'
import { type Db, maybe, poolOf } from './db.ts'

/** The name, and how long one statement may take. */
const settings = [
  ...['county', 'account', 'person', 'post', 'divisions', 'businesses', 'counts', 'organisation', 'place', 'unit'],
  'widely',
].map(s => `app.${s}`)

/**
 * Calls `work` in the transaction and, at the same time, in a second one that sees neither more nor less: `work` takes what is left to do until
 * nothing is left. Alone where the transaction sees no single moment (`isOneMoment` of `asActor`), where it has written something already, which a
 * second one could not see, and where no connection is to spare: nobody waits for one.
 */
export const abreast = async (trx: Db, work: (db: Db) => Promise<void>): Promise<void> => {
  const beside = await secondOf(trx)
  if (!beside) return work(trx)
  const ends = await Promise.allSettled([work(trx), beside(work)])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

type Moment = Record<string, string>
const secondOf = async (trx: Db) => {
  const db = poolOf(trx)
  if (!db || !hasOneToSpare(db.pool)) return undefined
  const names = ['statement_timeout', ...settings]
  const moment = await maybe(
    trx,
    sql<Moment>`select pg_export_snapshot() as snapshot, ${sql.join(names.map(n => sql`coalesce(current_setting(${n}, true), '') as ${sql.id(n)}`))}
      where current_setting('transaction_isolation') = 'repeatable read' and pg_current_xact_id_if_assigned() is null`,
  )
  if (!moment || !hasOneToSpare(db.pool)) return undefined
  return (work: (db: Db) => Promise<void>) =>
    db.connection().execute(async second => {
      await sql.raw('begin isolation level repeatable read read only').execute(second)
      try {
        await sql`set transaction snapshot ${sql.lit(moment.snapshot)}`.execute(second)
        await sql`select ${sql.join(names.map(n => sql`set_config(${n}, ${moment[n]!}, true)`))}`.execute(second)
        await work(second)
      } finally {
        await sql.raw('rollback').execute(second)
      }
    })
}
const hasOneToSpare = ({
  idleCount,
  totalCount,
  waitingCount,
  options,
}: NonNullable<ReturnType<typeof poolOf>>['pool']) =>
  waitingCount === 0 && (idleCount > 0 || totalCount < (options.max ?? 1))
