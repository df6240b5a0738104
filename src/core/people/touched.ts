/** Which live rows life events concern: those of the person, of the household, and of whoever covers the person. */
import { sql } from 'kysely'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import type { LifeEvent } from './life-event.ts'

export interface Touched {
  readonly rowId: number
  readonly event: LifeEvent
  readonly divisionId: number
  readonly householdId: number | null
  readonly personId: number | null
  readonly isHead: boolean
}
/** A row for each event that concerns it, by row and day. `isEnded`: those too that have ended or were never live. */
export const touchedRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  all: readonly LifeEvent[],
  isEnded = false,
): Promise<Touched[]> => {
  const [[role, kind]] = rolesOf(benefit.worth.of) as [[string, string]]
  const table = sql.table(engine.catalogue.tableOf(benefit.worth.of))
  const subject = sql.ref(`t.${subjectColumn(role)}`)
  // Each way to a row by its own index; joined with «or» every row of the register would be looked at.
  const ways =
    kind === 'household'
      ? sql`select t.id as row_id, e.id as event_id from e join ${table} t on t.county_id = ${countyId} and t.household_id = e.household_id
        union select t.id, e.id from e join household_member m on m.county_id = ${countyId} and m.person_id = e.person_id
          join ${table} t on t.county_id = m.county_id and t.household_id = m.household_id
        union select k.row_id, e.id from e join covered_person k on k.county_id = ${countyId} and k.person_id = e.person_id`
      : sql`select t.id as row_id, e.id as event_id from e join ${table} t on t.county_id = ${countyId} and ${subject} = e.person_id`
  const isLive = isEnded
    ? sql`true`
    : sql`not isempty(t.held) and (upper(t.held) is null or upper(t.held) > e.happened_on)`
  const found = await rows(
    trx,
    sql<{
      row_id: number
      event_id: number
      division_id: number
      household_id: number | null
      person_id: number | null
      is_head: boolean
    }>`
      with e as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as e(id bigint, person_id bigint, household_id bigint, happened_on date)),
      way as materialized (${ways})
      select distinct on (t.id, e.happened_on, e.id) t.id as row_id, e.id as event_id, t.division_id, ${kind === 'household' ? sql`t.household_id` : sql`null::bigint`} as household_id,
        ${kind === 'person' ? subject : sql`null::bigint`} as person_id,
        ${kind === 'household' ? sql`(e.person_id is null or exists (select from household h where h.county_id = t.county_id and h.id = t.household_id and h.head_id = e.person_id))` : sql`true`} as is_head
      from way join e on e.id = way.event_id join ${table} t on t.id = way.row_id
      where t.county_id = ${countyId} and ${isLive} order by t.id, e.happened_on, e.id`,
  )
  const byId = new Map(all.map(e => [e.id, e]))
  return found.map(f => ({
    rowId: f.row_id,
    event: byId.get(f.event_id)!,
    divisionId: f.division_id,
    householdId: f.household_id,
    personId: f.person_id,
    isHead: f.is_head,
  }))
}
