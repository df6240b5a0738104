/** What a checked standard does: every live row of its business worked out again; and the same as a trial that leaves nothing behind. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, one } from '#core/db'
import type { Engine } from '#core/engine'
import { hasStates } from '#core/registers/columns'
import { raiseStandards } from '#core/registers/raise'
import { amountColumn } from '#core/registers/tables'
import { yuanOf } from '#core/registers/values'
import type { Day } from '#define/time'

export interface Effect {
  readonly rows: number
  /** A month, in yuan, of all live rows on the first day. */
  readonly before: string
  readonly after: string
  readonly raised: number
  readonly same: number
  readonly lowered: number
}

/** Rows whose worth is worked out again; a value that changes nothing is no error here. */
export const raiseFor = async (trx: Db, engine: Engine, actor: Actor, business: string, starts: Day) => {
  const total = { rows: 0, raised: 0, lowered: 0, difference: 0 }
  for (const register of Object.values(engine.catalogue.business(business)?.registers ?? {})) {
    if (!register.told.standards || !hasStates(register) || !engine.catalogue.benefitsOf(register).length) continue
    const done = await raiseStandards(trx, engine, actor, register, starts).catch(unlessUnchanged)
    if (!done) continue
    total.rows += done.rows
    total.raised += done.up
    total.lowered += done.down
    total.difference += done.difference
  }
  return total
}
const unlessUnchanged = (error: unknown) => {
  if (!(error instanceof Refusal)) throw error
  return undefined
}

/** In a savepoint that is rolled back. @throws Refusal where the value does not wait for its check */
export const effectOf = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  business: string,
  id: number,
): Promise<Effect> => {
  const value = await maybe(
    trx,
    sql<{
      starts: Day
    }>`select starts from standard_value where county_id = ${actor.countyId} and id = ${id} and business = ${business}
      and checker is null and returned_by is null`,
  )
  if (!value) throw new Refusal('这条标准不在等待复核，请刷新后再看', { status: 409 })
  const before = await monthly(trx, engine, actor, business, value.starts)
  await sql`savepoint trial`.execute(trx)
  try {
    await sql`update standard_value old set replaced_by = ${id} from standard_value new
      where new.county_id = ${actor.countyId} and new.id = ${id} and old.county_id = new.county_id and old.business = new.business
        and old.name = new.name and old.starts = new.starts and old.division_id is not distinct from new.division_id
        and old.checker is not null and old.replaced_by is null`.execute(trx)
    await sql`update standard_value set checker = '试算', checked_by = coalesce(made_by, 0) + 1, checked_at = ledger_now()
      where county_id = ${actor.countyId} and id = ${id}`.execute(trx)
    const done = await raiseFor(trx, engine, actor, business, value.starts)
    const { raised, lowered } = done
    return {
      rows: done.rows,
      before: yuanOf(before),
      after: yuanOf(before + done.difference),
      raised,
      same: done.rows - raised - lowered,
      lowered,
    }
  } finally {
    await sql`rollback to savepoint trial`.execute(trx)
  }
}

const monthly = async (trx: Db, engine: Engine, actor: Actor, business: string, on: Day): Promise<number> => {
  let sum = 0
  for (const register of Object.values(engine.catalogue.business(business)?.registers ?? {})) {
    const benefits = engine.catalogue.benefitsOf(register)
    if (!hasStates(register) || !benefits.length) continue
    const table = engine.catalogue.tableOf(register)
    const worth = sql.join(
      benefits.map(b => sql`s.${sql.ref(amountColumn(engine.catalogue, b))}`),
      sql` + `,
    )
    const found = await one(
      trx,
      sql<{
        sum: number
      }>`select coalesce(sum(${worth}) filter (where not s.suspended), 0)::bigint as sum from ${sql.table(table)} t
        cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id
          and s.starts <= ${on}::date order by s.version desc limit 1) s
        where t.county_id = ${actor.countyId} and t.held @> ${on}::date`,
    )
    sum += found.sum
  }
  return sum
}
