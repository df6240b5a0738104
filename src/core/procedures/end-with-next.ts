/** What a further row of the same subject ends (`endsWithNext`): the rating before the new one, the listing before the new reason; and how it goes on when that was wrong. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { leaveRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import { fall, goOnAs } from './end-with.ts'

const because = (p: SomeProcedure) => `另有新的「${p.title}」决定`

/** Before the new rows are made: those that stand end on the first day of the new ones, and what is asked about them falls. */
export const endEarlier = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  all: readonly { readonly caseId: number; readonly subject: number; readonly from: Day }[],
  on: Day,
): Promise<void> => {
  const r = p.register
  if (!r.told.endsWithNext || !all.length) return
  const subject = sql.ref(`t.${subjectColumn(rolesOf(r)[0]![0])}`)
  const live = await rows(
    trx,
    sql<{ id: number; case_id: number; from_day: Day }>`
      select t.id, n.case_id, n.from_day from jsonb_to_recordset(${JSON.stringify(all.map(a => ({ case_id: a.caseId, subject: a.subject, from_day: a.from })))}::jsonb)
        as n(case_id bigint, subject bigint, from_day date)
      join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = ${by.countyId} and ${subject} = n.subject
        and not isempty(t.held) and (upper(t.held) is null or upper(t.held) > n.from_day) order by t.id`,
  )
  const ending = live.map(l => ({ rowId: l.id, from: l.from_day, because: because(p), caseId: l.case_id }))
  await leaveRows(trx, engine, by.countyId, r, ending)
  if (ending.length) await fall(trx, by, sql`row_id = any(${live.map(l => l.id)}::bigint[])`, `因${because(p)}终止`, on)
}

/** The new row never was: the one before it stands as it stood. */
export const goOnAfterNext = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  caseId: number,
): Promise<void> => {
  if (p.register.told.endsWithNext) await goOnAs(trx, engine, countyId, p.register, caseId, because(p))
}
