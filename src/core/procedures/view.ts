/** A case as its page shows it: form, steps, clock, clauses, sheet, journal, and what this actor may do. */
import { type Actor, Refusal } from '#core/actor'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { timelineOf } from '#core/registers/timeline'
import { toValues, yuanOf } from '#core/registers/values'
import { roleTitles } from '#define/subjects'
import type { Day } from '#define/time'
import { canDo } from './can-do.ts'
import { choicesOf } from './choices.ts'
import { clockFacts, countyClock } from './clock-facts.ts'
import { isMonthly, verdictOfRow } from './evaluate-case.ts'
import { ownFields } from './fill.ts'
import { worthAtFirst } from './first-worth.ts'
import { formsOf } from './forms.ts'
import { lettersOf } from './letters.ts'
import { doneOf, loadCases } from './load.ts'
import { partValues } from './part-values.ts'
import { standingOf } from './standing.ts'
import { postsFor } from './turn.ts'
import { pageOf } from './view-page.ts'
import { papersOf } from './view-papers.ts'
import { nowOf, peopleNames, stepsOf, titleOfOutcome } from './view-steps.ts'
import { subjectOf } from './view-subject.ts'

export const readCase = async (db: Db, engine: Engine, actor: Actor, caseId: number, on: Day) => {
  const page = await pageOf(db, actor, caseId)
  const p = page && engine.catalogue.procedure(page.procedure, page.appliedOn)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const loaded = (await loadCases(db, engine, actor.countyId, p, [caseId], on, false)).get(caseId)!
  const h = loaded.header
  const clock = clockFacts(await countyClock(db, engine, actor.countyId, p, on, loaded.version), loaded)
  const verdict = verdictOfRow(p, loaded)
  const standing =
    h.stands === 'open'
      ? standingOf(p, doneOf(p, loaded.columns), on, verdict.c, clock, h.applied_on)
      : { warnings: [] }
  const names = await peopleNames(db, actor.countyId, p, loaded, page)
  const benefits = engine.catalogue.benefitsOf(p.register)
  const [benefit] = benefits
  const delegable = Object.keys(p.steps).find(k => p.steps[k]!.delegable)
  const decider = delegable ? (await postsFor(db, engine, p, delegable, loaded))[0]! : ''
  const basis = page.acts?.find(a => a.basis)?.basis
  const decided = 'opensOn' in standing && standing.opensOn && standing.opensOn > on ? standing.opensOn : on
  const timeline = timelineOf(db, engine, actor.countyId, p.register, loaded.version)
  const worths =
    basis || p.head.moves
      ? []
      : await Promise.all(benefits.map(b => worthAtFirst(p, b, loaded, verdict.c, decided, timeline)))
  // Paid to the one or to the other: the one that comes to something is meant.
  const worth = worths.find(w => w.amount > 0) ?? worths[0]
  const isOnce = !!benefit && !isMonthly(benefit)
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
      outcomeTitle: h.ended_as ?? (h.outcome && titleOfOutcome(h.outcome, p)),
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
    division: page.division,
    subject: subjectOf(page, h, loaded.given.members, on, roleTitles),
    fields: toValues({ ...p.register.told.fields, ...ownFields(p, Object.keys(p.steps)) }, loaded.columns),
    parts: partValues(p, loaded),
    steps: stepsOf(p, loaded, standing, verdict.c, names, decider),
    choices: choicesOf(p, verdict.c),
    now: h.stands === 'open' ? await nowOf(db, engine, p, loaded, standing, on, clock) : null,
    can: await canDo(db, engine, actor, p, loaded, page, standing, on),
    clauses: basis?.clauses ?? verdict.clauses,
    sheet: basis?.sheet ?? worth?.sheet ?? verdict.sheet,
    worth: isOnce
      ? onceSaid(basis?.amount ?? worth?.amount, !basis)
      : basis
        ? worthSaid(basis)
        : worth
          ? { amount: yuanOf(worth.amount), firstMonth: worth.firstMonth, isPreview: true }
          : null,
    ...papersOf(page, p),
    certificates: formsOf(p, loaded),
    letters: lettersOf(p, loaded, !!benefit),
    warnings: standing.warnings,
  }
}
export type CaseView = Awaited<ReturnType<typeof readCase>>

/** One sum, in no month; nothing where it comes to nothing. */
const onceSaid = (amount: number | null | undefined, isPreview: boolean) =>
  amount ? { amount: yuanOf(amount), isPreview, isOnce: true } : null
const worthSaid = (b: {
  amount: number | null
  firstMonth: string | null
  stopsFrom: string | null
  before: number | null
}) => ({
  ...{ amount: b.amount === null ? null : yuanOf(b.amount), firstMonth: b.firstMonth, stopsFrom: b.stopsFrom },
  ...{ before: b.before === null ? null : yuanOf(b.before), isPreview: false },
})
