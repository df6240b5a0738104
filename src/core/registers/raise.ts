/** 标准调整: a new standard reaches every live row from its first day; the real rule runs for each, over columns. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type AnyBenefit, snake } from '#core/catalogue'
import { type Db, one, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import { type Day, monthOf } from '#define/time'
import { changingFields, columnNames, measuresOf } from './columns.ts'
import { worthOf } from './evaluate.ts'
import { changedAt, type Place, placeAt, placesOf } from './raise-places.ts'
import { reworkRows } from './rework.ts'
import { amountColumn } from './tables.ts'
import { type Timeline, timelineOf } from './timeline.ts'
import { toRule } from './values.ts'

export interface Raised {
  readonly rows: number
  /** Rows whose measures read a standard that changed: looked at with all their facts. */
  readonly lookedAtWhole: number
  readonly up: number
  readonly down: number
  /** Monthly difference in all, in fen. */
  readonly difference: number
}
const CHUNK = 20_000

/**
 * 增发, not new cases (rulebook 2.1 (8)). Rows whose measured columns do not depend on what changed are worked out from columns alone;
 * the others from their facts. Running it again finds nothing to do. `onProgress`: rows done.
 */
export const raiseStandards = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  r: AnyRegister,
  starts: Day,
  onProgress?: (done: number) => void,
): Promise<Raised> => {
  const benefits = engine.catalogue.benefitsOf(r)
  const timeline = timelineOf(trx, engine, by.countyId, r)
  const places = await placesOf(timeline, starts)
  const at = placeAt(places)
  const changed = [...new Set(places.flatMap(p => p.changed))]
  if (!changed.length) throw new Refusal(`自${starts}起没有变化的标准，无需重新计算`)
  const total: { -readonly [K in keyof Raised]: number } = { rows: 0, lookedAtWhole: 0, up: 0, down: 0, difference: 0 }
  const hasLater = await isWrittenAhead(trx, engine, by.countyId, r, starts)
  for (let after = 0; ; ) {
    const chunk = await liveStates(trx, engine, by.countyId, r, benefits, starts, after, places)
    if (!chunk.length) break
    after = chunk.at(-1)!.row_id
    const later = hasLater ? await statesAhead(trx, engine, by.countyId, r, benefits, chunk, starts, changed) : []
    const touched = new Set([...chunk, ...later].filter(s => s.is_touched).map(s => s.row_id))
    const whole = chunk.filter(c => touched.has(c.row_id))
    const worths = (
      await reworkRows(
        trx,
        engine,
        by.countyId,
        r,
        whole.map(w => ({ rowId: w.row_id, starts, because: '标准调整' })),
      )
    ).filter(w => w.starts === starts)
    const isLater = new Set(later.map(s => s.row_id))
    const concerned = chunk.filter(c => isLater.has(c.row_id) || at(c.division_id).changed.length)
    const untouched = concerned.filter(c => !touched.has(c.row_id))
    const now = [...grouped(untouched, c => at(c.division_id))].flatMap(([place, there]) =>
      workOut(engine, r, benefits, there, place.standards, starts),
    )
    const ahead = later.filter(s => !touched.has(s.row_id))
    const quick = [...now, ...(await aheadOf(engine, r, benefits, ahead, now, timeline))]
    await restateByColumns(trx, engine, by.countyId, r, benefits, quick)
    total.rows += concerned.length
    total.lookedAtWhole += whole.length
    for (const w of [...worths, ...now.map(x => ({ before: Number(x.before), after: x.amounts[0] ?? 0 }))]) {
      if (w.after > w.before) total.up++
      if (w.after < w.before) total.down++
      total.difference += w.after - w.before
    }
    onProgress?.(total.rows)
  }
  await audit(trx, by, {
    action: 'standard.raised',
    business: engine.catalogue.businessOf(r),
    subject: `register:${engine.catalogue.idOf(r)}`,
    detail: { starts, changed, ...total },
  })
  return total
}
interface State extends Columns {
  row_id: number
  division_id: number
  version: number
  /** Its measures read a standard that changed. */
  is_touched: boolean
}
interface Ahead extends State {
  starts: Day
}
interface Quick {
  readonly rowId: number
  readonly starts: Day
  readonly version: number
  readonly before: unknown
  readonly amounts: readonly number[]
}
/** What an amount can see, of every live row where something changed, in the order of the rows. */
const liveStates = (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  benefits: readonly AnyBenefit[],
  starts: Day,
  after: number,
  places: readonly Place[],
) => {
  const table = engine.catalogue.tableOf(r)
  const seen = seenBy(engine, r, benefits)
  return rows(
    trx,
    sql<State>`select s.row_id, s.division_id, s.version, s.reads && ${changedAt(places)} as is_touched, ${sql.join(seen.map(c => sql.ref(`s.${c}`)))} from (
        select id from ${sql.table(table)} t where county_id = ${countyId} and id > ${after} and not isempty(held)
          and (upper(held) is null or upper(held) > ${starts}::date) order by id limit ${CHUNK}) t
      cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = ${countyId} and s.row_id = t.id
        and s.starts <= ${starts}::date order by s.version desc limit 1) s order by s.row_id`,
  )
}
/** Most raises are decided before anything is written of a later day. */
const isWrittenAhead = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister, starts: Day) =>
  (
    await one(
      trx,
      sql<{
        is: boolean
      }>`select exists (select from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} where county_id = ${countyId} and starts > ${starts}::date) as is`,
    )
  ).is
