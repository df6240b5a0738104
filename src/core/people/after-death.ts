/** 死亡后仍在享受 (W01): whom a benefit still covers beyond the month of a death that is known, or that somebody has stated and nobody has decided. */
import { type RawBuilder, sql } from 'kysely'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { events } from '#define/events'
import type { Day } from '#define/time'
import type { Looked } from './look.ts'

export interface AfterDeath {
  readonly personId: string
  readonly person: string
  readonly diedOn: Day
  readonly source: string
  /** Two people have said so, or our own record; else it waits for the second. */
  readonly isSure: boolean
  readonly benefit: string
  readonly register: string
  readonly rowId: string
  /** Days since it was stated. */
  readonly days: number
}

/** A death stops nothing until it is confirmed: so what waits is as urgent as what was missed. The longest known first. */
export const paidAfterDeath = async (db: Db, { engine, actor, on, sees }: Looked): Promise<AfterDeath[]> => {
  const { catalogue } = engine
  const reached = catalogue.benefits.filter(
    b => b.worth.changes?.['person.died'] && b.worth.of.told.over === 'period' && sees(catalogue.businessOf(b)),
  )
  const ways = reached.flatMap((b): RawBuilder<unknown>[] => {
    const table = sql.table(catalogue.tableOf(b.worth.of))
    const named = sql`${b.title}::text as benefit, ${catalogue.idOf(b.worth.of)}::text as register`
    const beyond = (held: string) =>
      sql`${sql.ref(held)} @> (date_trunc('month', d.died_on) + interval '1 month')::date`
    const own = rolesOf(b.worth.of).filter(([, kind]) => kind === 'person')
    return [
      ...own.map(
        ([role]) => sql`select d.*, ${named}, t.id as row_id from d join ${table} t on t.county_id = ${actor.countyId}
          and ${sql.ref(`t.${subjectColumn(role)}`)} = d.person_id and ${beyond('t.held')}`,
      ),
      ...coveredBy(b).map(
        () => sql`select d.*, ${named}, k.row_id from d join covered_person k on k.county_id = ${actor.countyId} and k.person_id = d.person_id
          and k.register = ${catalogue.idOf(b.worth.of)} and k.measure = ${b.worth.covers as string} and ${beyond('k.held')}`,
      ),
    ]
  })
  if (!ways.length) return []
  return rows(
    db,
    sql<AfterDeath>`with d as materialized (
        select p.id as person_id, p.name, p.died_on, null::text as source, true as is_sure, p.died_on as stated_on from person p
          where p.county_id = ${actor.countyId} and p.died_on is not null
        union all select p.id, p.name, e.happened_on, e.source, false, e.known_from::date from life_event e
          join person p on p.county_id = e.county_id and p.id = e.person_id and p.died_on is null
          where e.county_id = ${actor.countyId} and e.event = 'person.died' and e.confirmed_by is null and e.refused_by is null)
      select person_id::text as "personId", name as person, died_on as "diedOn", coalesce(source, ${events['person.died']}) as source, is_sure as "isSure",
        benefit, register, row_id::text as "rowId", ${on}::date - stated_on as days
      from (${sql.join(ways, sql` union all `)}) found order by died_on, person_id limit 500`,
  )
}
/** Whom it covers by name, where that is not the subject itself. */
const coveredBy = (b: AnyBenefit) => (b.worth.covers ? [b] : [])
