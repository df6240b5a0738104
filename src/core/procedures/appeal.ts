/** 救济: after a decision the applicant may appeal; what is annulled is put back as it was and decided anew, by another person. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { plusDays, plusMonths } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import { type Db, insertMany, maybe, newIds, one } from '#core/db'
import type { Engine } from '#core/engine'
import { columnNames, rolesOf, subjectColumn } from '#core/registers/columns'
import { changeRows, leaveRows, reopenRows } from '#core/registers/rows'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import { goOnWith } from './end-with.ts'
import { goOnAfterNext } from './end-with-next.ts'
import { journal } from './journal.ts'
import type { CaseHeader } from './load.ts'
import { moveOn } from './move-on.ts'
import { openCases } from './open.ts'

export const appealKinds = ['申诉', '行政复议', '行政诉讼'] as const
export type AppealKind = (typeof appealKinds)[number]
/** 行政复议法第二十条 sixty days, 行政诉讼法第四十六条 six months, from knowing of the decision. */
const lastDayOf = (kind: AppealKind, told: Day): Day | undefined =>
  kind === '行政复议' ? plusDays(told, 60) : kind === '行政诉讼' ? plusMonths(told, 6) : undefined

export const lodgeAppeal = async (
  trx: Db,
  engine: Engine,
  i: { caseId: number; by: Actor; on: Day; kind: AppealKind; says: string },
): Promise<number> => {
  const h = await decided(trx, i.by, i.caseId)
  if (!i.says.trim()) throw new Refusal('请写明申诉的理由')
  const last = lastDayOf(i.kind, h.ended_on ?? h.decided_on!)
  if (last && i.on > last)
    throw new Refusal(`${i.kind}的期限已于${last}届满，可以作为申诉登记`, {
      basis: i.kind === '行政复议' ? '《行政复议法》第二十条' : '《行政诉讼法》第四十六条',
    })
  const open = await maybe(
    trx,
    sql`select id from case_appeal where county_id = ${i.by.countyId} and case_id = ${i.caseId} and outcome is null`,
  )
  if (open) throw new Refusal('该决定已有正在处理的申诉', { status: 409 })
  const [id] = await newIds(trx, 1)
  await insertMany(trx, 'case_appeal', [
    {
      county_id: i.by.countyId,
      id,
      case_id: i.caseId,
      kind: i.kind,
      lodged_on: i.on,
      grounds: i.says,
      received_by: i.by.personId,
    },
  ])
  await journal(trx, h.procedure, [
    { caseId: i.caseId, round: h.round, step: 'decide', act: 'appealed', on: i.on, by: i.by, says: i.says },
  ])
  return id!
}

/** `upheld`: the decision stands. `annulled`: it is undone from its first day and a new case is opened on the old papers. */
export const answerAppeal = async (
  trx: Db,
  engine: Engine,
  i: { appealId: number; by: Actor; on: Day; outcome: 'upheld' | 'annulled'; says: string },
): Promise<{ newCaseId?: number }> => {
  const appeal = await maybe(
    trx,
    sql<{
      case_id: number
      received_by: number
      outcome: string | null
    }>`select * from case_appeal where county_id = ${i.by.countyId} and id = ${i.appealId} for update`,
  )
  if (!appeal || appeal.outcome) throw new Refusal('没有待处理的申诉，可能已经答复，请刷新', { status: 409 })
  if (i.by.post !== 'county' && i.by.post !== 'bureau-head') throw new Refusal('申诉由县级民政答复', { status: 403 })
  if (!i.says.trim()) throw new Refusal('请写明处理决定的理由')
  const h = await decided(trx, i.by, appeal.case_id)
  const decider = await maybe(
    trx,
    sql<{ person_id: number }>`select person_id from case_act where county_id = ${i.by.countyId} and case_id = ${h.id}
    and step = 'decide' and act = 'done' order by id desc limit 1`,
  )
  if (decider?.person_id === i.by.personId || appeal.received_by === i.by.personId)
    throw new Refusal('作出原决定或登记申诉的人不能答复申诉，请转由其他人员办理', { status: 403 })
  const newCaseId = i.outcome === 'annulled' ? await undo(trx, engine, i.by, h, i.on) : undefined
  await sql`update case_appeal set outcome = ${i.outcome}, answer = ${i.says}, answered_on = ${i.on}::date, answered_by = ${i.by.personId}, new_case_id = ${newCaseId ?? null}
    where county_id = ${i.by.countyId} and id = ${i.appealId}`.execute(trx)
  await journal(trx, h.procedure, [
    {
      caseId: h.id,
      round: h.round,
      step: 'decide',
      act: 'appeal answered',
      on: i.on,
      by: i.by,
      outcome: i.outcome,
      says: i.says,
    },
  ])
  return newCaseId ? { newCaseId } : {}
}

const decided = async (trx: Db, by: Actor, id: number) => {
  const h = await maybe(
    trx,
    sql<CaseHeader>`select * from case_file where county_id = ${by.countyId} and id = ${id} for update`,
  )
  if (!h) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  if (!h.decided_on) throw new Refusal('还没有作出决定，不能申诉', { status: 409 })
  return h
}

