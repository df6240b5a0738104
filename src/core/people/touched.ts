/** Which live rows a life event concerns: those of the person, of the household, and of whoever covers the person. */
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
export const touchedRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  all: readonly LifeEvent[],
  isUndone: boolean,
): Promise<Touched[]> => {
  const [[role, kind]] = rolesOf(benefit.worth.of) as [[string, string]]
  const table = sql.table(engine.catalogue.tableOf(benefit.worth.of))
  const subject = sql.ref(`t.${subjectColumn(role)}`)
  const byPerson =
    kind === 'household'
      ? sql`exists (select from household_member m where m.county_id = t.county_id and m.household_id = t.household_id and m.person_id = e.person_id)
        or exists (select from covered_person k where k.county_id = t.county_id and k.row_id = t.id and k.person_id = e.person_id)`
      : sql`${subject} = e.person_id`
  const isLive = isUndone
    ? sql`(upper(t.held) is null or upper(t.held) > e.happened_on)`
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
      select distinct on (t.id) t.id as row_id, e.id as event_id, t.division_id, ${kind === 'household' ? sql`t.household_id` : sql`null::bigint`} as household_id,
        ${kind === 'person' ? subject : sql`null::bigint`} as person_id,
        ${kind === 'household' ? sql`(e.person_id is null or exists (select from household h where h.county_id = t.county_id and h.id = t.household_id and h.head_id = e.person_id))` : sql`true`} as is_head
      from ${table} t join jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as e(id bigint, person_id bigint, household_id bigint, happened_on date)
        on ${kind === 'household' ? sql`t.household_id = e.household_id or ` : sql``} (e.person_id is not null and (${byPerson}))
      where t.county_id = ${countyId} and ${isLive} order by t.id, e.happened_on`,
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
