/** What a decision does: makes the row, changes it, tapers it, stops it, moves it; with the basis kept line by line. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { recordFindings } from '#core/people/findings'
import { hasStates } from '#core/registers/columns'
import { evaluate } from '#core/registers/evaluate'
import { ownParts } from '#core/registers/parts'
import { changeRows, enterRows, leaveRows, reopenRows } from '#core/registers/rows'
import { type Timeline, timelineOf } from '#core/registers/timeline'
import { settingOn } from '#core/standards/settings'
import type { Field } from '#define/field'
import { type Day, firstDay, type Month, monthAfter, monthOf } from '#define/time'
import type { ActInput } from './act.ts'
import { type CaseVerdict, firstMonthOf, stopsFrom, verdictOfRow, worthOfCase } from './evaluate-case.ts'
import { type Loaded, loadCases } from './load.ts'
import { moveSubjects } from './relocate.ts'
import { countyOf, serialsFor } from './serials.ts'

export interface Decision {
  /** The sheet, the clauses and the standards on which it rests; the letters print from it. */
  readonly basis: Basis
}
export interface Basis {
  readonly clauses: readonly unknown[]
  readonly sheet: readonly unknown[]
  /** Monthly, in fen. */
  readonly amount: number | null
  readonly before: number | null
  readonly persons: number | null
  /** Who they are, by number. */
  readonly people: readonly number[]
  readonly firstMonth: Month | null
  readonly stopsFrom: Day | null
  readonly edition: string
  readonly standards: Readonly<Record<string, unknown>>
}
interface Weighed {
  readonly act: ActInput
  readonly one: Loaded
  readonly found: CaseVerdict
  readonly starts: Day
  amount: number | null
  before: number | null
  firstMonth: Month | null
  stops: Day | null
  sheet: readonly unknown[]
}
const good = new Set(['grant', 'continue', 'adjust', 'taper', 'found', 'not found', 'close'])

export const decideCases = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
): Promise<Map<number, Decision>> => {
  const {
    on,
    by: { countyId },
  } = acts[0]!
  const loaded = await loadCases(
    trx,
    engine,
    countyId,
    p,
    acts.map(a => a.caseId),
    on,
    false,
  )
  const isNextMonth =
    (await settingOn(trx, countyId, 'stops-from', on, engine.catalogue.businessOf(p))) === 'next-month'
  const timeline = timelineOf(trx, engine, countyId, p.register)
  const weighed: Weighed[] = []
  for (const act of acts) weighed.push(await weigh(engine, p, act, loaded.get(act.caseId)!, on, isNextMonth, timeline))
  const of = (...outcomes: string[]) => weighed.filter(w => outcomes.includes(w.act.outcome!))
  if (p.isNew) await make(trx, engine, countyId, p, of('grant', 'found', 'not found', 'close'), on)
  else {
    await change(trx, engine, countyId, p, of('continue', 'adjust', 'taper'))
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
    if (p.head.moves)
      await moveSubjects(
        trx,
        engine,
        p,
        of('continue').map(w => w.one),
        on,
      )
  }
  await sql`update case_file c set outcome = n.outcome, decided_on = ${on}::date from jsonb_to_recordset(${JSON.stringify(acts.map(a => ({ id: a.caseId, outcome: a.outcome })))}::jsonb) as n(id bigint, outcome text)
    where c.county_id = ${countyId} and c.id = n.id`.execute(trx)
  await recordFindings(
    trx,
    engine,
    p,
    step,
    weighed.map(w => ({ act: w.act, header: w.one.header, c: w.found.c })),
    on,
  )
  return new Map(weighed.map(w => [w.act.caseId, { basis: basisOf(p, engine, w) }]))
}