/** A grant is ended from its first day not yet paid, a stop or change is taken back from the day it began; then the matter is looked at again. */
const undo = async (trx: Db, engine: Engine, by: Actor, h: CaseHeader, on: Day) => {
  const p = engine.catalogue.procedure(h.procedure, h.applied_on)!
  const next = firstDay(monthAfter(monthOf(on)))
  if (h.row_id && h.outcome === 'grant') {
    // What stands in the place of another gives it back from its first day.
    const from = p.register.told.endsWithNext ? h.decided_on! : next
    await leaveRows(trx, engine, by.countyId, p.register, [
      { rowId: h.row_id, from, because: '原确认决定被撤销', caseId: h.id },
    ])
    await goOnAfterNext(trx, engine, by.countyId, p, h.id)
  }
  if (h.row_id && (h.outcome === 'stop' || h.outcome === 'adjust' || h.outcome === 'taper'))
    await takeBack(trx, engine, by.countyId, h, p.register)
  const review = p.isNew && h.outcome === 'grant' ? undefined : p
  if (!review) return undefined
  const [opened] = await openCases(trx, engine, p, [
    {
      ...{ by, on, divisionId: h.division_id, source: 'appeal' as const, earlierCaseId: h.id },
      ...(h.household_id && { householdId: h.household_id }),
      ...(h.person_id && { personId: h.person_id }),
      ...(h.organisation_id && { organisationId: h.organisation_id }),
      ...(h.place_id && { placeId: h.place_id }),
      ...(h.is_joint && { roles: await partiesOf(trx, engine, h) }),
      ...(!p.isNew && h.row_id && { rowId: h.row_id }),
    },
  ])
  await copyFilled(trx, engine, h, opened!.caseId)
  return opened!.caseId
}

/** Role → its number, of a matter with several parties. */
const partiesOf = async (trx: Db, engine: Engine, h: CaseHeader) => {
  const p = engine.catalogue.procedure(h.procedure, h.applied_on)!
  const roles = rolesOf(p.register).map(([role]) => role)
  const told = await one(
    trx,
    sql<Record<string, number>>`select ${sql.join(roles.map(r => sql`${sql.ref(subjectColumn(r))} as ${sql.ref(r)}`))}
      from ${sql.table(`${engine.catalogue.tableOf(p)}_case`)} where county_id = ${h.county_id} and id = ${h.id}`,
  )
  return told
}

/** The state before the annulled decision is in force again from the day the decision began; arrears follow from that. */
const takeBack = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  h: CaseHeader,
  r: Parameters<typeof changeRows>[3],
) => {
  const table = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const began = await maybe(
    trx,
    sql<{
      starts: Day
      version: number
    }>`select starts, version from ${table} where county_id = ${countyId} and row_id = ${h.row_id} and case_id = ${h.id} order by version limit 1`,
  )
  if (!began) return
  const before = await maybe(
    trx,
    sql<
      Record<string, unknown>
    >`select * from ${table} where county_id = ${countyId} and row_id = ${h.row_id} and version < ${began.version}
    and starts <= ${began.starts}::date order by version desc limit 1`,
  )
  await reopenRows(trx, engine, countyId, r, [h.row_id!], began.starts)
  await changeRows(trx, engine, countyId, r, [
    { rowId: h.row_id!, starts: began.starts, columns: before ?? {}, because: '原决定被撤销', caseId: h.id },
  ])
  await goOnWith(trx, engine, countyId, engine.catalogue.procedure(h.procedure, h.applied_on)!, h.id)
}

/** The papers are there already: the new case begins with what the old one had, and the officials' steps are done anew. */
const copyFilled = async (trx: Db, engine: Engine, h: CaseHeader, newId: number) => {
  const p = engine.catalogue.procedure(h.procedure, h.applied_on)!
  if (!p.isNew) return
  const table = `${engine.catalogue.tableOf(p)}_case`
  const asked = Object.values(p.steps).flatMap(s => (s.who === 'applicant' ? (s.asks ?? []) : [])) as string[]
  // What the start itself has told is no step: the month of a statement.
  const told = [...asked, ...Object.keys(p.head.brings ?? {})]
  const own = told.flatMap(k => (p.register.told.fields[k] ? columnNames(k, p.register.told.fields[k]!) : []))
  const days = Object.entries(p.steps).flatMap(([k, s]) =>
    s.who === 'applicant' ? [`${snake(k)}_on`, `${snake(k)}_by`] : [],
  )
  const columns = [...own, ...days, 'filled']
  await sql`update ${sql.table(table)} n set ${sql.join(columns.map(c => sql`${sql.ref(c)} = o.${sql.ref(c)}`))} from ${sql.table(table)} o
    where n.county_id = ${h.county_id} and n.id = ${newId} and o.county_id = n.county_id and o.id = ${h.id}`.execute(
    trx,
  )
  for (const [name, part] of Object.entries<any>(p.register.told.parts ?? {})) {
    const t = sql.table(`${engine.catalogue.tableOf(p.register)}_${snake(name)}`)
    const fields = Object.entries<any>(part.told.fields).flatMap(([k, f]) => columnNames(k, f))
    await sql`insert into ${t} (county_id, case_id, ${sql.join(fields.map(f => sql.ref(f)))}) select county_id, ${newId}, ${sql.join(fields.map(f => sql.ref(f)))} from ${t}
      where county_id = ${h.county_id} and case_id = ${h.id} and (held is null or not isempty(held))`.execute(trx)
  }
  await moveOn(trx, engine, h.county_id, p, [newId], h.applied_on)
}
