/** What the rules say of many rows of a day at once: the real rule runs once for each different combination of what it may see. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, insertMany, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import { Person, type PersonFacts } from '#define/subjects'
import { type Day, lastDay, monthOf, yearOf } from '#define/time'
import { hasStates, measuresOf, rolesOf } from '../columns.ts'
import { evaluate, measuredColumns, refusing, verdicts, worthOf } from '../evaluate.ts'
import { amountColumn } from '../tables.ts'
import { timelineOf } from '../timeline.ts'
import { toRule } from '../values.ts'
import { staged, stagedFields } from './stage.ts'

type Sql = RawBuilder<unknown>
const seenTypes = ['choice', 'yes-no', 'count', 'money', 'month']
/** The fields that a rule may look at: a text or a number of somebody would make every row a combination of its own. */
const seenFields = (r: AnyRegister) => stagedFields(r).filter(([, f]) => seenTypes.includes(f.type))

/**
 * `staged_known`: each staged row with its person and what a rule sees of them on that day. A rule about days sees the age, the sex, the 户籍,
 * whether somebody lives, what they hold; never the birthday itself.
 */
export const lookUp = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister, by: 'number' | 'id') => {
  const asked = Object.entries<Question<any>>(r.told.past ?? {})
  const strange = asked.find(([, q]) => q.asks !== 'holds on the day' && q.asks !== 'paid through')
  if (strange) throw new Error(`${r.title}: rows entered in sets can't ask «${strange[1].asks}»`)
  const flags = asked.map(([k, q], i) => ({
    name: `past_${snake(k)}`,
    alias: `held_${i}`,
    ...(q.asks === 'paid through'
      ? { query: paidThroughBy(engine, countyId, q), answer: sql.ref(`held_${i}.month`) }
      : { query: heldBy(engine, countyId, q), answer: sql`coalesce(${sql.ref(`held_${i}.held`)} @> s.on_day, false)` }),
  }))
  const seen = [
    ...['age', 'month_age', 'is_dead', 'own_town'],
    ...flags.map(f => f.name),
    ...seenFields(r).map(([k]) => snake(k)),
    'standards_from',
  ]
  const own = [...(await timelineOf(trx, engine, countyId, r).own())].flatMap(([place, towns]) =>
    towns.map(t => ({ place, ...t })),
  )
  // Full years as the difference of two numbers such as 20240630, worked out once a person and once a day, not once a row.
  const number = (day: Sql) => sql`to_char(${day}, 'YYYYMMDD')::int`
  const monthEnd = sql`(date_trunc('month', on_day) + interval '1 month - 1 day')::date`
  await sql`drop table if exists pg_temp.staged_known`.execute(trx)
  await sql`analyze ${sql.raw(staged)}`.execute(trx)
  await sql`create temp table staged_known on commit drop as
    with who as materialized (
      select p.id, p.id_number_index, p.name, p.sex, p.labour, p.registered_division_id is not null as is_local, p.died_on, p.division_id,
          ${number(sql`p.born`)} as born, concat_ws('|', coalesce(p.sex, ''), coalesce(p.labour, ''), p.registered_division_id is not null) as sig
        from person p where p.county_id = ${countyId} and ${by === 'id' ? sql`p.id in (select person_id from ${sql.raw(staged)})` : sql`p.id_number_index in (select number_index from ${sql.raw(staged)})`}),
    day as materialized (
      select on_day, ${number(sql`on_day`)} as number, ${number(monthEnd)} as month_number, ${standardsFrom(engine, countyId, r)} as standards_from
      from (select distinct on_day from ${sql.raw(staged)}) d)
    select k.*, concat_ws('|', who_sig, ${sql.join(seen.map(c => sql`coalesce(${sql.ref(`k.${c}`)}::text, '')`))}) as sig
    from (select s.*, p.id as who, p.name as known_name, p.sex, p.labour, p.is_local, p.died_on <= s.on_day as is_dead, p.sig as who_sig,
          p.division_id as home, own.town as own_town, (day.number - p.born) / 10000 as age, (day.month_number - p.born) / 10000 as month_age, day.standards_from
          ${sql.join(
            flags.map(f => sql`, ${f.answer} as ${sql.ref(f.name)}`),
            sql``,
          )}
        from ${sql.raw(staged)} s join day on day.on_day = s.on_day
          left join who p on ${by === 'id' ? sql`p.id = s.person_id` : sql`p.id_number_index = s.number_index`}
          left join unnest(${own.map(o => o.place)}::bigint[], ${own.map(o => o.town)}::bigint[], ${own.map(o => o.from)}::date[], ${own.map(o => o.until)}::date[])
            as own(place, town, since, until) on own.place = p.division_id and daterange(own.since, own.until) @> s.on_day
          ${sql.join(
            flags.map(
              f => sql`left join (${f.query}) ${sql.ref(f.alias)} on ${sql.ref(`${f.alias}.person_id`)} = p.id`,
            ),
            sql` `,
          )}) k`.execute(trx)
}
/** Person → all the days on which they hold it: in a register of people, or by name in the household of another. */
const heldBy = (engine: Engine, countyId: number, q: Question): Sql => {
  const registers = Object.values(engine.catalogue.business(q.of[0]!)?.registers ?? {}).filter(hasStates)
  const ways = registers.map(x =>
    rolesOf(x)[0]![1] === 'person'
      ? sql`select t.person_id, t.held from ${sql.table(engine.catalogue.tableOf(x))} t where t.county_id = ${countyId} and t.person_id in (select id from who)`
      : sql`select c.person_id, c.held from covered_person c where c.county_id = ${countyId} and c.register = ${engine.catalogue.idOf(x)} and c.person_id in (select id from who)`,
  )
  return ways.length
    ? sql`select person_id, range_agg(held) as held from (${sql.join(ways, sql` union all `)}) x group by person_id`
    : sql`select null::bigint as person_id, null::datemultirange as held where false`
}
/** Person → the last month that the bank has paid, of these businesses or of all: their own row, or the household that covers them by name. */
const paidThroughBy = (engine: Engine, countyId: number, q: Question): Sql => {
  const benefits = engine.catalogue.benefits.filter(
    b => !q.of.length || q.of.includes(engine.catalogue.businessOf(b) as never),
  )
  const ways = [...new Set(benefits.map(b => b.worth.of))]
    .filter(hasStates)
    .map(x =>
      rolesOf(x)[0]![1] === 'person'
        ? sql`select t.person_id, t.id as row_id from ${sql.table(engine.catalogue.tableOf(x))} t where t.county_id = ${countyId} and t.person_id in (select id from who)`
        : sql`select c.person_id, c.row_id from covered_person c where c.county_id = ${countyId} and c.register = ${engine.catalogue.idOf(x)} and c.person_id in (select id from who)`,
    )
  if (!ways.length) return sql`select null::bigint as person_id, null::text as month where false`
  return sql`select w.person_id, to_char(max(l.for_month), 'YYYY-MM') as month from (${sql.join(ways, sql` union `)}) w
    join payment_line l on l.county_id = ${countyId} and l.row_id = w.row_id and l.benefit = any(${benefits.map(b => engine.catalogue.idOf(b))}::text[])
    join payment_batch b on b.county_id = l.county_id and b.run_id = l.run_id
    join payment_outcome o on o.county_id = b.county_id and o.batch_id = b.id and o.file_line = l.file_line and o.outcome = 'paid' group by 1`
}
/** Days with the same standards are alike; so are places, but those whose town has its own. */
const standardsFrom = (engine: Engine, countyId: number, r: AnyRegister): Sql =>
  r.told.standards
    ? sql`(select max(v.starts) from standard_value v where v.county_id = ${countyId} and v.business = ${engine.catalogue.businessOf(r)} and v.starts <= d.on_day)`
    : sql`null::date`

