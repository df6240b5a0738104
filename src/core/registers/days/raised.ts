/** 预警: a row at which a rule wants somebody to look opens a clue; what is found, and only that, changes anything. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { judge, lookUp } from './judge.ts'
import { isStaged, keyInTable, keysOf, makeStage, staged, stagedFields } from './stage.ts'

/** The matter that looks into a clue about a row of this register. */
export const clueMatter = (engine: Engine, r: AnyRegister): SomeProcedure | undefined =>
  engine.catalogue.proceduresOf(r).find(p => !p.isNew && p.head.starts.includes('clue'))

/** Of the rows just entered (`staged_judged`). A row that has had such a matter has had its look. */
export const raiseClues = async (trx: Db, engine: Engine, actor: Actor, r: AnyRegister, on: Day): Promise<number> => {
  const [any] = await rows(trx, sql`select from staged_judged where raised is not null and problem is null limit 1`)
  const matter = clueMatter(engine, r)
  if (!any || !matter) return 0
  const keys = keysOf(r)
  const same = sql.join(
    keys.map(k => sql`t.${sql.ref(keyInTable(k))} = j.${sql.ref(k)}`),
    sql` and `,
  )
  const found = await rows(
    trx,
    sql<{
      id: number
      person_id: number
      division_id: number
    }>`select t.id, t.person_id, t.division_id from staged_judged j
      join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = ${actor.countyId} and ${same} and t.annulled_on is null
      where j.raised is not null and j.problem is null and not exists (select from case_file c where c.county_id = t.county_id and c.row_id = t.id) order by t.id`,
  )
  await widely(trx, actor, () =>
    openCases(
      trx,
      engine,
      matter,
      found.map(f => ({
        by: actor,
        on,
        divisionId: f.division_id,
        personId: f.person_id,
        rowId: f.id,
        source: 'clue' as const,
      })),
    ),
  )
  return found.length
}

/** So far back a row is looked at again when more becomes known of its person. */
const lookBack = 90
/** Once a day: rows of people of whom something has become known since — a death reported late — are judged again by the same rules. */
export const raiseLater = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  r: AnyRegister,
  since: Day,
  on: Day,
): Promise<number> => {
  if (!isStaged(r) || !Object.keys(r.warnings).length) return 0
  await makeStage(trx, r)
  const own = sql.join(stagedFields(r).map(([k]) => sql.ref(snake(k))))
  await sql`insert into ${sql.raw(staged)} (line, name, person_id, on_day, ${own})
    select row_number() over (), '', t.person_id, t.on_day, ${sql.join(stagedFields(r).map(([k]) => sql.ref(`t.${snake(k)}`)))}
    from person p join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = p.county_id and t.person_id = p.id and t.annulled_on is null
    where p.county_id = ${by.countyId} and p.known_from >= ${since}::date and t.on_day >= ${on}::date - ${lookBack}::int`.execute(
    trx,
  )
  await lookUp(trx, engine, by.countyId, r, 'id')
  await judge(trx, engine, by.countyId, r)
  await sql`drop table if exists pg_temp.staged_judged`.execute(trx)
  await sql`create temp table staged_judged on commit drop as
    select k.*, g.raised, null::text as problem from staged_known k join staged_sig g on g.sig = k.sig where g.raised is not null`.execute(
    trx,
  )
  return raiseClues(trx, engine, by, r, on)
}
