/** The papers of a case: notices, objections, appeals, pauses, attachments, and the journal. */
import { sql } from 'kysely'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { titleOf } from './turn.ts'
import { titleOfOutcome } from './view-steps.ts'

export const papersOf = async (db: Db, countyId: number, caseId: number, p: SomeProcedure) => {
  const of = sql`county_id = ${countyId} and case_id = ${caseId}`
  const notices = await rows(
    db,
    sql<any>`select id, round, posted_on as "postedOn", last_day as "lastDay", place, shows from case_notice where ${of} order by id desc`,
  )
  const objections = await rows(
    db,
    sql<any>`select id, round, lodged_on as "lodgedOn", informant, says, upheld, answer from case_objection where ${of} order by id`,
  )
  const appeals = await rows(
    db,
    sql<any>`select id, kind, lodged_on as "lodgedOn", grounds, outcome, answer, answered_on as "answeredOn", new_case_id as "newCaseId" from case_appeal where ${of} order by id`,
  )
  const pauses = await rows(
    db,
    sql<any>`select from_day as "from", to_day as "until", reason from case_pause where ${of} order by id`,
  )
  const attachments = await rows(
    db,
    sql<any>`select id, name, bytes, media_type as "mediaType" from attachment where ${of} order by known_from`,
  )
  const acts = await rows(
    db,
    sql<any>`select a.id, a.on_day as "on", a.step, a.act, a.round, a.outcome, a.says, a.known_from as at, x.name as by, y.name as second from case_act a
      left join lateral (select name from account where county_id = a.county_id and id = a.account_id) x on true
      left join lateral (select name from account where county_id = a.county_id and person_id = a.second_person_id limit 1) y on true
      where a.county_id = ${countyId} and a.case_id = ${caseId} order by a.id desc`,
  )
  const journal = acts.map(a => ({
    ...a,
    stepTitle: titleOf(p, a.step),
    actTitle: actTitles[a.act] ?? a.act,
    outcomeTitle: a.outcome ? titleOfOutcome(a.outcome) : null,
  }))
  return { notice: notices[0] ?? null, notices, objections, appeals, pauses, attachments, journal }
}
const actTitles: Record<string, string> = {
  ...{
    opened: '提出',
    done: '办理',
    'missing papers': '一次性告知补正',
    'not accepted': '不予受理',
    returned: '退回补正',
    withdrawn: '撤回',
    objection: '提出异议',
  },
  ...{
    'objection answered': '答复异议',
    paused: '暂停',
    resumed: '恢复',
    extended: '延长',
    lapsed: '逾期',
    appealed: '提出申诉',
    'appeal answered': '答复申诉',
    corrected: '更正',
    archived: '归档',
  },
}
