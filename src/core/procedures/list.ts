/** 办件清单: cases found by matter, standing and outcome, the newest first; and those who may come along to a visit. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { caseSubject } from '#core/registers/subjects'
import { posts } from '#define/posts'
import type { Day } from '#define/time'
import { titleOf } from './turn.ts'
import { titleOfOutcome } from './view-steps.ts'

export interface CaseQuery {
  readonly procedure?: string | undefined
  readonly stands?: 'open' | 'ended' | undefined
  readonly outcome?: string | undefined
  readonly householdId?: number | undefined
  /** Only those whose present step is overdue. */
  readonly isLate?: boolean | undefined
  /** The case at the end of the page before. */
  readonly after?: number | undefined
  readonly limit: number
}
interface Line {
  id: number
  number: string
  procedure: string
  stands: string
  outcome: string | null
  applied_on: Day
  ended_on: Day | null
  ended_as: string | null
  at_step: string | null
  due: Day | null
  is_late: boolean
  subject: string | null
  village: string
  town: string | null
}

export const listCases = async (db: Db, engine: Engine, actor: Actor, q: CaseQuery) => {
  const found = await rows(
    db,
    sql<Line>`select c.id, c.number, c.procedure, c.stands, c.outcome, c.applied_on, c.ended_on, c.ended_as, c.at_step, c.due,
        c.stands = 'open' and c.due < ledger_day(c.county_id) as is_late, ${caseSubject('c')} as subject, d.name as village, t.name as town
      from (select * from case_file where county_id = ${actor.countyId}
          ${actor.businesses === 'all' ? sql`` : sql`and business = any(${actor.businesses}::text[])`}
          ${q.procedure ? sql`and procedure = ${q.procedure}` : sql``} ${q.stands ? sql`and stands = ${q.stands}` : sql``}
          ${q.outcome ? sql`and outcome = ${q.outcome}` : sql``} ${q.householdId ? sql`and household_id = ${q.householdId}` : sql``}
          ${q.isLate ? sql`and stands = 'open' and due < ledger_day(county_id)` : sql``}
          ${q.after ? sql`and id < ${q.after}` : sql``} order by id desc limit ${q.limit + 1}) c
        join division d on d.county_id = c.county_id and d.id = c.division_id
        left join division t on t.county_id = c.county_id and t.id = c.town_id
      order by c.id desc`,
  )
  const page = found.slice(0, q.limit)
  return { rows: page.map(c => shown(engine, c)), next: found.length > q.limit ? String(page.at(-1)!.id) : null }
}
const shown = (engine: Engine, c: Line) => {
  const p = engine.catalogue.procedure(c.procedure, c.applied_on)
  return {
    ...{
      id: String(c.id),
      number: c.number,
      procedure: c.procedure,
      procedureTitle: p?.title ?? c.procedure,
      subject: c.subject ?? '',
    },
    ...{ division: [c.town, c.village].filter(Boolean).join(' '), appliedOn: c.applied_on, endedOn: c.ended_on },
    ...{ stands: c.stands, standsTitle: c.stands === 'open' ? '办理中' : '已办结' },
    ...{ outcome: c.outcome, outcomeTitle: c.ended_as ?? (c.outcome && titleOfOutcome(c.outcome, p)) },
    stepTitle: p && c.at_step ? titleOf(p, c.at_step) : null,
    ...{ due: c.stands === 'open' ? c.due : null, isLate: c.is_late ?? false },
  }
}

export interface Colleague {
  readonly accountId: number
  readonly personId: number
  readonly name: string
  readonly post: keyof typeof posts
  readonly postTitle: string
  readonly division: string
}
/** Who sees the case's place and works in its business, without the asker; of the same post first. */
export const colleaguesFor = async (db: Db, actor: Actor, caseId: number, on: Day): Promise<Colleague[]> => {
  const of = await maybe(
    db,
    sql<{
      division_id: number
      business: string
    }>`select division_id, business from case_file where county_id = ${actor.countyId} and id = ${caseId}`,
  )
  if (!of) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const found = await rows(
    db,
    sql<
      Omit<Colleague, 'postTitle'>
    >`select a.id as "accountId", a.person_id as "personId", a.name, a.post, d.name as division from account a
        join division d on d.county_id = a.county_id and d.id = a.division_id
        join division_within w on w.county_id = a.county_id and w.ancestor_id = a.division_id and w.division_id = ${of.division_id}
      where a.county_id = ${actor.countyId} and a.valid @> ${on}::date and a.person_id <> ${actor.personId}
        and num_nonnulls(a.organisation_id, a.place_id, a.unit) = 0
        and a.post in ('village', 'town', 'county', 'bureau-head', 'registry', 'inspector', 'facility') and (a.businesses = '{*}' or ${of.business} = any(a.businesses))
        and (a.post <> 'inspector' or exists (select from case_assignee s where s.county_id = a.county_id and s.case_id = ${caseId} and s.person_id = a.person_id)
          or not exists (select from case_assignee s where s.county_id = a.county_id and s.case_id = ${caseId}))
      order by a.post <> ${actor.post}, a.name limit 200`,
  )
  return found.map(c => ({ ...c, postTitle: posts[c.post] }))
}
