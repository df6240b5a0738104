/** 区划变更及其后果: divisions follow one another, and whoever lives by another standard from that day on is worked out again. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { raiseFor } from '#core/standards/effect'
import { standardStarts } from '#core/standards/values'
import { type Succession, succeed } from './succeed.ts'

export interface Changed {
  /** The new divisions, in the order of `to`. */
  readonly ids: readonly number[]
  /** Rows that are worth more, or less, from the day of the change on. */
  readonly raised: number
  readonly lowered: number
}

/**
 * In one transaction, through the same working out as a raise: from the day of the change, and again from each later day for which a standard is
 * decided already, since what it means there may be another thing now. @throws Refusal as `succeed`
 */
export const changeDivisions = async (trx: Db, engine: Engine, by: Actor, told: Succession): Promise<Changed> => {
  const ids = await succeed(trx, by.countyId, told)
  const total = { raised: 0, lowered: 0 }
  await widely(trx, by, async () => {
    for (const { id: business } of engine.catalogue.businesses) {
      const later = await standardStarts(trx, by.countyId, business, told.on, '9999-12-31')
      for (const day of new Set([told.on, ...later])) {
        const done = await raiseFor(trx, engine, by, business, day)
        if (day !== told.on) continue
        total.raised += done.raised
        total.lowered += done.lowered
      }
    }
  })
  const { manner, from, on, documentNo } = told
  const detail = { manner, from, to: told.to.map(t => t.code), on, documentNo, ...total }
  await audit(trx, by, { action: 'division.changed', detail })
  return { ids, ...total }
}

/** One after another, all or none. `isTrial`: what it would do, and nothing of it stays. */
export const changeAll = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  all: readonly Succession[],
  isTrial: boolean,
): Promise<(Succession & Changed)[]> => {
  const done: (Succession & Changed)[] = []
  await sql`savepoint trial`.execute(trx)
  for (const told of all) done.push({ ...told, ...(await changeDivisions(trx, engine, by, told)) })
  if (isTrial) await sql`rollback to savepoint trial`.execute(trx)
  return done
}
