/** A case as its page shows it: form, steps, clock, clauses, sheet, journal, and what this actor may do. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, one } from '#core/db'
import type { Engine } from '#core/engine'
import { toValues, yuanOf } from '#core/registers/values'
import { type Day, monthAfter, monthOf } from '#define/time'
import { canDo } from './can-do.ts'
import { clockFacts, countyClock } from './clock-facts.ts'
import { firstMonthOf, verdictOfRow, worthOfCase } from './evaluate-case.ts'
import { lettersOf } from './letters.ts'
import { doneOf, loadCases } from './load.ts'
import { partValues } from './part-values.ts'
import { standingOf } from './standing.ts'
import { papersOf } from './view-papers.ts'
import { nowOf, peopleNames, stepsOf, titleOfOutcome } from './view-steps.ts'
import { subjectOf } from './view-subject.ts'

export const readCase = async (db: Db, engine: Engine, actor: Actor, caseId: number, on: Day) => {
  const found = await maybe(
    db,
    sql<{ procedure: string }>`select procedure from case_file where county_id = ${actor.countyId} and id = ${caseId}`,
  )
  const p = found && engine.catalogue.procedure(found.procedure)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const loaded = (await loadCases(db, engine, actor.countyId, p, [caseId], on, false)).get(caseId)!
  const h = loaded.header
  const clock = clockFacts(await countyClock(db, engine, actor.countyId, p, on), loaded)
  const verdict = verdictOfRow(p, loaded)
  const standing =
    h.stands === 'open'
      ? standingOf(p, doneOf(p, loaded.columns), on, verdict.c, clock, h.applied_on)
      : { warnings: [] }
  const names = await peopleNames(db, actor.countyId, p, loaded)
  const benefit = engine.catalogue.benefitsOf(p.register)[0]
  const month =
    benefit &&
    (p.isNew ? firstMonthOf(benefit, verdict.c, { decided: on, applied: h.applied_on }) : monthAfter(monthOf(on)))
  const worth = benefit && !p.head.moves ? worthOfCase(benefit, verdict, month!) : undefined
  const decided = await maybe(
    db,
    sql<{
      basis: any
    }>`select basis from case_act where county_id = ${actor.countyId} and case_id = ${caseId} and basis is not null order by id desc limit 1`,
  )
  return {
    ...{
      id: caseId,
      number: h.number,
      procedure: h.procedure,
      title: p.title,
      business: h.business,
      version: h.version,
      stands: h.stands,
    },
    ...{
      outcome: h.outcome,
      outcomeTitle: h.outcome && titleOfOutcome(h.outcome),
      decidedOn: h.decided_on,
      endedOn: h.ended_on,
      round: h.round,
      source: h.source,
    },
    ...{
      appliedOn: h.applied_on,
      rowId: h.row_id,
      edition: h.edition,
      earlierCaseId: h.earlier_case_id,
      hasToldMissing: h.has_told_missing,
    },
    division: await divisionOf(db, actor.countyId, h.division_id),
    subject: await subjectOf(db, actor.countyId, h, on),
    fields: toValues(p.register.told.fields, loaded.columns),
    parts: await partValues(db, engine, actor.countyId, p, loaded, on),
    steps: stepsOf(p, loaded, standing, verdict.c, names),
    now: h.stands === 'open' ? await nowOf(db, engine, p, loaded, standing, on, clock) : null,
    can: await canDo(db, engine, actor, p, loaded, standing, on),
    clauses: decided?.basis?.clauses ?? verdict.clauses,
    sheet: decided?.basis?.sheet ?? worth?.sheet ?? verdict.sheet,
    worth: decided?.basis
      ? worthSaid(decided.basis)
      : worth
        ? { amount: yuanOf(worth.amount), firstMonth: month!, isPreview: true }
        : null,
    ...(await papersOf(db, actor.countyId, caseId, p)),
    letters: lettersOf(p, loaded),
    warnings: standing.warnings,
  }
}
export type CaseView = Awaited<ReturnType<typeof readCase>>

const worthSaid = (b: {
  amount: number | null
  firstMonth: string | null
  stopsFrom: string | null
  before: number | null
}) => ({
  ...{ amount: b.amount === null ? null : yuanOf(b.amount), firstMonth: b.firstMonth, stopsFrom: b.stopsFrom },
  ...{ before: b.before === null ? null : yuanOf(b.before), isPreview: false },
})

const divisionOf = (db: Db, countyId: number, id: number) =>
  one(
    db,
    sql<{
      id: number
      name: string
      town: string | null
    }>`select d.id, d.name, (select t.name from division_within w join division t on t.county_id = w.county_id and t.id = w.ancestor_id and t.level = 'town'
      where w.county_id = d.county_id and w.division_id = d.id) as town from division d where d.county_id = ${countyId} and d.id = ${id}`,
  )