/** Refuses an outcome that the law does not allow here, with every sentence that stands against it. */
const weigh = async (
  engine: Engine,
  p: SomeProcedure,
  act: ActInput,
  one: Loaded,
  on: Day,
  isNextMonth: boolean,
  timeline: Timeline,
): Promise<Weighed> => {
  const outcome = act.outcome!
  const found = verdictOfRow(p, one, outcome)
  const benefit = engine.catalogue.benefitsOf(p.register)[0]
  if (good.has(outcome) && found.refusals.length)
    throw new Refusal(`不符合条件：${found.refusals.map(r => r.says).join('；')}`, {
      status: 422,
      basis: found.refusals
        .map(r => r.law ?? '')
        .filter(Boolean)
        .join('；'),
      detail: found.refusals,
    })
  const said = p.head.from ? (one.columns[snake(String(p.head.from))] as Month | null) : null
  if (p.head.from && !said && outcome !== 'refuse')
    throw new Refusal(`请填写「${p.register.told.fields[String(p.head.from)]!.title}」`)
  const from = said ? firstDay(said) : stopsFrom(on, isNextMonth)
  const weighed: Weighed = {
    act,
    one,
    found,
    starts: from,
    amount: null,
    before: null,
    firstMonth: null,
    stops: null,
    sheet: found.sheet,
  }
  if (!benefit) return { ...weighed, starts: on }
  weighed.before = p.isNew
    ? null
    : Number(one.columns[`${snake(engine.catalogue.idOf(benefit).split('.')[1]!)}_amount`] ?? 0)
  if (outcome === 'stop') {
    if (!act.says?.trim() && !one.columns.stop_reason)
      throw new Refusal('停发须书面说明理由，请填写停发原因或理由', { basis: '《社会救助暂行办法》第十三条' })
    return { ...weighed, stops: from, amount: 0 }
  }
  if (outcome === 'refuse') {
    if (!found.refusals.length && !act.says?.trim())
      throw new Refusal('各项条件都符合；不予确认的，请在意见中写明理由', { basis: '《社会救助暂行办法》第十一条' })
    return weighed
  }
  const firstMonth = p.isNew
    ? firstMonthOf(benefit, found.c, { decided: on, applied: one.header.applied_on })
    : (said ?? monthAfter(monthOf(on)))
  const starts = firstDay(firstMonth)
  const then = evaluate(p.register, { ...one.given, on: starts, standards: await timeline.on(starts) })
  const worth = worthOfCase(benefit, then, firstMonth)
  if (outcome === 'continue' && !p.head.moves && worth.amount !== weighed.before)
    throw new Refusal(`核算金额为每月${yuan(worth.amount)}元，与现在的${yuan(weighed.before!)}元不同；请改选「调整」`, {
      detail: worth,
    })
  return { ...weighed, starts, amount: worth.amount, firstMonth, sheet: worth.sheet }
}
const yuan = (fen: number) => (fen / 100).toFixed(2)
const reasonOf = (p: SomeProcedure, w: Weighed) => {
  const field = p.register.told.fields.stopReason
  const key = w.one.columns.stop_reason as string | null
  return (key && field?.options?.[key]) || w.act.says!.trim()
}

const make = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  granted: readonly Weighed[],
  on: Day,
) => {
  if (!granted.length) return
  const r = p.register
  const serials: Record<string, string[]> = {}
  for (const [name, f] of Object.entries<Field<any>>(r.told.fields))
    if (f.type === 'serial' && !f.mayBeMissing)
      serials[snake(name)] = await serialsFor(
        trx,
        await countyOf(trx, countyId),
        `${engine.catalogue.idOf(r)}.${name}`,
        f.pattern!,
        on.slice(0, 4),
        granted.length,
      )
  const ids = await enterRows(
    trx,
    engine,
    countyId,
    r,
    granted.map((w, i) => ({
      ...{ divisionId: w.one.header.division_id, townId: w.one.header.town_id, caseId: w.act.caseId, because: '确认' },
      from: hasStates(r) ? w.starts : on,
      columns: {
        ...w.one.columns,
        ...Object.fromEntries(Object.entries(serials).map(([k, n]) => [k, n[i]])),
      } as Columns,
    })),
  )
  await sql`update case_file c set row_id = n.row_id from jsonb_to_recordset(${JSON.stringify(granted.map((w, i) => ({ id: w.act.caseId, row_id: ids[i] })))}::jsonb) as n(id bigint, row_id bigint)
    where c.county_id = ${countyId} and c.id = n.id`.execute(trx)
}

const change = async (trx: Db, engine: Engine, countyId: number, p: SomeProcedure, kept: readonly Weighed[]) => {
  if (!kept.length || p.head.moves) return
  await ownParts(
    trx,
    engine,
    countyId,
    p.register,
    kept.map(w => ({
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
    kept.map(w => w.one.header.row_id!),
    kept[0]!.starts,
  )
  await changeRows(
    trx,
    engine,
    countyId,
    p.register,
    kept.map(w => ({
      ...{
        rowId: w.one.header.row_id!,
        starts: w.starts,
        because: w.act.outcome === 'taper' ? '渐退' : p.title,
        caseId: w.act.caseId,
        suspended: false,
      },
      columns: { ...w.one.columns, ...(w.act.outcome !== 'taper' && { taper_until: null, taper_amount: null }) },
    })),
  )
  // 渐退 ends by itself: the end is written with the beginning, so that no job can forget it.
  const tapering = kept.filter(w => w.act.outcome === 'taper')
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

const basisOf = (p: SomeProcedure, engine: Engine, w: Weighed): Basis => {
  const covers = engine.catalogue.benefitsOf(p.register)[0]?.worth.covers
  return {
    ...{
      clauses: w.found.clauses,
      sheet: w.sheet,
      amount: w.amount,
      before: w.before,
      firstMonth: w.firstMonth,
      stopsFrom: w.stops,
    },
    persons: covers ? (w.found.people[covers]?.length ?? 0) : null,
    people: covers ? (w.found.people[covers] ?? []) : [],
    edition: w.one.header.edition,
    standards: plain(w.one.given.standards),
  }
}
const plain = (standards: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(standards).filter(([, v]) => typeof v !== 'function'))
