/** What ends with its subject: an organisation that is struck off has no rating, stands in no list of the living, and nothing is asked of it any more. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { changeRows, leaveRows } from '#core/registers/rows'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { beginCases, startsOf } from './begin.ts'
import { journal } from './journal.ts'
import type { Loaded } from './load.ts'

export interface Stopped {
  readonly caseId: number
  readonly one: Loaded
  /** The first day without. */
  readonly from: Day
}
const endingWith = (engine: Engine, p: SomeProcedure): AnyRegister[] =>
  engine.catalogue.registers.filter(r => (r.told.endsWith as readonly unknown[] | undefined)?.includes(p))
const subjectOf = (p: SomeProcedure, { header }: Loaded) =>
  header[`${rolesOf(p.register)[0]![1]}_id` as 'organisation_id'] as number

/** In the transaction of the decision: rows and open matters of the same subject, and what begins with such an end. */
export const endWith = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  all: readonly Stopped[],
  on: Day,
): Promise<void> => {
  if (!all.length) return
  const ending = endingWith(engine, p)
  for (const s of all) {
    for (const r of ending) if (hasStates(r)) await endRows(trx, engine, by.countyId, p, r, s)
    if (ending.length) await endMatters(trx, engine, by, p, ending, s, on)
  }
  for (const q of engine.catalogue.procedures)
    if (startsOf(q, 'stopped').some(s => s.stopped === p))
      await beginCases(
        trx,
        engine,
        by,
        q,
        p.register,
        all.map(s => ({ divisionId: s.one.header.division_id, columns: subjectIn(p, s.one), caseId: s.caseId })),
        'entry',
        on,
      )
}
/** A case about one subject has it in its header. */
const subjectIn = (p: SomeProcedure, one: Loaded): Columns => {
  const [role] = rolesOf(p.register)[0]!
  return { ...one.columns, [subjectColumn(role)]: subjectOf(p, one) }
}

const liveOf = (engine: Engine, countyId: number, r: AnyRegister, subject: number, from: Day) => {
  const [role] = rolesOf(r)[0]!
  return sql<{ id: number }>`select id from ${sql.table(engine.catalogue.tableOf(r))} where county_id = ${countyId}
    and ${sql.ref(subjectColumn(role))} = ${subject} and not isempty(held) and (upper(held) is null or upper(held) > ${from}::date) order by id`
}
const endRows = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  r: AnyRegister,
  { one, from, caseId }: Stopped,
) => {
  const live = await rows(trx, liveOf(engine, countyId, r, subjectOf(p, one), from))
  await leaveRows(
    trx,
    engine,
    countyId,
    r,
    live.map(({ id }) => ({ rowId: id, from, because: p.title, caseId })),
  )
}

const endMatters = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  ending: readonly AnyRegister[],
  { one, caseId }: Stopped,
  on: Day,
) => {
  const kind = rolesOf(p.register)[0]![1]
  const ofThese = engine.catalogue.procedures
    .filter(q => q.register === p.register || ending.includes(q.register))
    .map(q => engine.catalogue.idOf(q))
  const which = sql`id <> ${caseId} and procedure = any(${ofThese}::text[]) and ${sql.ref(`${kind}_id`)} = ${subjectOf(p, one)}`
  await fall(trx, by, which, `随「${p.title}」终止`, on)
}

/** Open matters end with what they were about, undecided. */
export const fall = async (trx: Db, by: Actor, which: RawBuilder<unknown>, says: string, on: Day): Promise<void> => {
  const open = await rows(
    trx,
    sql<{ id: number; procedure: string; at_step: string | null; round: number }>`
      update case_file c set stands = 'ended', outcome = 'fallen', ended_as = ${says}, ended_on = ${on}::date, at_step = null, at_post = null, due = null, version = c.version + 1
      from (select id, at_step, round from case_file where county_id = ${by.countyId} and stands = 'open' and ${which} for update) o
      where c.county_id = ${by.countyId} and c.id = o.id returning c.id, c.procedure, o.at_step, o.round`,
  )
  for (const [procedure, cases] of grouped(open, c => c.procedure))
    await journal(
      trx,
      procedure,
      cases.map(c => ({ caseId: c.id, round: c.round, step: c.at_step ?? '', act: 'withdrawn', on, by, says })),
    )
}

/** The end was decided wrongly: what had ended with it goes on as it was. Matters that fell begin anew where somebody asks for them. */
export const goOnWith = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  caseId: number,
): Promise<void> => {
  for (const r of endingWith(engine, p).filter(hasStates)) await goOnAs(trx, engine, countyId, r, caseId, p.title)
}

/** The rows that this case has ended for this reason. */
export const goOnAs = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  caseId: number,
  because: string,
): Promise<void> => {
  const state = sql.table(`${engine.catalogue.tableOf(r)}_state`)
  const ended = await rows(
    trx,
    sql<
      Columns & { row_id: number; ended_from: Day }
    >`select b.*, e.starts as ended_from from ${state} e cross join lateral (select * from ${state} s
          where s.county_id = e.county_id and s.row_id = e.row_id and s.version < e.version and s.starts <= e.starts order by s.version desc limit 1) b
        where e.county_id = ${countyId} and e.case_id = ${caseId} and e.because = ${because}`,
  )
  for (const b of ended) {
    await standAsBefore(trx, engine, countyId, r, b.row_id, b.ended_from)
    await changeRows(trx, engine, countyId, r, [
      { rowId: b.row_id, starts: b.ended_from, columns: b, because: '原决定被撤销', caseId },
    ])
  }
}

/** With the end that it had of itself, where it had one: a rating runs out on its day all the same. */
const standAsBefore = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister, rowId: number, from: Day) => {
  const table = engine.catalogue.tableOf(r)
  await sql`update ${sql.table(table)} t set held = h.held, end_reason = h.end_reason
    from (select held, end_reason from ${sql.table(`history.${table}`)} where county_id = ${countyId} and id = ${rowId}
      and (upper(held) is null or upper(held) > ${from}::date) order by known_until desc limit 1) h
    where t.county_id = ${countyId} and t.id = ${rowId}`.execute(trx)
}
