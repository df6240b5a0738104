/** A register as its list shows it: filters by column, place, name and time; keyset paging; no totals on big lists. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, isOutside, Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import { type Db, rows, widely } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, isJoint, measuresOf, rolesOf, subjectColumn, subjectTable } from './columns.ts'
import { ofRow, ofSubject } from './subjects.ts'
import { amountColumn } from './tables.ts'
import { toValues, yuanOf } from './values.ts'

export interface RowQuery {
  readonly on: Day
  readonly state?: 'live' | 'ended' | 'all'
  readonly town?: number
  readonly village?: number
  /** Beginning of the subject's name. */
  readonly q?: string
  /** Whom that name finds besides, although they live where the asker sees nobody. */
  readonly strangers?: readonly number[]
  /** Of a register over days: from this day on, to that day, both included. */
  readonly since?: Day
  readonly until?: Day
  /** This one alone. */
  readonly id?: number
  /** Field → value, of fields that are a choice, yes or no, or one of another register. */
  readonly where?: Readonly<Record<string, string>>
  readonly after?: number
  readonly limit?: number
}
export interface ListedRow extends Record<string, unknown> {
  readonly id: number
}

export const listRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  q: RowQuery,
): Promise<{ rows: ListedRow[]; next: number | null }> => {
  const limit = Math.min(q.limit ?? 50, 1000)
  const asked = { ...q, strangers: await strangersNamed(db, engine, actor, r, q) }
  const found = await rows(
    db,
    sql<Columns>`${rowsQuery(engine, actor, r, asked)} order by t.id ${isNewestFirst(r) ? sql`desc` : sql``} limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  await nameStrangers(db, actor, r, page)
  return { rows: page.map(f => shownRow(engine, r, f)), next: found.length > limit ? Number(page.at(-1)!.id) : null }
}

/** Whoever sees what happened sees to whom, wherever that person lives: the operator of a meal point its guests. */
const nameStrangers = async (db: Db, actor: Actor, r: AnyRegister, page: readonly Columns[]) => {
  const nameless = page.filter(f => f.subject_name === null)
  if (hasStates(r) || r.told.about !== 'person' || !nameless.length) return
  const found = await widely(db, actor, () =>
    rows(
      db,
      sql<{ id: number; name: string; masked: string | null }>`select id, name, id_number_masked as masked from person
        where county_id = ${actor.countyId} and id = any(${nameless.map(f => f.person_id)}::bigint[])`,
    ),
  )
  const people = new Map(found.map(p => [p.id, p]))
  for (const f of nameless) {
    f.subject_name = people.get(f.person_id as number)?.name ?? null
    f.subject_id_number = people.get(f.person_id as number)?.masked ?? null
  }
}
const isOfStrangers = (r: AnyRegister, actor: Actor) =>
  !hasStates(r) && r.told.about === 'person' && (actor.divisions !== 'all' || isOutside(actor))

/** And finds it by that person's name. */
const strangersNamed = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, q: RowQuery) => {
  const { q: name, after: _, ...without } = q
  if (!name || !isOfStrangers(r, actor)) return []
  const unseen = await rows(
    db,
    sql<{ id: number }>`select distinct t.person_id as id from ${sql.table(engine.catalogue.tableOf(r))} t
      where t.county_id = ${actor.countyId} ${sql.join([...filters(r, without)], sql` `)}
        and not exists (select from person p where p.county_id = t.county_id and p.id = t.person_id)`,
  )
  if (!unseen.length) return []
  const found = await widely(db, actor, () =>
    rows(
      db,
      sql<{ id: number }>`select p.id from person p where p.county_id = ${actor.countyId}
        and p.id = any(${unseen.map(p => p.id)}::bigint[]) and ${named(name)}`,
    ),
  )
  return found.map(p => p.id)
}
/** What happened on days is read from its end. */
const isNewestFirst = (r: AnyRegister) => r.told.over === 'day'

/** The select of a list, without order and limit; the export streams the same. */
export const rowsQuery = (engine: Engine, actor: Actor, r: AnyRegister, q: RowQuery): RawBuilder<Columns> => {
  const table = sql.table(engine.catalogue.tableOf(r))
  const [[role, kind]] = rolesOf(r) as [[string, string]]
  const subject = sql.ref(`t.${subjectColumn(role)}`)
  // Whoever lives elsewhere is no reason to leave out what happened here.
  const isOfPeople = kind === 'household' || kind === 'person'
  const whose =
    kind === 'household'
      ? sql`join household h on h.county_id = t.county_id and h.id = ${subject} join person p on p.county_id = t.county_id and p.id = h.head_id`
      : sql`${sql.raw(isOfPeople && !hasStates(r) ? 'left join' : 'join')} ${sql.table(subjectTable(kind))} p on p.county_id = t.county_id and p.id = ${subject}`
  const state = hasStates(r)
    ? sql`cross join lateral (select * from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} s where s.county_id = t.county_id and s.row_id = t.id and s.starts <= greatest(${q.on}::date, lower(t.held)) order by s.version desc limit 1) s`
    : sql``
  const columns = hasStates(r) ? sql`s.*, t.id, t.division_id, t.town_id, t.held, t.end_reason, t.case_id` : sql`t.*`
  return sql<Columns>`select ${columns}, ${sql.join([...rolesOf(r).map(([k]) => sql.ref(`t.${subjectColumn(k)}`)), ...fixedOf(r).map(k => sql.ref(`t.${k}`)), sql`${isJoint(r) ? ofRow(r, 't') : sql`p.name`} as subject_name`, sql`${isOfPeople ? sql`p.id_number_masked` : kind === 'organisation' ? sql`p.credit_code` : sql`null::text`} as subject_id_number`, sql`d.name as village_name`, sql`w.name as town_name`, ...namesOfFields(r)])}
    from ${table} t ${state} ${whose} join division d on d.county_id = t.county_id and d.id = t.division_id
    left join division w on w.county_id = t.county_id and w.id = t.town_id
    where t.county_id = ${actor.countyId} ${sql.join([...filters(r, q)], sql` `)}`
}
/** A field that names one of another register is shown by that one's name. */
const namesOfFields = (r: AnyRegister) =>
  Object.entries<Field<any>>(r.told.fields).flatMap(([k, f]) => {
    if (!f.of) return []
    const id = sql.ref(`${hasStates(r) ? 's' : 't'}.${snake(k)}`)
    return [sql`${ofSubject(rolesOf(f.of)[0]![1], sql.ref('t.county_id'), id)} as ${sql.ref(`${snake(k)}_name`)}`]
  })
const namesShown = (r: AnyRegister, f: Columns) =>
  Object.fromEntries(
    Object.entries<Field<any>>(r.told.fields).flatMap(([k, d]) =>
      d.of && f[`${snake(k)}_name`] ? [[k, f[`${snake(k)}_name`]]] : [],
    ),
  )
const fixedOf = (r: AnyRegister) =>
  hasStates(r)
    ? Object.entries<Field<any>>(r.told.fields)
        .filter(([, f]) => f.type === 'serial' && !f.mayBeMissing)
        .map(([k]) => snake(k))
    : []

const filters = (r: AnyRegister, q: RowQuery): RawBuilder<unknown>[] => {
  const live = sql`not isempty(t.held) and (upper(t.held) is null or upper(t.held) > ${q.on}::date)`
  const state =
    !hasStates(r) || q.state === 'all' ? sql`` : q.state === 'ended' ? sql`and not (${live})` : sql`and ${live}`
  const where = Object.entries(q.where ?? {}).map(([k, v]) => {
    const f = r.told.fields[k]
    if (!f || (f.type !== 'choice' && f.type !== 'yes-no' && !f.of))
      throw new Refusal(`不能按「${f?.title ?? k}」筛选`, { status: 400 })
    const column = sql.ref(`${hasStates(r) ? 's' : 't'}.${snake(k)}`)
    if (f.of) return sql`and ${column} = ${Number(v)}::bigint`
    return f.type === 'yes-no'
      ? sql`and ${column} = ${v === 'true'}`
      : sql`and ${column} = any(${v.split(',')}::text[])`
  })
  return [
    state,
    ...(q.town ? [sql`and t.town_id = ${q.town}`] : []),
    ...(q.village ? [sql`and t.division_id = ${q.village}`] : []),
    ...(q.q
      ? [sql`and (${named(q.q)}${q.strangers?.length ? sql` or t.person_id = any(${q.strangers}::bigint[])` : sql``})`]
      : []),
    ...(q.after ? [isNewestFirst(r) ? sql`and t.id < ${q.after}` : sql`and t.id > ${q.after}`] : []),
    ...(q.id ? [sql`and t.id = ${q.id}`] : []),
    ...(q.since ? [sql`and t.on_day >= ${q.since}::date`] : []),
    ...(q.until ? [sql`and t.on_day <= ${q.until}::date`] : []),
    ...where,
  ]
}

/** By name or by initials; only operators that leak nothing can use an index under row-level security, LIKE can't. */
const named = (q: string) => {
  const isInitials = /^[a-z]{1,12}$/i.test(q)
  const [column, prefix] = isInitials ? [sql.ref('p.initials'), q.toLowerCase()] : [sql.ref('p.name'), q]
  return sql`${column} ~>=~ ${prefix} and ${column} ~<~ ${`${prefix}\u{10FFFF}`}`
}

/** Columns → what travels: values, measures, the worth of each benefit, names of people and places. */
export const shownRow = (engine: Engine, r: AnyRegister, f: Columns): ListedRow => {
  const [from, until] = typeof f.held === 'string' ? periodOf(f.held) : [f.on_day as Day | null, null]
  return {
    ...toValues(r.told.fields, f),
    ...namesShown(r, f),
    ...Object.fromEntries(
      measuresOf(r).map(([k, m]) => [k, m.type === 'money' ? (Number(f[snake(k)]) / 1200).toFixed(2) : f[snake(k)]]),
    ),
    ...Object.fromEntries(
      engine.catalogue
        .benefitsOf(r)
        .map(b => [engine.catalogue.idOf(b).split('.')[1]!, yuanOf(Number(f[amountColumn(engine.catalogue, b)] ?? 0))]),
    ),
    ...{
      id: Number(f.id),
      subject: f.subject_name,
      subjectIdNumber: f.subject_id_number,
      village: f.village_name,
      town: f.town_name,
    },
    ...{ subjects: subjectsIn(r, f), caseId: f.case_id ?? null },
    ...{ householdId: f.household_id ?? null, personId: f.person_id ?? null },
    ...{
      from,
      until,
      endReason: f.end_reason ?? (f.annulled_on ? `${f.annulled_on}撤销登记` : null),
      suspended: f.suspended ?? false,
    },
  }
}
/** Whom it is about, each with kind and number, so that a page can open their file. */
const subjectsIn = (r: AnyRegister, f: Columns) =>
  rolesOf(r).map(([role, kind]) => ({ role, kind, id: String(f[subjectColumn(role)]) }))
/** '[2024-07-01,)' → from, until; a cancelled row has neither. */
export const periodOf = (held: string): [Day | null, Day | null] => {
  const [, from, until] = /^\[([^,]*),([^)]*)\)$/.exec(held) ?? []
  return [(from || null) as Day | null, (until || null) as Day | null]
}
