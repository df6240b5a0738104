/** 预警: a row at which a rule wants somebody to look opens a clue; what is found, and only that, changes anything. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, rows, widely } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { beginCases, startsOf } from '#core/procedures/begin'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { shownText } from '../exchange-columns.ts'
import { judge, lookUp } from './judge.ts'
import { isStaged, keyInTable, keysOf, makeStage, staged, stagedFields } from './stage.ts'

type Sql = RawBuilder<unknown>
/** The matter that looks into a row of this register: one that changes the row, else one that starts with what it raises. */
export const clueMatter = (engine: Engine, r: AnyRegister): SomeProcedure | undefined =>
  engine.catalogue.proceduresOf(r).find(p => !p.isNew && p.head.starts.includes('clue')) ??
  engine.catalogue.procedures.find(p => startsOf(p, 'raised').some(s => s.raised === r))

/** Of the rows just entered (`staged_judged`). A row that has had such a matter has had its look; so has, for as long as its rule is silent, a person of whom the same was found to be nothing. */
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
    sql<
      Columns & { id: number; person_id: number; division_id: number; raised: string }
    >`select t.*, j.raised from staged_judged j
      join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = ${actor.countyId} and ${same} and t.annulled_on is null
      where j.raised is not null and j.problem is null and not exists (select from case_file c where c.county_id = t.county_id and c.row_id = t.id)
        and not exists (select from clue_case c where c.county_id = t.county_id and c.row_id = t.id)
        ${silent(engine, r, matter, on)} order by t.id`,
  )
  const causes = found.map(({ raised, ...columns }) => ({
    ...{ divisionId: columns.division_id, columns, rowId: columns.id },
    ...{ warning: raised, said: inWords(r, columns) },
  }))
  const opened = await widely(trx, actor, () => beginCases(trx, engine, actor, matter, r, causes, 'clue', on))
  const register = engine.catalogue.idOf(r)
  await insertMany(
    trx,
    'clue_case',
    opened.map((c, i) => ({
      ...{ county_id: actor.countyId, case_id: c.caseId, register },
      ...{ row_id: causes[i]!.rowId, warning: causes[i]!.warning },
    })),
  )
  return found.length
}
/** No such register names people or places in its fields. */
const plain = { person: (id: string) => id, place: (id: string) => id }
/** 「号牌 皖B12345；车型 小型客车」 */
const inWords = (r: AnyRegister, columns: Columns) =>
  Object.entries<Field<any>>(r.told.fields)
    .flatMap(([k, f]) => {
      const value = columns[snake(k)]
      return value === null || value === undefined ? [] : [`${f.title} ${shownText(f, value, plain)}`]
    })
    .join('；')

/** 静默: after «nothing» a rule is silent about the same person for so long, unless the data say something else. */
const silent = (engine: Engine, r: AnyRegister, matter: SomeProcedure, on: Day): Sql => {
  const quiet = Object.values(r.warnings).flatMap(w =>
    w.silentFor?.of === 'months' ? [[w.title, w.silentFor.count] as const] : [],
  )
  if (matter.register === r || !quiet.length) return sql``
  const table = sql.table(engine.catalogue.tableOf(r))
  const same = stagedFields(r).map(([k]) => sql`and e.${sql.ref(snake(k))} is not distinct from t.${sql.ref(snake(k))}`)
  return sql`and not exists (select from ${table} e join clue_case l on l.county_id = e.county_id and l.row_id = e.id
      join case_file c on c.county_id = l.county_id and c.id = l.case_id and c.outcome = 'not found'
      join unnest(${quiet.map(q => q[0])}::text[], ${quiet.map(q => q[1])}::int[]) q(title, months) on q.title = l.warning and q.title = j.raised
    where e.county_id = t.county_id and e.person_id = t.person_id and e.id <> t.id ${sql.join(same, sql` `)}
      and c.ended_on > ${on}::date - make_interval(months => q.months))`
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
  const late = sql`from person p join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = p.county_id and t.person_id = p.id and t.annulled_on is null
    where p.county_id = ${by.countyId} and p.known_from >= ${since}::date and t.on_day >= ${on}::date - ${lookBack}::int`
  const [any] = await rows(trx, sql`select ${late} limit 1`)
  if (!any) return 0 // as on most days: no table is made for nobody
  await makeStage(trx, r)
  const own = sql.join(stagedFields(r).map(([k]) => sql.ref(snake(k))))
  await sql`insert into ${sql.raw(staged)} (line, name, person_id, on_day, ${own})
    select row_number() over (), '', t.person_id, t.on_day, ${sql.join(stagedFields(r).map(([k]) => sql.ref(`t.${snake(k)}`)))} ${late}`.execute(
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
