/** Each case goes by the edition that its day of application chose. */
import { sql } from 'kysely'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'

export const editionsBy = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  countyId: number,
  ids: readonly number[],
): Promise<Map<SomeProcedure, Set<number>>> => {
  const found = await rows(
    trx,
    sql<{ id: number; applied_on: Day }>`select id, applied_on from case_file
      where county_id = ${countyId} and id = any(${ids}::bigint[])`,
  )
  const applied = new Map(found.map(f => [f.id, f.applied_on]))
  const by = new Map<SomeProcedure, Set<number>>()
  for (const id of ids) {
    const day = applied.get(id)
    const edition = day ? engine.catalogue.editionOn(p, day) : p // one that is not seen is refused where it is read
    by.set(edition, (by.get(edition) ?? new Set()).add(id))
  }
  return by
}
