/** The steps from one on are to be done again, in a new round; the journal and the history keep what was. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import { caseTable, type Loaded } from './load.ts'
import { moveOn } from './move-on.ts'

const group = ['on', 'by', 'second', 'came', 'due', 'missed_on', 'outcome']

export const clearFrom = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  one: Pick<Loaded, 'id' | 'header' | 'columns'>,
  step: string,
  on: Day,
): Promise<void> => {
  const steps = Object.keys(p.steps)
  const again = steps.slice(steps.indexOf(step)).filter(k => one.columns[`${snake(k)}_on`])
  const columns = again.flatMap(k => group.map(c => `${snake(k)}_${c}`)).filter(c => c in one.columns)
  if (!columns.length) return
  const { county_id: countyId } = one.header
  await sql`update ${sql.table(caseTable(engine, p))} set ${sql.join(columns.map(c => sql`${sql.ref(c)} = null`))}
    where county_id = ${countyId} and id = ${one.id}`.execute(trx)
  await sql`update case_file set round = round + 1 where county_id = ${countyId} and id = ${one.id}`.execute(trx)
  await moveOn(trx, engine, countyId, p, [one.id], on)
}