const seenBy = (engine: Engine, r: AnyRegister, benefits: readonly AnyBenefit[]) => [
  ...changingFields(r).flatMap(([k, f]) =>
    f.isSecret || f.type === 'files' || f.type === 'text' ? [] : columnNames(k, f),
  ),
  ...measuresOf(r).map(([k]) => snake(k)),
  ...benefits.map(b => amountColumn(engine.catalogue, b)),
]
/** What is written of later days and still stands: a birthday, a move, an account, the end of a taper. */
const statesAhead = (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  benefits: readonly AnyBenefit[],
  chunk: readonly State[],
  starts: Day,
  changed: readonly string[],
) => {
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  return rows(
    trx,
    sql<Ahead>`select s.row_id, s.division_id, s.version, s.starts, s.reads && ${changed}::text[] as is_touched,
        ${sql.join(seenBy(engine, r, benefits).map(c => sql.ref(`s.${c}`)))} from ${table} s
      where s.county_id = ${countyId} and s.row_id = any(${chunk.map(c => c.row_id)}::bigint[]) and s.starts > ${starts}::date
        and not exists (select from ${table} n where n.county_id = s.county_id and n.row_id = s.row_id and n.starts <= s.starts and n.version > s.version)
      order by s.row_id, s.starts`,
  )
}
/** They are written again after what now goes before them; where the first state stays as it was, only from the first one on that changes. */
const aheadOf = async (
  engine: Engine,
  r: AnyRegister,
  benefits: readonly AnyBenefit[],
  later: readonly Ahead[],
  now: readonly Quick[],
  timeline: Timeline,
): Promise<Quick[]> => {
  const isChanged = new Set(now.map(q => q.rowId))
  const found: Quick[] = []
  for (const state of later) {
    const standards = await timeline.on(state.starts, state.division_id)
    const [changed] = workOut(engine, r, benefits, [state], standards, state.starts)
    if (!changed && !isChanged.has(state.row_id)) continue
    isChanged.add(state.row_id)
    const amounts = changed?.amounts ?? benefits.map(b => Number(state[amountColumn(engine.catalogue, b)]))
    found.push({ rowId: state.row_id, starts: state.starts, version: state.version, before: 0, amounts })
  }
  return found
}
const workOut = (
  engine: Engine,
  r: AnyRegister,
  benefits: readonly AnyBenefit[],
  chunk: readonly State[],
  standards: unknown,
  starts: Day,
): Quick[] => {
  const month = monthOf(starts)
  return chunk.flatMap(row => {
    const seen = toRule(r.told.fields, r.measures, row)
    const amounts = benefits.map(b => worthOf(b, { row: seen, measured: seen, standards, past: {} }, month))
    const columns = benefits.map(b => Number(row[amountColumn(engine.catalogue, b)]))
    const isSame = amounts.every((a, i) => a === columns[i])
    return isSame ? [] : [{ rowId: row.row_id, starts, version: row.version, before: columns[0] ?? 0, amounts }]
  })
}
/** The same state with another worth: only numbers travel, the rest is copied inside the ledger. */
const restateByColumns = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  benefits: readonly AnyBenefit[],
  quick: readonly Quick[],
) => {
  if (!quick.length) return
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const own = [
    ...changingFields(r).flatMap(([k, f]) => columnNames(k, f)),
    ...measuresOf(r).map(([k]) => snake(k)),
    'division_id',
    'town_id',
    'suspended',
    'reads',
  ]
  const worths = benefits.map(b => amountColumn(engine.catalogue, b))
  await sql`insert into ${table} (county_id, row_id, starts, because, ${sql.join([...own, ...worths].map(c => sql.ref(c)))})
    select s.county_id, s.row_id, n.starts, '标准调整', ${sql.join(own.map(c => sql.ref(`s.${c}`)))}, ${sql.join(worths.map((_, i) => sql.ref(`n.a${i}`)))}
    from unnest(${quick.map(q => q.rowId)}::bigint[], ${quick.map(q => q.version)}::bigint[], ${quick.map(q => q.starts)}::date[], ${sql.join(worths.map((_, i) => sql`${quick.map(q => q.amounts[i])}::bigint[]`))})
      as n(row_id, version, starts, ${sql.join(worths.map((_, i) => sql.ref(`a${i}`)))})
    join ${table} s on s.county_id = ${countyId} and s.row_id = n.row_id and s.version = n.version order by n.row_id, n.starts`.execute(
    trx,
  )
}
