/** What may happen to a case beside its steps: missing papers told once, return, withdrawal, objection, pause, extension. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, maybe } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import { clearFrom } from './clear.ts'
import { type Act, journal } from './journal.ts'
import { type CaseHeader, type Loaded, loadCases } from './load.ts'
import { moveOn } from './move-on.ts'
import { postsFor, titleOf } from './turn.ts'

export interface SideInput {
  readonly caseId: number
  readonly version?: number
  readonly by: Actor
  readonly on: Day
  readonly says: string
}
export interface Held {
  readonly p: SomeProcedure
  readonly one: Loaded
  readonly h: CaseHeader
}

/** 一次性告知: all that is missing, once; the clock has not begun (rulebook 1.3). */
export const tellMissing = async (trx: Db, engine: Engine, i: SideInput) => {
  const held = await hold(trx, engine, i)
  await onlyPost(trx, engine, held, i)
  if (held.h.at_step !== 'accept') throw new Refusal('只有在受理环节才能告知补正', { status: 409 })
  if (held.h.has_told_missing)
    throw new Refusal('已一次性告知过补正内容，不能再次要求补正；材料仍不齐的，请作出不予受理或按现有材料受理', {
      status: 409,
      basis: '民发〔2021〕57号',
    })
  need(i, '请列明需要补正的全部内容')
  await sql`update case_file set has_told_missing = true where county_id = ${i.by.countyId} and id = ${i.caseId}`.execute(
    trx,
  )
  await note(trx, engine, held, i, 'missing papers')
}

/** 不予受理: not this office's matter, or the papers told of once were never brought; in writing, with reasons and remedy. */
export const declineToAccept = async (trx: Db, engine: Engine, i: SideInput) => {
  const held = await hold(trx, engine, i)
  await onlyPost(trx, engine, held, i)
  if (held.h.at_step !== 'accept')
    throw new Refusal('已经受理，不能再作不予受理；不符合条件的，请作不予确认', { status: 409 })
  need(i, '请写明不予受理的理由')
  await end(trx, held.h, 'not accepted', i.on)
  await note(trx, engine, held, i, 'not accepted')
}

/** 退回补正, from any step of an official to the one before: it is to be done again. */
export const returnForCorrection = async (trx: Db, engine: Engine, i: SideInput & { readonly to?: string }) => {
  const held = await hold(trx, engine, i)
  await onlyPost(trx, engine, held, i)
  need(i, '请写明退回的原因和需要补正的内容')
  const steps = Object.keys(held.p.steps)
  const done = steps.filter(k => held.one.columns[`${snake(k)}_on`])
  const to = i.to ?? done.at(-1)
  if (!to || !done.includes(to)) throw new Refusal('没有可以退回的环节', { status: 409 })
  if (held.h.decided_on) throw new Refusal('已经作出决定，不能退回；有错误的，请通过申诉或更正办理', { status: 409 })
  await clearFrom(trx, engine, held.p, held.one, to, i.on)
  await note(trx, engine, held, i, 'returned', to)
}

/** 公示异议: in time until the last day of the notice, the day itself included (rulebook 21, example 12). It leads back to where the step says. */
export const object = async (trx: Db, engine: Engine, i: SideInput & { readonly informant?: string }) => {
  const held = await hold(trx, engine, i)
  need(i, '请写明异议的内容')
  const notice = await maybe(
    trx,
    sql<{
      last_day: Day
    }>`select last_day from case_notice where county_id = ${i.by.countyId} and case_id = ${i.caseId} and round = ${held.h.round}`,
  )
  if (!notice) throw new Refusal('该办件没有正在进行的公示', { status: 409 })
  if (i.on > notice.last_day)
    throw new Refusal(`公示已于${notice.last_day}期满，异议不再影响本次办理；请登记为投诉举报`, {
      status: 409,
      basis: '民发〔2021〕57号',
    })
  const back = Object.values(held.p.steps).find(s => s.posts)?.objection as string
  await insertMany(trx, 'case_objection', [
    {
      county_id: i.by.countyId,
      case_id: i.caseId,
      round: held.h.round,
      lodged_on: i.on,
      informant: i.informant ?? null,
      says: i.says,
      received_by: i.by.personId,
    },
  ])
  await note(trx, engine, held, i, 'objection', back)
  await clearFrom(trx, engine, held.p, held.one, back, i.on)
}

/** What came of an objection, after the re-investigation; told to whoever raised it. */
export const answerObjection = async (
  trx: Db,
  engine: Engine,
  i: SideInput & { readonly objectionId: number; readonly upheld: boolean },
) => {
  const held = await hold(trx, engine, i)
  need(i, '请写明复查情况和答复')
  if (!held.one.columns.visit_on && held.p.steps.visit)
    throw new Refusal('请先完成复查（入户调查），再答复异议', { status: 409 })
  const done =
    await sql`update case_objection set upheld = ${i.upheld}, answer = ${i.says}, answered_by = ${i.by.personId}
    where county_id = ${i.by.countyId} and id = ${i.objectionId} and case_id = ${i.caseId} and upheld is null`.execute(
      trx,
    )
  if (!done.numAffectedRows) throw new Refusal('这条异议已经答复，请刷新', { status: 409 })
  await note(trx, engine, held, i, 'objection answered')
}

