/** What registers tell of a subject (`tells`): read as facts as of a day, and written through where they are its own name and number. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, write } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { initialsOf } from '#core/people/names'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, isJoint, rolesOf, subjectColumn } from './columns.ts'

type From = string | { readonly measured: string } | { readonly is: string }
type Tells = Readonly<Record<string, From>>
const tellsOf = (r: AnyRegister) => Object.entries((r.told.tells ?? {}) as Tells)
const kindOf = (r: AnyRegister) => rolesOf(r)[0]![1]
const tellersOf = (engine: Engine, kind: string) =>
  engine.catalogue.registers.filter(r => r.told.tells && !isJoint(r) && kindOf(r) === kind)

/** (id, name, and one column for each fact that any register tells): the row in force on the day, or the last one on or before it. */
export const toldQuery = (
  engine: Engine,
  kind: string,
  countyId: number,
  ids: readonly number[],
  on: Day,
): RawBuilder<{ id: number; name: string } & Columns> => {
  const tellers = tellersOf(engine, kind)
  const read = tellers.flatMap((r, i) =>
    tellsOf(r).map(([fact, from]) => sql`${source(`t${i}`, r, from)} as ${sql.ref(fact)}`),
  )
  const joins = tellers.map((r, i) => sql`left join lateral (${latest(engine, r, on)}) ${sql.ref(`t${i}`)} on true`)
  return sql`select o.id, o.name as own_name ${read.length ? sql`, ${sql.join(read)}` : sql``} from ${sql.table(kind)} o ${sql.join(joins, sql` `)}
    where o.county_id = ${countyId} and o.id = any(${ids}::bigint[])`
}
const source = (alias: string, r: AnyRegister, from: From) =>
  typeof from === 'string' || 'measured' in from
    ? sql.ref(`${alias}.${snake(typeof from === 'string' ? from : from.measured)}`)
    : from.is === 'its last day'
      ? sql`${sql.ref(`${alias}.last_day`)}`
      : from.is === 'there'
        ? sql`${sql.ref(`${alias}.row_id`)} is not null`
        : sql`${sql.ref(`${alias}.${hasStates(r) ? 'first_day' : 'on_day'}`)}`
const latest = (engine: Engine, r: AnyRegister, on: Day) => {
  const table = engine.catalogue.tableOf(r)
  const whose = sql`t.county_id = o.county_id and ${sql.ref(`t.${subjectColumn(rolesOf(r)[0]![0])}`)} = o.id`
  if (!hasStates(r))
    return sql`select t.*, t.id as row_id from ${sql.table(table)} t where ${whose} and t.on_day <= ${on}::date order by t.on_day desc, t.id desc limit 1`
  return sql`select s.*, lower(t.held) as first_day, (upper(t.held) - 1) as last_day from ${sql.table(table)} t cross join lateral (select * from ${sql.table(`${table}_state`)} s
    where s.county_id = t.county_id and s.row_id = t.id and s.starts <= ${on}::date order by s.version desc limit 1) s
    where ${whose} and t.held @> ${on}::date limit 1`
}

/** Facts that are the subject's own columns: whoever looks it up by name finds it under the one it has now. */
const own: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  organisation: { name: 'name', creditCode: 'credit_code', seat: 'address', form: 'kind', sponsor: 'sponsor' },
  place: { name: 'name', seat: 'address' },
}
/** `rows`: subject and field columns as they stand from now on. */
export const writeThrough = async (
  trx: Db,
  countyId: number,
  r: AnyRegister,
  rows: readonly Columns[],
): Promise<void> => {
  const [role, kind] = rolesOf(r)[0]!
  const told = tellsOf(r).flatMap(([fact, from]) =>
    own[kind]?.[fact] && typeof from === 'string' ? [[own[kind][fact], snake(from)] as const] : [],
  )
  if (!told.length || !rows.length) return
  const values = rows.map(row => ({
    id: row[subjectColumn(role)],
    ...Object.fromEntries(told.map(([column, field]) => [column, row[field] ?? null])),
    ...(kind === 'organisation' && { initials: initialsOf(String(row.name ?? '')) }),
  }))
  const columns = [...told.map(([c]) => c), ...(kind === 'organisation' ? ['initials'] : [])]
  const set = sql.join(columns.map(c => sql`${sql.ref(c)} = n.${sql.ref(c)}`))
  const isOther = sql.join(
    columns.map(c => sql`o.${sql.ref(c)} is distinct from n.${sql.ref(c)}`),
    sql` or `,
  )
  await write(
    trx,
    sql`update ${sql.table(kind)} o set ${set} from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(values)}::jsonb) n
    where o.county_id = ${countyId} and o.id = n.id and (${isOther})`,
  )
}
