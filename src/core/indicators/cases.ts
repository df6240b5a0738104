/** Cases as a figure counts them: begun, ended, in time, withdrawn, run out, or due by the calendar. */
import { type RawBuilder, sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { asKnown, ifKnown } from './known.ts'
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
  const outcome = c.outcome ? sql`and k.outcome = ${c.outcome}` : sql``
  const acted = (act: string) =>
    sql`exists (select from case_act a where a.county_id = ${scope.county} and a.case_id = k.id and a.act = ${act} and ${inPeriod('a.on_day')} ${ifKnown(scope, 'a.known_from')})`
  const counted = {
    begun: inPeriod('k.applied_on'),
    ended: sql`${inPeriod('k.ended_on')} ${outcome}`,
    'in time': sql`${inPeriod('k.ended_on')} ${outcome} and (k.total_due is null or k.ended_on <= k.total_due)`,
    withdrawn: acted('withdrawn'),
    lapsed: acted('lapsed'),
    expected: sql`k.source = 'schedule' and ${inPeriod('k.applied_on')}`,
  }
  const day = c.verb === 'begun' || c.verb === 'expected' ? sql`k.applied_on` : sql`coalesce(k.ended_on, k.applied_on)`
  return sql`(select k.id as row_id, coalesce(k.household_id, k.person_id) as subject_id, ${day} as day,
      daterange(k.applied_on, k.ended_on, '[]') as held, k.division_id
    from ${asKnown(scope, 'case_file', columns, 'division_id')} k
    where k.procedure = ${id} and ${counted[c.verb]})`
}
