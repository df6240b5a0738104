/** The states that a raise reads and writes: of many rows at once, and of each only what an amount can see. */
import { type RawBuilder, sql } from 'kysely'
import { type AnyBenefit, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { changingFields, columnNames, measuresOf } from './columns.ts'
import { changedAt, type Place } from './raise-places.ts'
import { amountColumn } from './tables.ts'

export interface State extends Columns {
  row_id: number
  division_id: number
  version: number
  starts: Day
  /** Its measures read a standard that changed. */
  is_touched: boolean
}
export interface Restated {
  readonly rowId: number
  readonly starts: Day
  /** Of the state that it repeats with another worth. */
  readonly version: number
  readonly before: unknown
  readonly amounts: readonly number[]
}
export interface Raise {
  readonly trx: Db
  readonly engine: Engine
  readonly countyId: number
  readonly register: AnyRegister
  readonly benefits: readonly AnyBenefit[]
  readonly starts: Day
  readonly places: readonly Place[]
}
const CHUNK = 20_000

/** What was said last of each live row, in the order of the rows. Where that holds by the first day, it is in force then and nothing said of later days stands. */
export const lastStates = (of: Raise, after: number) => {
  const { engine, countyId, register, starts } = of
  return statesOf(
    of,
    sql`select id from ${sql.table(engine.catalogue.tableOf(register))} where county_id = ${countyId} and id > ${after} and not isempty(held)
      and (upper(held) is null or upper(held) > ${starts}::date) order by id limit ${CHUNK}`,
    sql``,
  )
}
/** Of rows of which something is written ahead: what is in force on the first day. */
export const statesBehind = (of: Raise, rowIds: readonly number[]) =>
  statesOf(of, sql`select unnest(${rowIds}::bigint[]) as id`, sql`and s.starts <= ${of.starts}::date`)

const statesOf = (of: Raise, ids: RawBuilder<unknown>, when: RawBuilder<unknown>) =>
  rows(
    of.trx,
    sql<State>`select ${read(of, changedAt(of.places))} from (${ids}) t
      cross join lateral (select * from ${stateTable(of)} s where s.county_id = ${of.countyId} and s.row_id = t.id ${when}
        order by s.version desc limit 1) s order by s.row_id`,
  )
/** What is written of later days and still stands: a birthday, a move, an account, the end of a taper. */
export const statesAhead = (of: Raise, rowIds: readonly number[]) => {
  const changed = [...new Set(of.places.flatMap(p => p.changed))]
  return rows(
    of.trx,
    sql<State>`select ${read(of, sql`${changed}::text[]`)} from ${stateTable(of)} s
      where s.county_id = ${of.countyId} and s.row_id = any(${rowIds}::bigint[]) and s.starts > ${of.starts}::date
        and not exists (select from ${stateTable(of)} n where n.county_id = s.county_id and n.row_id = s.row_id and n.starts <= s.starts and n.version > s.version)
      order by s.row_id, s.starts`,
  )
}
const stateTable = ({ engine, register }: Raise) => sql.table(`${engine.catalogue.tableOf(register)}_state`)
const read = ({ engine, register, benefits }: Raise, changed: RawBuilder<unknown>) => {
  const seen = [
    ...changingFields(register).flatMap(([k, f]) =>
      f.isSecret || f.type === 'files' || f.type === 'text' ? [] : columnNames(k, f),
    ),
    ...measuresOf(register).map(([k]) => snake(k)),
    ...benefits.map(b => amountColumn(engine.catalogue, b)),
  ]
  return sql`s.row_id, s.division_id, s.version, s.starts, s.reads && ${changed} as is_touched, ${sql.join(seen.map(c => sql.ref(`s.${c}`)))}`
}

/** The same state with another worth: only numbers travel, the rest is copied inside the ledger. */
export const restateByColumns = async (of: Raise, all: readonly Restated[]) => {
  if (!all.length) return
  const { register, benefits, engine, countyId } = of
  const own = [
    ...changingFields(register).flatMap(([k, f]) => columnNames(k, f)),
    ...measuresOf(register).map(([k]) => snake(k)),
    ...['division_id', 'town_id', 'suspended', 'reads'],
  ]
  const worths = benefits.map(b => amountColumn(engine.catalogue, b))
  const told = worths.map((_, i) => sql.ref(`a${i}`))
  await sql`insert into ${stateTable(of)} (county_id, row_id, starts, because, known_from, ${sql.join([...own, ...worths].map(c => sql.ref(c)))})
    select s.county_id, s.row_id, n.starts, '标准调整', (select ledger_now()), ${sql.join([...own.map(c => sql.ref(`s.${c}`)), ...told])}
    from (select * from unnest(${all.map(q => q.rowId)}::bigint[], ${all.map(q => q.version)}::bigint[], ${all.map(q => q.starts)}::date[],
        ${sql.join(worths.map((_, i) => sql`${all.map(q => q.amounts[i])}::bigint[]`))}) as n(row_id, version, starts, ${sql.join(told)}) order by row_id, starts) n
      cross join lateral (select * from ${stateTable(of)} s where s.county_id = ${countyId} and s.row_id = n.row_id and s.version = n.version limit 1) s
    order by n.row_id, n.starts`.execute(of.trx)
}
