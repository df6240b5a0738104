/** 抽查: a random share of what towns have decided is looked at again by the county. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { timelineOf } from '#core/registers/timeline'
import type { Day } from '#define/time'
import { startOf } from './begin.ts'
import { openCases } from './open.ts'

/**
 * 抽查: of the cases that towns have granted since, each is drawn with the county's share. The draw is an HMAC of the case's number under the
 * day's seed, so that anybody who is given the seed can recompute it, and nobody can steer it.
 */
export const drawSamples = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  since: Day,
  on: Day,
  seed: string,
): Promise<{ drawn: number; of: number }> => {
  const start = startOf(p, 'sampled')
  if (!start) return { drawn: 0, of: 0 }
  const standards = await timelineOf(trx, engine, actor.countyId, p.register).on(on)
  const share = start.share({ standards } as never)
  const found = await rows(
    trx,
    sql<{
      id: number
      number: string
      row_id: number
      division_id: number
      household_id: number | null
      person_id: number | null
    }>`
      select c.id, c.number, c.row_id, c.division_id, c.household_id, c.person_id from case_file c
      join case_act a on a.county_id = c.county_id and a.case_id = c.id and a.step = 'decide' and a.act = 'done'
      join account x on x.county_id = a.county_id and x.id = a.account_id and x.post = 'town'
      where c.county_id = ${actor.countyId} and c.procedure = ${engine.catalogue.idOf(start.sampled)} and c.outcome = 'grant' and c.decided_on between ${since}::date and ${on}::date
        and not exists (select from case_file s where s.county_id = c.county_id and s.procedure = ${engine.catalogue.idOf(p)} and s.earlier_case_id = c.id) order by c.id`,
  )
  const drawn = found.filter(f => isDrawn(seed, f.number, share))
  await openCases(
    trx,
    engine,
    p,
    drawn.map(f => ({
      ...{ by: actor, on, divisionId: f.division_id, rowId: f.row_id, source: 'sample' as const, earlierCaseId: f.id },
      ...(f.household_id && { householdId: f.household_id }),
      ...(f.person_id && { personId: f.person_id }),
    })),
  )
  return { drawn: drawn.length, of: found.length }
}
/** `share` in percent. */
export const isDrawn = (seed: string, number: string, share: number) =>
  createHmac('sha256', seed).update(number).digest().readUInt32BE(0) < (share / 100) * 2 ** 32
