/** Looks every few minutes whether a county's day has begun, and does the day's own work once. */
import { sql } from 'kysely'
import { mustBeItsKeys } from '#core/access/key-check'
import { startSealing } from '#core/audit/chain'
import { runDaily } from '#core/daily'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'

/** Checks that the key file is the ledger's own, links the audit chain and keeps the days. Returns how to stop. */
export const keepDays = async (
  owner: Db,
  app: Db,
  engine: Engine,
  told: (error: unknown) => void,
  everyMs = 300_000,
) => {
  const counties = await rows(owner, sql<{ id: number }>`select county_id as id from county order by 1`)
  for (const { id } of counties) await mustBeItsKeys(app, id, engine.keys)
  const sealing = counties.map(({ id }) => startSealing(app, id, told))
  let running: Promise<unknown> = Promise.resolve()
  const look = () => {
    running = Promise.all(counties.map(({ id }) => runDaily(app, engine, id))).catch(told)
  }
  look()
  const timer = setInterval(look, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
      await Promise.all(sealing.map(s => s.stop()))
    },
  }
}
