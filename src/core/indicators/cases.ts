/** Cases as a figure counts them: begun, ended, in time, withdrawn, run out, or due by the calendar. */
import { type RawBuilder, sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { asKnown } from './known.ts'
import type { CaseCount } from './plan.ts'
import type { Scope } from './scope.ts'

const columns = [
  'id',
  'procedure',
  'division_id',
  'household_id',
  'person_id',
  'source',
  'applied_on',
  'ended_on',
  'outcome',
  'total_due',
]

/** (row_id: the case, subject_id, day, held: from application to end, division_id) */
export const caseSet = (catalogue: Catalogue, scope: Scope, c: CaseCount): RawBuilder<unknown> => {
  const id = catalogue.idOf(c.procedure)
  const inPeriod = (day: string) => sql`${sql.ref(day)} between ${scope.period.from}::date and ${scope.period.to}::date`
  const done = sql`${inPeriod('k.ended_on')} and ${c.outcome ? sql`k.outcome = ${c.outcome}` : sql`coalesce(k.outcome, '') not in ('withdrawn', 'lapsed')`}`
  const counted = {
    begun: inPeriod('k.applied_on'),
    ended: done,
    'in time': sql`${done} and (k.total_due is null or k.ended_on <= k.total_due)`,
    withdrawn: sql`${inPeriod('k.ended_on')} and k.outcome = 'withdrawn'`,
    lapsed: sql`${inPeriod('k.ended_on')} and k.outcome = 'lapsed'`,
    expected: sql`k.source = 'schedule' and ${inPeriod('k.applied_on')}`,
  }
  const day = c.verb === 'begun' || c.verb === 'expected' ? sql`k.applied_on` : sql`coalesce(k.ended_on, k.applied_on)`
  return sql`(select k.id as row_id, coalesce(k.household_id, k.person_id) as subject_id, ${day} as day,
      daterange(k.applied_on, k.ended_on, '[]') as held, k.division_id
    from ${asKnown(scope, 'case_file', columns, 'division_id')} k
    where k.procedure = ${id} and ${counted[c.verb]})`
}
