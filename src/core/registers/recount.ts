/** 全量复算: every state in force is worked out again from the facts and must agree with its columns to the fen. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { measuresOf } from './columns.ts'
import { gather } from './given.ts'
import { statesFrom } from './states.ts'
import { amountColumn } from './tables.ts'
import { timelineOf } from './timeline.ts'

export interface Recounted {
  readonly rows: number
  /** Rows that do not agree, with what stands and what the facts give. */
  readonly wrong: readonly { rowId: number; column: string; stands: unknown; facts: unknown }[]
}
const CHUNK = 5_000

/** As of the first day of a state's own month, since a state says what held from its start. Nothing is changed. */
export const recount = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  on: Day,
  onProgress?: (done: number) => void,
): Promise<Recounted> => {
  const table = engine.catalogue.tableOf(r)
  const timeline = timelineOf(db, engine, countyId, r)
  const checked = [
    ...measuresOf(r).map(([k]) => snake(k)),
    ...engine.catalogue.benefitsOf(r).map(b => amountColumn(engine.catalogue, b)),
  ]
  const wrong: { rowId: number; column: string; stands: unknown; facts: unknown }[] = []
  let done = 0
  for (let after = 0; ; ) {
    const chunk = await rows(
      db,
      sql<
        Columns & { row_id: number; lives_in: number }
      >`select s.*, t.*, t.id as row_id, s.division_id as lives_in from (select * from ${sql.table(table)} where county_id = ${countyId} and id > ${after} and held @> ${on}::date order by id limit ${CHUNK}) t
        cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = ${countyId} and s.row_id = t.id and s.starts <= ${on}::date order by s.version desc limit 1) s order by t.id`,
    )
    if (!chunk.length) return { rows: done, wrong }
    after = chunk.at(-1)!.row_id
    const given = await gather(
      db,
      engine,
      countyId,
      r,
      chunk.map(c => ({ key: c.row_id, rowId: c.row_id, columns: { ...c, filled: [] } })),
      on,
    )
    for (const c of chunk) {
      const [state] = await statesFrom(engine, r, given.get(c.row_id)!, {}, on, timeline, c.lives_in)
      for (const column of checked)
        if (Number(c[column]) !== Number(state!.columns[column]))
          wrong.push({ rowId: c.row_id, column, stands: c[column], facts: state!.columns[column] })
    }
    done += chunk.length
    onProgress?.(done)
  }
}
