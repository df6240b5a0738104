/** Cases as a figure counts them: begun, ended, in time, withdrawn, run out, or due by the calendar. */
import { type RawBuilder, sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { asKnown } from './known.ts'
import type { CaseCount } from './plan.ts'
import type { Scope } from './scope.ts'

type Sql = RawBuilder<unknown>
const subjects = ['household_id', 'person_id', 'organisation_id', 'place_id']
const columns = [
  ...[
    'id',
    'procedure',
    'division_id',
    ...subjects,
    'source',
    'applied_on',
    'accepted_on',
    'ended_on',
    'outcome',
    'total_due',
  ],
]
/** Without an outcome of its own, «ended» is every end that somebody decided. */
const undecided = ['withdrawn', 'lapsed', 'fallen']

/** What each verb asks of a case `k`; the figure counts by it, the drill-down lists by it. */
const conditions = (scope: Scope): Readonly<Record<CaseCount['verb'], Sql>> => {
  const inPeriod = (day: string) => sql`${sql.ref(day)} between ${scope.period.from}::date and ${scope.period.to}::date`
  const ended = inPeriod('k.ended_on')
  return {
    begun: inPeriod('k.applied_on'),
    accepted: inPeriod('k.accepted_on'),
    open: sql`k.applied_on <= ${scope.period.to}::date and (k.ended_on is null or k.ended_on > ${scope.period.to}::date)`,
    ended,
    'in time': sql`${ended} and (k.total_due is null or k.ended_on <= k.total_due)`,
    withdrawn: sql`${ended} and k.outcome = 'withdrawn'`,
    lapsed: sql`${ended} and k.outcome = 'lapsed'`,
    // Of whom nothing is asked any more, nothing is expected: the society was struck off before its report was due.
    expected: sql`k.source = 'schedule' and k.outcome is distinct from 'fallen' and ${inPeriod('k.applied_on')}`,
  }
}
const asksOutcome = (verb: string) => verb === 'ended' || verb === 'in time'
const hasOutcome = (c: CaseCount): Sql =>
  !asksOutcome(c.verb)
    ? sql`true`
    : c.outcome
      ? sql`k.outcome = ${c.outcome}`
      : sql`coalesce(k.outcome, '') <> all (${undecided}::text[])`
const files = (scope: Scope) => asKnown(scope, 'case_file', columns, 'division_id')

/** (row_id: the case, subject_id, day, held: from application to end, division_id) */
export const caseSet = (catalogue: Catalogue, scope: Scope, c: CaseCount): Sql => {
  const day =
    c.verb === 'open'
      ? sql`${scope.period.to}::date`
      : c.verb === 'begun' || c.verb === 'expected'
        ? sql`k.applied_on`
        : c.verb === 'accepted'
          ? sql`k.accepted_on`
          : sql`coalesce(k.ended_on, k.applied_on)`
  return sql`(select k.id as row_id, coalesce(${sql.join(subjects.map(s => sql.ref(`k.${s}`)))}) as subject_id, ${day} as day,
      daterange(k.applied_on, k.ended_on, '[]') as held, k.division_id
    from ${files(scope)} k
    where k.procedure = ${catalogue.idOf(c.procedure)} and ${conditions(scope)[c.verb]} and ${hasOutcome(c)})`
}

/** (procedure, outcome, division_id, and a yes or no for each verb), so that all figures of cases are counted in one pass. */
export const allCases = (catalogue: Catalogue, scope: Scope, counts: readonly CaseCount[]): Sql => {
  const holds = conditions(scope)
  const verbs = sql.join(verbsOf(counts).map(v => sql`coalesce(${holds[v]}, false) as ${sql.ref(v)}`))
  const procedures = [...new Set(counts.map(c => catalogue.idOf(c.procedure)))]
  return sql`(select k.procedure, k.outcome, k.division_id, ${verbs} from ${files(scope)} k where k.procedure = any (${procedures}::text[]))`
}
export const verbsOf = (counts: readonly CaseCount[]) => [...new Set(counts.map(c => c.verb))]
/** A group of `allCases` that a count takes. */
export const takes = (catalogue: Catalogue, c: CaseCount) => {
  const procedure = catalogue.idOf(c.procedure)
  return (g: Readonly<Record<string, unknown>>) =>
    g.procedure === procedure &&
    g[c.verb] === true &&
    (!asksOutcome(c.verb) || (c.outcome ? g.outcome === c.outcome : !undecided.includes(String(g.outcome ?? ''))))
}
