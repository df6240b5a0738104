/** 抽查: a random share of what others have decided is looked at again. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { timelineOf } from '#core/registers/timeline'
import type { Day } from '#define/time'
import { beginCases, startsOf } from './begin.ts'
import { caseTable } from './load.ts'

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
  const told = { drawn: 0, of: 0 }
  for (const start of startsOf(p, 'sampled')) {
    const from = engine.catalogue.procedure(engine.catalogue.idOf(start.sampled))!
    const found = await granted(trx, engine, actor, p, from, start.by, since, on)
    if (!found.length) continue
    const timeline = timelineOf(trx, engine, actor.countyId, p.register)
    const shares = new Map<number, number>()
    for (const at of new Set(found.map(f => f.division_id)))
      shares.set(at, start.share({ standards: await timeline.on(on, at) } as never))
    const drawn = found.filter(f => isDrawn(seed, String(f.number), shares.get(f.division_id)!))
    const causes = drawn.map(f => ({ divisionId: f.division_id, columns: f, rowId: f.row_id, caseId: f.id }))
    await beginCases(trx, engine, actor, p, from.register, causes, 'sample', on)
    told.drawn += drawn.length
    told.of += found.length
  }
  return told
}
interface Granted extends Columns {
  id: number
  row_id: number
  division_id: number
}
/** Granted by this post within the days, and not drawn before. */
const granted = (
  trx: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  from: SomeProcedure,
  post: string,
  since: Day,
  on: Day,
): Promise<Granted[]> =>
  rows(
    trx,
    sql<Granted>`select d.*, c.* from case_file c
      join ${sql.table(caseTable(engine, from))} d on d.county_id = c.county_id and d.id = c.id
      where c.county_id = ${actor.countyId} and c.procedure = ${engine.catalogue.idOf(from)} and c.outcome = 'grant'
        and c.decided_on between ${since}::date and ${on}::date
        and exists (select from case_act a join account x on x.county_id = a.county_id and x.id = a.account_id and x.post = ${post}
          where a.county_id = c.county_id and a.case_id = c.id and a.act = 'done' and a.outcome = 'grant')
        and not exists (select from case_file s where s.county_id = c.county_id and s.procedure = ${engine.catalogue.idOf(p)} and s.earlier_case_id = c.id)
      order by c.id`,
  )

/** `share` in percent. */
export const isDrawn = (seed: string, number: string, share: number) =>
  createHmac('sha256', seed).update(number).digest().readUInt32BE(0) < (share / 100) * 2 ** 32
