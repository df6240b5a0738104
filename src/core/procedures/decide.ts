/** What a decision does: makes the row, changes it, tapers it, stops it, moves it; with the basis kept line by line. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, write } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { recordFindings } from '#core/people/findings'
import { hasStates, outcomesOf, rolesOf, subjectColumn } from '#core/registers/columns'
import { enterPartRows } from '#core/registers/part-rows'
import { ownParts } from '#core/registers/parts'
import { changeRows, enterRows, leaveRows, reopenRows } from '#core/registers/rows'
import { timelineOf } from '#core/registers/timeline'
import { kept } from '#core/standards/kept'
import { settingOn } from '#core/standards/settings'
import type { Field } from '#define/field'
import { type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import type { ActInput } from './act-input.ts'
import { beginForRows } from './begin.ts'
import { weighBeside } from './beside.ts'
import { refuseAboveCeiling } from './ceiling.ts'
import { annulRows, correctRows } from './correct.ts'
import { endWith } from './end-with.ts'
import { endEarlier } from './end-with-next.ts'
import { type Loaded, loadCases } from './load.ts'
import { moveSubjects, movesAfter } from './relocate.ts'
import { countyOf, serialsFor } from './serials.ts'
import { basisOf, type Decision, reasonOf, type Weighed, weigh } from './weigh.ts'

export const decideCases = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
  known?: ReadonlyMap<number, Loaded>,
): Promise<Map<number, Decision>> => {
  const {
    on,
    by: { countyId },
  } = acts[0]!
  const loaded =
    known ??
    (await loadCases(
      trx,
      engine,
      countyId,
      p,
      acts.map(a => a.caseId),
      on,
      false,
    ))
  const version = loaded.values().next().value!.version
  const business = engine.catalogue.businessOf(p)
  const stopsFrom = await kept(version, `${business} stops-from ${on}`, () =>
    settingOn(trx, countyId, 'stops-from', on, business),
  )
  const isNextMonth = stopsFrom === 'next-month'
  const timeline = timelineOf(trx, engine, countyId, p.register, version)
  const weighed: Weighed[] = []
  for (const act of acts) weighed.push(await weigh(engine, p, act, loaded.get(act.caseId)!, on, isNextMonth, timeline))
  for (const w of weighed) refuseAboveCeiling(p, step, w.act, w.found.c)
  const of = (...outcomes: string[]) => weighed.filter(w => outcomes.includes(w.act.outcome!))
  const made = new Map<number, number>()
  // «Go on», where a later step decides, is no decision on the matter yet.
  const isFinal = (w: Weighed) => w.act.outcome !== 'continue' || !isDecidedLater(p, step)
  await weighBeside(trx, engine, countyId, p, of('grant'))
  if (p.isNew) await make(trx, engine, countyId, p, of('grant', 'found', 'not found', 'close'), on, made)
  else {
    const staying = of('continue', 'adjust', 'taper').filter(isFinal)
    if (hasStates(p.register)) await change(trx, engine, countyId, p, staying)
    else await correctRows(trx, engine, p, of('adjust'), on)
    await annulRows(trx, engine, p, of('annul'), on)
    const stopping = of('stop')
    await leaveRows(
      trx,
      engine,
      countyId,
      p.register,
      stopping.map(w => ({
        rowId: w.one.header.row_id!,
        from: w.stops!,
        because: reasonOf(p, w),
        caseId: w.act.caseId,
      })),
    )
    const ended = stopping.map(w => ({ caseId: w.act.caseId, one: w.one, from: w.stops! }))
    await endWith(trx, engine, acts[0]!.by, p, ended, on)
    if (p.head.moves)
      await moveSubjects(
        trx,
        engine,
        p,
        of('continue')
          .filter(isFinal)
          .map(w => w.one),
        on,
      )
  }
  const decided = weighed
    .filter(isFinal)
    .map(({ act: a }) => ({ id: a.caseId, outcome: a.outcome, row_id: made.get(a.caseId) ?? null }))
  await write(
    trx,
    sql`update case_file c set outcome = n.outcome, decided_on = ${on}::date, row_id = coalesce(n.row_id, c.row_id)
    from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) as n(id bigint, outcome text, row_id bigint)
    where c.county_id = ${countyId} and c.id = n.id`,
  )
  await recordFindings(
    trx,
    engine,
    p,
    step,
    weighed.filter(isFinal).map(w => ({ act: w.act, one: w.one, c: w.found.c })),
    on,
  )
  return new Map(weighed.map(w => [w.act.caseId, { basis: basisOf(p, engine, w) }]))
}

export const isDecidedLater = (p: SomeProcedure, step: string) => {
  const steps = Object.keys(p.steps)
  return steps.slice(steps.indexOf(step) + 1).some(k => outcomesOf(p, k).length)
}

const make = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  granted: readonly Weighed[],
  on: Day,
  made: Map<number, number>,
) => {
  if (!granted.length) return
  const r = p.register
  const numbers = granted.map((): Columns => ({}))
  for (const [name, f] of Object.entries<Field<any>>(r.told.fields)) {
    // One that an earlier step has given stays what it is.
    const without = granted.flatMap((w, i) => (w.one.columns[snake(name)] ? [] : [i]))
    if (f.type !== 'serial' || f.mayBeMissing || !without.length) continue
    const series = `${engine.catalogue.idOf(r)}.${name}`
    const taken = await serialsFor(
      trx,
      await countyOf(trx, countyId),
      series,
      f.pattern!,
      on.slice(0, 4),
      without.length,
    )
    without.forEach((i, n) => {
      numbers[i]![snake(name)] = taken[n]
    })
  }
  const subject = subjectColumn(rolesOf(r)[0]![0])
  const next = granted.map(w => ({ caseId: w.act.caseId, subject: Number(w.one.columns[subject]), from: w.starts }))
  await endEarlier(trx, engine, granted[0]!.act.by, p, next, on)
  const ids = await enterRows(
    trx,
    engine,
    countyId,
    r,
    granted.map((w, i) => ({
      ...{ divisionId: w.one.header.division_id, townId: w.one.header.town_id, caseId: w.act.caseId, because: '确认' },
      from: hasStates(r) ? w.starts : on,
      columns: { ...w.one.columns, ...numbers[i] } as Columns,
    })),
  )
  granted.forEach((w, i) => made.set(w.act.caseId, ids[i]!))
  await beginForRows(trx, engine, granted[0]!.act.by, r, ids, on)
  for (const part of await enterPartRows(trx, engine, countyId, r, ids, on))
    await beginForRows(trx, engine, granted[0]!.act.by, part.register, part.rowIds, on)
}

const change = async (trx: Db, engine: Engine, countyId: number, p: SomeProcedure, staying: readonly Weighed[]) => {
  if (!staying.length || p.head.moves) return
  await ownParts(
    trx,
    engine,
    countyId,
    p.register,
    staying.map(w => ({
      rowId: w.one.header.row_id!,
      caseId: w.act.caseId,
      from: w.starts,
      filled: w.one.columns.filled as string[],
    })),
  )
  await reopenRows(
    trx,
    engine,
    countyId,
    p.register,
    staying.map(w => w.one.header.row_id!),
    staying[0]!.starts,
  )
  const moves = p.head.from ? await movesAfter(trx, engine, p, staying) : []
  await changeRows(
    trx,
    engine,
    countyId,
    p.register,
    staying.map(w => ({
      ...{
        rowId: w.one.header.row_id!,
        starts: w.starts,
        because: w.act.outcome === 'taper' ? '渐退' : p.title,
        caseId: w.act.caseId,
        // What suspends is an event and ends by one, which pays the months between as well: a new account is no proof of life.
      },
      columns: { ...w.one.columns, ...(w.act.outcome !== 'taper' && { taper_until: null, taper_amount: null }) },
    })),
  )
  await changeRows(trx, engine, countyId, p.register, moves)
  // 渐退 ends by itself: the end is written with the beginning, so that no job can forget it.
  const tapering = staying.filter(w => w.act.outcome === 'taper')
  await leaveRows(
    trx,
    engine,
    countyId,
    p.register,
    tapering.map(w => ({
      rowId: w.one.header.row_id!,
      from: firstDay(monthAfter(w.one.columns.taper_until as Month)),
      ...{ because: '渐退期满', caseId: w.act.caseId },
    })),
  )
}