interface Combination extends Columns {
  sig: string
  on_day: Day
  own_town: number | null
  age: number
  month_age: number
  sex: '男' | '女' | null
  labour: PersonFacts['labour'] | null
  is_local: boolean
  is_dead: boolean | null
}
/** `staged_sig`: for each combination the measured columns, the sums in fen, what refuses it and what it raises. */
export const judge = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister): Promise<void> => {
  const { catalogue } = engine
  const benefits = catalogue.benefitsOf(r)
  const made = [...measuresOf(r).map(([k]) => snake(k)), ...benefits.map(b => amountColumn(catalogue, b))]
  await sql`drop table if exists pg_temp.staged_sig`.execute(trx)
  await sql`create temp table staged_sig on commit drop as select ''::text as sig, null::text as refused, null::text as raised
    ${sql.join(
      made.map(c => sql`, t.${sql.ref(c)}`),
      sql``,
    )} from ${sql.table(catalogue.tableOf(r))} t limit 0`.execute(trx)
  const all = await rows(
    trx,
    sql<Combination>`select k.* from (select min(line) as line from staged_known where who is not null group by sig collate "C") first
      join staged_known k using (line) order by k.sig collate "C"`,
  )
  const timeline = timelineOf(trx, engine, countyId, r)
  const judged: Columns[] = []
  const nothing = Object.fromEntries(made.map(c => [c, null]))
  for (const one of all) {
    // A year mistyped lies outside every standard: that is told of the row, and refuses no other.
    const standards = await timeline.on(one.on_day, one.own_town).catch(unlessRefused)
    if (typeof standards === 'string') {
      judged.push({ sig: one.sig, refused: standards, raised: null, ...nothing })
      continue
    }
    const past = Object.fromEntries(Object.keys(r.told.past ?? {}).map(k => [k, one[`past_${snake(k)}`]]))
    const given = {
      subjects: { person: personOf(one) },
      row: toRule(r.told.fields, {}, one),
      parts: {},
      standards,
      past,
      on: one.on_day,
    }
    const { c, measured } = evaluate(r, given, true)
    const refused = r.admission ? refusing(verdicts(r.admission(c), one.on_day)) : []
    const raised = Object.values<any>(r.warnings).filter(w => w.when(c))
    const seen = { row: given.row, measured, standards, past }
    judged.push({
      ...{
        sig: one.sig,
        refused: refused.map(v => v.says).join('；') || null,
        raised: raised.map(w => w.title).join('；') || null,
      },
      ...measuredColumns(r, measured),
      ...Object.fromEntries(benefits.map(b => [amountColumn(catalogue, b), worthOf(b, seen, monthOf(one.on_day))])),
    })
  }
  await insertMany(trx, 'staged_sig', judged)
}

const unlessRefused = (error: unknown): string => {
  if (error instanceof Refusal) return error.reason
  throw error
}
/** Somebody of that age on that day, and of that age in that month; whatever else a rule asks of them is not known here. */
const personOf = (one: Combination) => {
  const { on_day: on, age, month_age } = one
  const born =
    month_age > age ? `${yearOf(on) - month_age}${lastDay(monthOf(on)).slice(4)}` : `${yearOf(on) - age}${on.slice(4)}`
  const facts: PersonFacts = {
    ...{ born: born as Day, isLocal: one.is_local },
    ...(one.sex && { sex: one.sex }),
    ...(one.labour && { labour: one.labour }),
    ...(one.is_dead && { died: on }),
  }
  return new Person(
    new Proxy(facts, {
      get: (of, name) => {
        if (!known.has(name as string))
          throw new Error(`a rule about rows entered in sets asks for «${String(name)}» of a person`)
        return of[name as keyof PersonFacts]
      },
    }),
  )
}
const known = new Set(['born', 'isLocal', 'sex', 'labour', 'died'])
