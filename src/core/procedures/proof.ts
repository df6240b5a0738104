/** 定期证明 (生存认证): a matter that is an event when it lapses, and whose good end is the event that ends that one. */
import { sql } from 'kysely'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { type Event, ends } from '#define/events'
import type { Day } from '#define/time'

export interface Proof {
  readonly given: Event
  readonly missed: Event
}
export const proofOf = (p: SomeProcedure): Proof | undefined => {
  for (const step of Object.values(p.steps)) {
    const missed = typeof step.lapses === 'object' ? step.lapses.makesKnown : undefined
    const [given] = Object.entries(ends).find(([, of]) => of === missed) ?? []
    if (missed && given) return { given: given as Event, missed }
  }
  return undefined
}

/**
 * For each row `t`: the day from which the next proof is counted (the last one, whoever took it down, else the decision that made the row), and
 * that none is missed and still not given. What has been undone never was.
 */
export const proofsGiven = (engine: Engine, countyId: number, p: SomeProcedure, { given, missed }: Proof) => {
  const [[role, kind]] = rolesOf(p.register) as [[string, string]]
  const whose = sql.ref(kind === 'household' ? 'household_id' : 'person_id')
  const making = engine.catalogue.proceduresOf(p.register).flatMap(q => (q.isNew ? [engine.catalogue.idOf(q)] : []))
  return {
    join: sql`left join (select ${whose} as whose, max(happened_on) filter (where event = ${given}) as given,
          ${latest(given)} as last_given, ${latest(missed)} as last_missed
        from life_event where county_id = ${countyId} and event = any(${[given, missed]}::text[])
          and confirmed_by is not null and undone_by is null and repeats_id is null group by 1) proof on proof.whose = ${sql.ref(`t.${subjectColumn(role)}`)}
      left join (select id, decided_on from case_file where county_id = ${countyId} and procedure = any(${making}::text[])) made on made.id = t.case_id`,
    since: sql`greatest(proof.given, made.decided_on)`,
    isNotMissed: sql`(proof.last_missed is null or proof.last_given > proof.last_missed) is true`,
  }
}

const latest = (event: Event) => sql`max(array[happened_on - date '1900-01-01', id]) filter (where event = ${event})`

/** Those whose row lives on the day, or who have none: of who has died or gone nothing is missed. */
export const stillLive = async <T extends { readonly rowId: number | null; readonly on: Day }>(
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  all: readonly T[],
): Promise<T[]> => {
  if (p.isNew || !hasStates(p.register) || !all.length) return [...all]
  const told = JSON.stringify(all.map(a => ({ row_id: a.rowId, on_day: a.on })))
  const found = await rows(
    trx,
    sql<{ id: number }>`select t.id from jsonb_to_recordset(${told}::jsonb) as a(row_id bigint, on_day date)
      join ${sql.table(engine.catalogue.tableOf(p.register))} t on t.county_id = ${countyId} and t.id = a.row_id and t.held @> a.on_day`,
  )
  const live = new Set(found.map(f => f.id))
  return all.filter(a => !a.rowId || live.has(a.rowId))
}
