/** An event undone: rows that it ended go on; what else has happened since is asked again. */
import { sql } from 'kysely'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { LifeEvent } from './life-event.ts'
import { touchedRows } from './touched.ts'

/** Rows that these events ended, or that ended because nobody was left, go on from where they were; who is still gone is found anew. */
export const reopenEnded = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  all: readonly LifeEvent[],
) => {
  const touched = await touchedRows(trx, engine, countyId, benefit, all, true)
  const table = engine.catalogue.tableOf(benefit.worth.of)
  const told = JSON.stringify(touched.map(t => ({ row_id: t.rowId, event_id: t.event.id })))
  const leaving = Object.entries(benefit.worth.changes ?? {}).flatMap(([e, says]) =>
    says === 'member leaves' ? [e] : [],
  )
  await sql`update ${sql.table(table)} t set end_reason = null,
      held = daterange(coalesce(lower(t.held), (select min(starts) from ${sql.table(`${table}_state`)} f where f.county_id = t.county_id and f.row_id = t.id)), null)
    from jsonb_to_recordset(${told}::jsonb) as u(row_id bigint, event_id bigint)
    where t.county_id = ${countyId} and t.id = u.row_id and t.end_reason is not null and exists (
      select from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id
        and (s.event_id = u.event_id or exists (select from life_event e where e.county_id = s.county_id and e.id = s.event_id and e.event = any(${leaving}::text[])))
        and s.because = t.end_reason and (isempty(t.held) or s.starts = upper(t.held)))`.execute(trx)
}

/** What else has happened to the same people and households since, and would have ended a row of this benefit. */
export const endingSince = async (
  trx: Db,
  countyId: number,
  benefit: AnyBenefit,
  undone: readonly LifeEvent[],
): Promise<LifeEvent[]> => {
  const ending = Object.entries(benefit.worth.changes ?? {}).flatMap(([e, says]) =>
    says.startsWith('stops') ? [e] : [],
  )
  if (!ending.length) return []
  return rows(
    trx,
    sql<LifeEvent>`select distinct e.* from jsonb_to_recordset(${JSON.stringify(undone)}::jsonb)
        as u(id bigint, person_id bigint, household_id bigint, happened_on date)
      join life_event e on e.county_id = ${countyId} and (e.person_id = u.person_id or e.household_id = u.household_id
        or e.household_id in (select m.household_id from household_member m where m.county_id = e.county_id and m.person_id = u.person_id))
      where e.event = any(${ending}::text[]) and e.confirmed_by is not null and e.undone_by is null and e.repeats_id is null
        and e.id <> u.id and e.happened_on >= u.happened_on order by e.happened_on`,
  )
}
