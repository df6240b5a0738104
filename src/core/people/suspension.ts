/** 仍在暂停: which rows something still suspends: an event that has begun it, and none since that ends it. */
import { sql } from 'kysely'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { ends } from '#define/events'
import type { Touched } from './touched.ts'

/** Of these rows; each reason is ended by its own event, 服刑 by 刑满 and not by 生存认证通过. */
export const stillSuspended = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  benefit: AnyBenefit,
  touched: readonly Pick<Touched, 'rowId'>[],
): Promise<Set<number>> => {
  const says: Readonly<Record<string, string>> = benefit.worth.changes ?? {}
  const pairs = Object.entries(ends).filter(([end, of]) => says[of] === 'is suspended' && says[end] === 'is resumed')
  if (!pairs.length || !touched.length) return new Set()
  const [[role, kind]] = rolesOf(benefit.worth.of) as [[string, string]]
  const table = sql.table(engine.catalogue.tableOf(benefit.worth.of))
  const ways =
    kind === 'household'
      ? sql`select t.id as row_id, e.* from t join life_event e on e.county_id = ${countyId} and e.household_id = t.household_id
        union select t.id, e.* from t join household_member m on m.county_id = ${countyId} and m.household_id = t.household_id
          join life_event e on e.county_id = m.county_id and e.person_id = m.person_id`
      : sql`select t.id as row_id, e.* from t join life_event e on e.county_id = ${countyId} and e.person_id = ${sql.ref(`t.${subjectColumn(role)}`)}`
  const found = await rows(
    trx,
    sql<{
      row_id: number
    }>`with t as materialized (select * from ${table} where county_id = ${countyId} and id = any(${touched.map(x => x.rowId)}::bigint[])),
      pair as (select * from jsonb_to_recordset(${JSON.stringify(pairs.map(([end, of]) => ({ ending: end, of })))}::jsonb) as x(ending text, "of" text)),
      e as materialized (select * from (${ways}) w where w.confirmed_by is not null and w.undone_by is null and w.repeats_id is null)
      select distinct s.row_id from e s join pair on pair.of = s.event where not exists (
        select from e l where l.row_id = s.row_id and l.event = pair.ending and (l.happened_on, l.id) > (s.happened_on, s.id))`,
  )
  return new Set(found.map(f => f.row_id))
}
