/** 标准调整: a new standard reaches every live row from its first day; the real rule runs for each, over columns. */
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import { type Day, monthOf } from '#define/time'
import { worthOf } from './evaluate.ts'
import { placeAt, placesOf } from './raise-places.ts'
import {
  lastStates,
  type Raise,
  type Restated,
  restateByColumns,
  type State,
  statesAhead,
  statesBehind,
} from './raise-states.ts'
import { type Rework, reworkRows } from './rework.ts'
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
  const timeline = timelineOf(trx, engine, by.countyId, r)
  const places = await placesOf(timeline, starts)
  const changed = [...new Set(places.flatMap(p => p.changed))]
  if (!changed.length) throw new Refusal(`自${starts}起没有变化的标准，无需重新计算`)
  const benefits = engine.catalogue.benefitsOf(r)
  const of: Raise = { trx, engine, countyId: by.countyId, register: r, benefits, starts, places }
  const total: { -readonly [K in keyof Raised]: number } = { rows: 0, lookedAtWhole: 0, up: 0, down: 0, difference: 0 }
  for (let after = 0; ; ) {
    const last = await lastStates(of, after)
    if (!last.length) break
    after = last.at(-1)!.row_id
    const done = await raiseSome(of, timeline, last)
    total.rows += done.rows
    total.lookedAtWhole += done.lookedAtWhole
    for (const w of done.worths) {
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

/** `last`: what was said last of each. */
const raiseSome = async (of: Raise, timeline: Timeline, last: readonly State[]) => {
  const { trx, engine, countyId, register, starts, places } = of
  const at = placeAt(places)
  const isAhead = new Set(last.filter(s => s.starts > starts).map(s => s.row_id))
  const ahead = [...isAhead]
  const behind = ahead.length ? await statesBehind(of, ahead) : []
  const later = ahead.length ? await statesAhead(of, ahead) : []
  const inForce = [...last.filter(s => !isAhead.has(s.row_id)), ...behind]
  const whole = fromFacts(starts, inForce, later)
  const worked = await reworkRows(trx, engine, countyId, register, [...whole.values()])
  const untouched = inForce.filter(
    s => !whole.has(s.row_id) && (isAhead.has(s.row_id) || at(s.division_id).changed.length),
  )
  const now = [...grouped(untouched, s => at(s.division_id))].flatMap(([place, there]) =>
    workOut(of, there, place.standards, starts),
  )
  const beyond = later.filter(s => !whole.has(s.row_id))
  await restateByColumns(of, [...now, ...(await aheadOf(of, beyond, now, timeline))])
  return {
    rows: last.filter(s => isAhead.has(s.row_id) || at(s.division_id).changed.length).length,
    lookedAtWhole: whole.size,
    worths: [
      ...worked.filter(w => w.starts === starts),
      ...now.map(x => ({ before: Number(x.before), after: x.amounts[0] ?? 0 })),
    ],
  }
}
/** Rows whose measures have read what changed, on the first day or on a later one; from the first day on, or from where they begin. */
const fromFacts = (starts: Day, inForce: readonly State[], later: readonly State[]): ReadonlyMap<number, Rework> => {
  const touched = new Set([...inForce, ...later].filter(s => s.is_touched).map(s => s.row_id))
  const found = new Map<number, Rework>()
  for (const { row_id } of inForce)
    if (touched.has(row_id)) found.set(row_id, { rowId: row_id, starts, because: '标准调整' })
  for (const s of later)
    if (touched.has(s.row_id) && !found.has(s.row_id))
      found.set(s.row_id, { rowId: s.row_id, starts: s.starts, because: '标准调整' })
  return found
}
/** They are written again after what now goes before them; where the first state stays as it was, only from the first one on that changes. */
const aheadOf = async (
  of: Raise,
  later: readonly State[],
  now: readonly Restated[],
  timeline: Timeline,
): Promise<Restated[]> => {
  const isChanged = new Set(now.map(q => q.rowId))
  const found: Restated[] = []
  for (const state of later) {
    const standards = await timeline.on(state.starts, state.division_id)
    const [changed] = workOut(of, [state], standards, state.starts)
    if (!changed && !isChanged.has(state.row_id)) continue
    isChanged.add(state.row_id)
    const amounts = changed?.amounts ?? of.benefits.map(b => Number(state[amountColumn(of.engine.catalogue, b)]))
    found.push({ rowId: state.row_id, starts: state.starts, version: state.version, before: 0, amounts })
  }
  return found
}
const workOut = (of: Raise, states: readonly State[], standards: unknown, starts: Day): Restated[] => {
  const { benefits, engine, register } = of
  const month = monthOf(starts)
  const columns = benefits.map(b => amountColumn(engine.catalogue, b))
  const found: Restated[] = []
  for (const row of states) {
    const seen = toRule(register.told.fields, register.measures, row)
    const amounts = benefits.map(b => worthOf(b, { row: seen, measured: seen, standards, past: {} }, month))
    if (amounts.every((a, i) => a === Number(row[columns[i]!]))) continue
    found.push({ rowId: row.row_id, starts, version: row.version, before: row[columns[0]!] ?? 0, amounts })
  }
  return found
}
