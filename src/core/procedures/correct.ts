/** 更正、撤销登记: a record of a day that was wrong is put right or annulled, never deleted; and with it whatever it made known or began. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { recordMade } from '#core/people/findings'
import { undoOfCases } from '#core/people/undo-events'
import { columnNames, hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { inJson } from '#core/registers/in-json'
import { leaveRows } from '#core/registers/rows'
import type { Event } from '#define/events'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { journal } from './journal.ts'
import type { Weighed } from './weigh.ts'

/** The row says what the case says; its earlier versions stay in the history. What it had made known of another day is undone and made known anew. */
export const correctRows = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  all: readonly Weighed[],
  on: Day,
): Promise<void> => {
  if (!all.length) return
  const { countyId } = all[0]!.act.by
  const table = sql.table(engine.catalogue.tableOf(p.register))
  const names = Object.entries<Field<any>>(p.register.told.fields).flatMap(([k, f]) => columnNames(k, f))
  const told = all.map(w => ({
    id: w.one.header.row_id,
    ...Object.fromEntries(names.map(n => [n, inJson(w.one.columns[n])])),
  }))
  const before = await rows(
    trx,
    sql<
      Record<string, unknown> & { id: number }
    >`select * from ${table} where county_id = ${countyId} and id = any(${told.map(t => t.id)}::bigint[])`,
  )
  const earlier = new Map(before.map(b => [b.id, b]))
  await sql`update ${table} t set ${sql.join(names.map(n => sql`${sql.ref(n)} = n.${sql.ref(n)}`))}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(told)}::jsonb) n where t.county_id = ${countyId} and t.id = n.id`.execute(
    trx,
  )
  for (const [event, who, day] of datedBy(engine, p.register)) {
    const moved = all.filter(w => earlier.get(w.one.header.row_id!)?.[snake(day)] !== w.one.columns[snake(day)])
    for (const w of moved)
      await undoOfCases(trx, engine, w.act.by, await casesOf(trx, countyId, w.one.header.row_id!), p.title, on)
    const made = moved.map(w => ({
      ...{ event, one: w.one, day: w.one.columns[snake(day)] as Day, householdId: null },
      personId: w.one.columns[subjectColumn(who)] as number,
    }))
    await recordMade(trx, engine, all[0]!.act.by, p, made, on)
  }
}
/** What a row of this register makes known on the day in one of its fields. */
const datedBy = (engine: Engine, r: AnyRegister): [Event, string, string][] =>
  engine.catalogue
    .proceduresOf(r)
    .filter(p => p.isNew)
    .flatMap(p => Object.entries(p.head.makesKnown ?? {}))
    .flatMap(([event, who]): [Event, string, string][] =>
      typeof who === 'object' && who && 'on' in who ? [[event as Event, String(who.of), String(who.on)]] : [],
    )

/** The row never was: its events are undone, what began with it falls with it, its money is owed back. */
export const annulRows = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  all: readonly Weighed[],
  on: Day,
): Promise<void> => {
  for (const { act, one } of all) {
    const says = act.says?.trim() || p.title
    await annul(trx, engine, act.by, p.register, one.header.row_id!, says, on, one.id)
  }
}

const annul = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  r: AnyRegister,
  rowId: number,
  why: string,
  on: Day,
  exceptCase: number,
): Promise<void> => {
  const { countyId } = by
  const table = engine.catalogue.tableOf(r)
  if (hasStates(r)) {
    const [first] = await rows(
      trx,
      sql<{
        from_day: Day
      }>`select min(starts) as from_day from ${sql.table(`${table}_state`)} where county_id = ${countyId} and row_id = ${rowId}`,
    )
    await leaveRows(trx, engine, countyId, r, [{ rowId, from: first!.from_day, because: '撤销登记' }])
  } else
    await sql`update ${sql.table(table)} set annulled_on = ${on}::date where county_id = ${countyId} and id = ${rowId} and annulled_on is null`.execute(
      trx,
    )
  const cases = (await casesOf(trx, countyId, rowId)).filter(id => id !== exceptCase)
  await undoOfCases(trx, engine, by, cases, why, on)
  await fallWith(trx, engine, by, cases, why, on, exceptCase)
}
/** The cases by which a row came to be as it is. */
const casesOf = async (trx: Db, countyId: number, rowId: number) =>
  (
    await rows(
      trx,
      sql<{ id: number }>`select id from case_file where county_id = ${countyId} and row_id = ${rowId} order by id`,
    )
  ).map(c => c.id)

/** Matters that began by themselves with the row: those under way end, the rows they have made are annulled in turn. */
const fallWith = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  causes: readonly number[],
  why: string,
  on: Day,
  exceptCase: number,
): Promise<void> => {
  const { countyId } = by
  const begun = await rows(
    trx,
    sql<{
      id: number
      procedure: string
      row_id: number | null
      stands: string
      at_step: string | null
      round: number
    }>`
      select id, procedure, row_id, stands, at_step, round from case_file where county_id = ${countyId} and source = 'entry'
        and earlier_case_id = any(${causes}::bigint[]) order by id for update`,
  )
  for (const c of begun) {
    if (c.stands === 'open') {
      await sql`update case_file set stands = 'ended', outcome = 'withdrawn', ended_on = ${on}::date, at_step = null, at_post = null, due = null,
        version = version + 1 where county_id = ${countyId} and id = ${c.id}`.execute(trx)
      await journal(trx, c.procedure, [
        { caseId: c.id, round: c.round, step: c.at_step ?? '', act: 'withdrawn', on, by, says: `原登记被撤销：${why}` },
      ])
    } else if (c.row_id) {
      const p = engine.catalogue.procedure(c.procedure)
      if (p?.isNew) await annul(trx, engine, by, p.register, c.row_id, why, on, exceptCase)
    }
  }
}
