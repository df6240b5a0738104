/** Writes where cases stand after something was done: the next step, its post and place, its clock; and ends what has ended. */
import { sql } from 'kysely'
import type { SomeProcedure } from '#core/catalogue'
import { snake } from '#core/catalogue'
import { type Db, write } from '#core/db'
import type { Engine } from '#core/engine'
import { kept, versionOf } from '#core/standards/kept'
import { placesHandedDown } from '#core/standards/powers'
import { posts } from '#define/posts'
import type { Day } from '#define/time'
import { isForTheTown } from './ceiling.ts'
import { type CountyClock, clockFacts, countyClock } from './clock-facts.ts'
import { deskOf } from './counter.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { haveLapsed } from './lapse.ts'
import { doneOf, type Loaded, loadCases } from './load.ts'
import { type Standing, standingOf } from './standing.ts'

/** `known`: as they are now, where they have been read and locked already. */
export const moveOn = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  ids: readonly number[],
  on: Day,
  clock?: CountyClock,
  known?: ReadonlyMap<number, Loaded>,
): Promise<Map<number, Standing>> => {
  const loaded = known ?? (await loadCases(trx, engine, countyId, p, ids, on))
  const county = clock ?? (await countyClock(trx, engine, countyId, p, on))
  const result = new Map<number, Standing>()
  const written: object[] = []
  const powers: Powers | undefined = ids.length > 1 ? new Map() : undefined
  for (const one of loaded.values()) {
    const standing = standingOf(
      p,
      doneOf(p, one.columns),
      on,
      verdictOfRow(p, one).c,
      clockFacts(county, one),
      one.header.applied_on,
    )
    result.set(one.id, standing)
    const accepted_on = one.columns.accept_outcome === 'refuse' ? null : (one.columns.accept_on ?? null)
    written.push({ ...(await headerOf(trx, engine, p, one, standing, on, powers)), accepted_on })
  }
  await write(
    trx,
    sql`update case_file c set at_step = n.at_step, at_post = n.at_post, at_division_id = n.at_division_id, opens_on = n.opens_on,
      due = n.due, total_due = n.total_due, stands = n.stands, ended_on = n.ended_on, ended_as = n.ended_as, accepted_on = n.accepted_on,
      outcome = coalesce(c.outcome, n.outcome), version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as n(id bigint, at_step text, at_post text, at_division_id bigint, opens_on date,
      due date, total_due date, stands text, ended_on date, ended_as text, accepted_on date, outcome text)
    where c.county_id = ${countyId} and c.id = n.id`,
  )
  await keepDue(trx, engine, countyId, p, result)
  const lapsed = [...loaded.values()].filter(one => result.get(one.id)!.lapsed)
  if (lapsed.length) await haveLapsed(trx, engine, p, lapsed, result, on)
  return result
}

const headerOf = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  one: Loaded,
  standing: Standing,
  on: Day,
  powers: Powers | undefined,
) => {
  const h = one.header
  if (!standing.step)
    return {
      id: h.id,
      stands: 'ended',
      ended_on: standing.lapsed?.on ?? on,
      ended_as: standing.lapsed?.as ?? null,
      outcome: standing.lapsed ? 'lapsed' : null,
      total_due: standing.totalDue ?? h.total_due,
    }
  const step = p.steps[standing.step]!
  const at = step.at ? Number(one.columns[snake(String(step.at))]) || h.division_id : h.division_id
  const isHandedDown = step.delegable && (await handedDown(trx, engine, p, h.county_id, at, h.applied_on, powers))
  return {
    ...{ id: h.id, stands: 'open', ended_on: null, at_step: standing.step, at_division_id: at },
    ...{
      at_post: isHandedDown || isForTheTown(p, standing.step, one) ? 'town' : step.who in posts ? step.who : deskOf(p),
    },
    ...{ opens_on: standing.opensOn ?? null, due: standing.due ?? null, total_due: standing.totalDue ?? null },
  }
}
/** 下放: by the power in force on the day of application, so that a case is decided where it began. */
export const handedDown = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  countyId: number,
  divisionId: number,
  applied: Day,
  known?: Powers,
  version?: string,
) => {
  const business = engine.catalogue.businessOf(p)
  const places =
    known?.get(applied) ??
    (await kept(version ?? (await versionOf(trx, countyId)), `${business} handed down ${applied}`, () =>
      placesHandedDown(trx, countyId, business, applied),
    ))
  known?.set(applied, places)
  return places.has(divisionId)
}
/** Day of application → the places whose power was handed down then; read once for many cases. */
export type Powers = Map<Day, ReadonlySet<number>>
/** The limit of the step now open stands in its own group too, for the archive. */
const keepDue = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  standings: ReadonlyMap<number, Standing>,
) => {
  for (const [k, s] of Object.entries(p.steps)) {
    if (!s.within && !s.before) continue
    const at = [...standings].filter(([, x]) => x.step === k && x.due).map(([id, x]) => ({ id, due: x.due }))
    if (!at.length) continue
    const column = sql.ref(`${snake(k)}_due`)
    await write(
      trx,
      sql`update ${sql.table(`${engine.catalogue.tableOf(p)}_case`)} d set ${column} = n.due
      from jsonb_to_recordset(${JSON.stringify(at)}::jsonb) as n(id bigint, due date)
      where d.county_id = ${countyId} and d.id = n.id and d.${column} is distinct from n.due`,
    )
  }
}