export const pause = async (trx: Db, engine: Engine, i: SideInput) => {
  const held = await hold(trx, engine, i)
  await onlyPost(trx, engine, held, i)
  need(i, '请写明暂停的原因')
  const step = held.p.steps[held.h.at_step ?? '']
  // What runs out by law runs on for everybody alike.
  if (step?.lapses) throw new Refusal('法定期间不能暂停', { status: 409 })
  if (held.h.paused_on) throw new Refusal(`时限已自${held.h.paused_on}起暂停`, { status: 409 })
  await insertMany(trx, 'case_pause', [{ county_id: i.by.countyId, case_id: i.caseId, from_day: i.on, reason: i.says }])
  await sql`update case_file set paused_on = ${i.on}::date, pause_reason = ${i.says} where county_id = ${i.by.countyId} and id = ${i.caseId}`.execute(
    trx,
  )
  await note(trx, engine, held, i, 'paused')
}
export const resume = async (trx: Db, engine: Engine, i: SideInput) => {
  const held = await hold(trx, engine, i)
  await onlyPost(trx, engine, held, i)
  if (!held.h.paused_on) throw new Refusal('时限没有暂停', { status: 409 })
  await sql`update case_pause set to_day = ${i.on}::date where county_id = ${i.by.countyId} and case_id = ${i.caseId} and to_day is null`.execute(
    trx,
  )
  await sql`update case_file set paused_on = null, pause_reason = null where county_id = ${i.by.countyId} and id = ${i.caseId}`.execute(
    trx,
  )
  await note(trx, engine, held, i, 'resumed')
}
/** 延长: with a reason, by the county, once, before the limit has passed (30 → 45 working days). */
export const extend = async (trx: Db, engine: Engine, i: SideInput) => {
  const held = await hold(trx, engine, i)
  need(i, '请写明延长的理由')
  if (!held.p.head.inAll?.extendableTo) throw new Refusal(`「${held.p.title}」没有可以延长的总时限`, { status: 409 })
  if (i.by.post !== 'county' && i.by.post !== 'bureau-head')
    throw new Refusal('延长总时限由县级民政批准', { status: 403 })
  if (held.h.decided_on) throw new Refusal('已经作出决定，不需要再延长', { status: 409 })
  if (held.h.extended_to) throw new Refusal('总时限已经延长过一次', { status: 409 })
  if (!held.h.total_due) throw new Refusal('尚未受理，总时限还没有开始', { status: 409 })
  if (i.on > held.h.total_due) throw new Refusal(`总时限已于${held.h.total_due}届满，逾期后不能再延长`, { status: 409 })
  await sql`update case_file set extended_to = ${i.on}::date where county_id = ${i.by.countyId} and id = ${i.caseId}`.execute(
    trx,
  )
  await note(trx, engine, held, i, 'extended')
}

export const need = (i: SideInput, what: string) => {
  if (!i.says?.trim()) throw new Refusal(what)
}
export const hold = async (trx: Db, engine: Engine, i: SideInput): Promise<Held> => {
  const found = await maybe(
    trx,
    sql<{
      procedure: string
      applied_on: Day
    }>`select procedure, applied_on from case_file where county_id = ${i.by.countyId} and id = ${i.caseId}`,
  )
  const p = found && engine.catalogue.procedure(found.procedure, found.applied_on)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const one = (await loadCases(trx, engine, i.by.countyId, p, [i.caseId], i.on)).get(i.caseId)!
  if (i.version !== undefined && i.version !== one.header.version)
    throw new Refusal('这个办件刚刚被别人办理过，您看到的内容已不是最新；请查看变化后再办', {
      status: 409,
      detail: { version: one.header.version, at: one.header.at_step, outcome: one.header.outcome },
    })
  if (one.header.stands === 'ended') throw new Refusal('这个办件已办结', { status: 409 })
  return { p, one, h: one.header }
}
const onlyPost = async (trx: Db, engine: Engine, held: Held, i: SideInput) => {
  const step = held.h.at_step!
  const may = await postsFor(trx, engine, held.p, step, held.one)
  if (!may.includes(i.by.post))
    throw new Refusal(`办件现在的环节是「${titleOf(held.p, step)}」，不由您的岗位办理`, { status: 403 })
}
export const note = async (
  trx: Db,
  engine: Engine,
  held: Held,
  i: SideInput,
  act: Act['act'],
  step = held.h.at_step ?? '',
  fields?: unknown,
) => {
  await journal(trx, engine.catalogue.idOf(held.p), [
    { caseId: i.caseId, round: held.h.round, step, act, on: i.on, by: i.by, says: i.says, fields },
  ])
  if (act !== 'withdrawn' && act !== 'not accepted') await moveOn(trx, engine, i.by.countyId, held.p, [i.caseId], i.on)
}
export const end = (trx: Db, h: CaseHeader, outcome: string, on: Day) =>
  sql`update case_file set stands = 'ended', outcome = ${outcome}, ended_on = ${on}::date, at_step = null, at_post = null, due = null, version = version + 1
    where county_id = ${h.county_id} and id = ${h.id}`.execute(trx)
