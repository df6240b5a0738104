/** Staged rows become rows of a day register, all in sets: found, judged, told what is wrong with which, and entered once whoever else enters them. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, one, rows, widely } from '#core/db'
import type { Problem } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { beginForRows, startingWith } from '#core/procedures/begin'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { measuresOf, rolesOf, subjectColumn } from '../columns.ts'
import { amountColumn } from '../tables.ts'
import { judge, lookUp } from './judge.ts'
import { raiseClues } from './raised.ts'
import { keyInTable, keysOf, staged, stagedFields } from './stage.ts'

type Sql = RawBuilder<unknown>
export interface Merged {
  readonly problems: readonly Problem[]
  readonly added: number
  /** Rows at which a rule of the register wants somebody to look. */
  readonly raised: number
}
/** `takesGood`: enters what is right although other rows are not; else all or nothing. `by`: whether staged rows name people by number or by id. */
export const mergeStaged = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  on: Day,
  how: { readonly by: 'number' | 'id'; readonly takesGood: boolean; readonly problems?: readonly Problem[] },
): Promise<Merged> => {
  await widely(trx, actor, async () => {
    await lookUp(trx, engine, actor.countyId, r, how.by)
    await judge(trx, engine, actor.countyId, r)
    await tellProblems(trx, engine, actor.countyId, r)
  })
  const found = await rows(
    trx,
    sql<Problem>`select line as row, problem as says from staged_judged where problem is not null order by line`,
  )
  const problems = [...(how.problems ?? []), ...found].sort((a, b) => a.row - b.row)
  if (problems.length && !how.takesGood) return { problems, added: 0, raised: 0 }
  const { added, ids } = await enter(trx, engine, actor.countyId, r)
  if (ids) await widely(trx, actor, () => beginForRows(trx, engine, actor, r, ids, on))
  return { problems, added, raised: await raiseClues(trx, engine, actor, r, on) }
}

/** `staged_judged`: with the measures and sums, the place of each row, and the first thing that is wrong with it. */
const tellProblems = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister) => {
  const { catalogue } = engine
  const table = sql.table(catalogue.tableOf(r))
  const keys = keysOf(r)
  const same = (a: string, b: string) =>
    sql.join(
      keys.map(k => sql`${sql.ref(`${a}.${keyInTable(k)}`)} = ${sql.ref(`${b}.${k}`)}`),
      sql` and `,
    )
  const provider = stagedFields(r).find(([, f]) => f.of)
  const place = provider
    ? sql`left join ${sql.table(catalogue.tableOf(provider[1].of!))} l on l.county_id = ${countyId} and l.held @> k.on_day
        and ${sql.ref(`l.${subjectColumn(rolesOf(provider[1].of!)[0]![0])}`)} = ${sql.ref(`k.${snake(provider[0])}`)}`
    : sql`left join lateral (select k.home as division_id, (select w.ancestor_id from division_within w join division d on d.county_id = w.county_id
        and d.id = w.ancestor_id and d.level = 'town' where w.county_id = ${countyId} and w.division_id = k.home limit 1) as town_id) l on true`
  const isDouble = keys.length ? sql`when k.nth > 1 then '与第' || k.first_line || '行是同一条记录，只计一次'` : sql``
  const isThere = keys.length
    ? sql`when e.id is not null then '已有同一条记录（' || coalesce(e.told, '') || '），不重复登记'`
    : sql``
  const numbered = keys.length ? sql`, row_number() over w as nth, first_value(line) over w as first_line` : sql``
  const window = keys.length
    ? sql`window w as (partition by ${sql.join(keys.map(k => sql.ref(k)))} order by line)`
    : sql``
  // With the days named, a month's rows are found at once or one by one, whichever is less.
  const days = keys.includes('on_day')
    ? sql`and t.on_day between (select min(on_day) from ${sql.raw(staged)}) and (select max(on_day) from ${sql.raw(staged)})`
    : sql``
  const there = keys.length
    ? sql`left join (select t.*, ${toldOf(provider?.[0])} as told from ${table} t where t.county_id = ${countyId} and t.annulled_on is null ${days}) e on ${same('e', 'k')}`
    : sql``
  const told = sql.join(
    ['line', 'who', 'on_day', ...stagedFields(r).map(([k]) => snake(k))].map(c => sql.ref(`k.${c}`)),
  )
  await sql`drop table if exists pg_temp.staged_judged`.execute(trx)
  await sql`create temp table staged_judged on commit drop as
    select ${told}, g.raised, l.division_id, l.town_id ${sql.join(
      madeColumns(engine, r).map(c => sql`, g.${sql.ref(c)}`),
      sql``,
    )},
      case when k.who is null then '这个人还没有登记，请先登记'
        when k.name <> '' and k.name <> k.known_name then '姓名与库中这个证件号码的姓名不一致，请核对证件原件'
        when l.division_id is null then ${provider ? `“${provider[1].title}”当日不在台账中，请核对日期` : '没有住地'}
        when g.refused is not null then '不符合条件「' || g.refused || '」'
        ${isDouble} ${isThere} end as problem
    from (select * ${numbered} from staged_known ${window}) k left join staged_sig g on g.sig = k.sig ${place} ${there}`.execute(
    trx,
  )
}
const toldOf = (provider: string | undefined): Sql =>
  provider
    ? sql`(select x.name from place x where x.county_id = t.county_id and x.id = ${sql.ref(`t.${snake(provider)}`)})`
    : sql`null::text`

const madeColumns = (engine: Engine, r: AnyRegister) => [
  ...measuresOf(r).map(([k]) => snake(k)),
  ...engine.catalogue.benefitsOf(r).map(b => amountColumn(engine.catalogue, b)),
]
/** Under the asker's own rights; who comes second with the same meal enters nothing. */
const enter = (trx: Db, engine: Engine, countyId: number, r: AnyRegister) => {
  const own = [...stagedFields(r).map(([k]) => snake(k)), ...madeColumns(engine, r)]
  const columns = sql.join(own.map(c => sql.ref(c)))
  const keys = keysOf(r).map(k => sql.ref(keyInTable(k)))
  const once = keys.length ? sql`(county_id, ${sql.join(keys)}) where annulled_on is null` : sql``
  return one(
    trx,
    sql<{ added: number; ids: number[] | null }>`with made as (
        insert into ${sql.table(engine.catalogue.tableOf(r))} (county_id, division_id, town_id, person_id, on_day, known_from, ${columns})
        select ${countyId}, division_id, town_id, who, on_day, (select ledger_now()), ${columns} from staged_judged where problem is null order by line
        on conflict ${once} do nothing returning id)
      select count(*)::int as added, ${startingWith(engine, r).length ? sql`jsonb_agg(id order by id)` : sql`null::jsonb`} as ids from made`,
  )
}
