/** 逾期: a case that nobody went on with in time ends by itself, in the word of its step; and what follows from that. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { machine } from '#core/machine'
import { recordMade } from '#core/people/findings'
import { isJoint, rolesOf, subjectColumn } from '#core/registers/columns'
import type { Day } from '#define/time'
import { beginCases, startOf } from './begin.ts'
import { journal } from './journal.ts'
import type { Loaded } from './load.ts'
import { moveOn } from './move-on.ts'
import { stillLive } from './proof.ts'
import type { Standing } from './standing.ts'

const atOnce = 2000

/** Ends the open cases of a matter whose limit has passed; a day late or a year late, each ends on the day after its limit. */
export const endLapsed = async (trx: Db, engine: Engine, actor: Actor, p: SomeProcedure, on: Day): Promise<number> => {
  let ended = 0
  for (const edition of engine.catalogue.editionsOf(p)) {
    const steps = Object.entries(edition.steps).flatMap(([k, s]) => (s.lapses || s.passes ? [k] : []))
    if (!steps.length) continue
    const due = await rows(
      trx,
      sql<{
        id: number
        applied_on: Day
        at_step: string
        round: number
      }>`select id, applied_on, at_step, round from case_file where county_id = ${actor.countyId}
        and procedure = ${engine.catalogue.idOf(p)} and stands = 'open' and at_step = any(${steps}::text[])
        and due < ${on}::date and paused_on is null order by id`,
    )
    const mine = due.filter(d => engine.catalogue.editionOn(p, d.applied_on) === edition)
    for (let i = 0; i < mine.length; i += atOnce) {
      const these = mine.slice(i, i + atOnce)
      const standings = await moveOn(
        trx,
        engine,
        actor.countyId,
        edition,
        these.map(d => d.id),
        on,
      )
      ended += [...standings.values()].filter(s => s.lapsed).length
      const passed = these.filter(d => standings.get(d.id)!.passed?.includes(d.at_step))
      await journal(
        trx,
        engine.catalogue.idOf(p),
        passed.map(d => ({
          ...{ caseId: d.id, round: d.round, step: d.at_step, act: 'lapsed', on, by: actor },
          says: edition.steps[d.at_step]!.passes,
        })),
      )
    }
  }
  return ended
}

/** Their ends are already written: the journal, the event that this is, and the matter that starts with it. */
export const haveLapsed = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  all: readonly Loaded[],
  standings: ReadonlyMap<number, Standing>,
  on: Day,
): Promise<void> => {
  const by = machine(all[0]!.header.county_id)
  const of = all.map(one => ({ one, lapsed: standings.get(one.id)!.lapsed! }))
  await journal(
    trx,
    engine.catalogue.idOf(p),
    of.map(({ one, lapsed }) => ({
      ...{ caseId: one.id, round: one.header.round, step: lapsed.step, act: 'lapsed', on: lapsed.on, by },
      ...{ outcome: 'lapsed', says: lapsed.as },
    })),
  )
  const making = of.flatMap(({ one, lapsed: { event, on: day } }) =>
    event ? [{ event, one, on: day, rowId: one.header.row_id }] : [],
  )
  const live = await stillLive(trx, engine, by.countyId, p, making)
  await recordMade(
    trx,
    engine,
    by,
    p,
    live.flatMap(({ event, one, on: day }) =>
      whom(p, one, event).map(personId => ({ event, one, day, ...(personId && { personId }) })),
    ),
    on,
  )
  const id = engine.catalogue.idOf(p)
  for (const q of engine.catalogue.procedures) {
    const start = startOf(q, 'lapsed')
    if (!start || engine.catalogue.idOf(start.lapsed) !== id) continue
    const causes = all.map(one => ({
      ...{ divisionId: one.header.division_id, columns: one.columns, caseId: one.id },
      rowId: q.register === p.register ? one.header.row_id : null,
    }))
    await beginCases(trx, engine, by, q, p.register, causes, 'lapse', on)
  }
}
/** Each of several parties to whom such an event can happen; else the one whom it is about. */
const whom = (p: SomeProcedure, one: Loaded, event: string): (number | undefined)[] =>
  !isJoint(p.register) || !event.startsWith('person.')
    ? [undefined]
    : rolesOf(p.register).flatMap(([role, kind]) =>
        kind === 'person' ? [Number(one.columns[subjectColumn(role)])] : [],
      )
