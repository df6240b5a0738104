/** 一家一档: everything that the ledger has of an organisation: what it is today, its rows in all registers, its cases, its inspections. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { daysFrom } from '#core/calendar/days'
import { type Db, maybe, rows, widely } from '#core/db'
import { casesOf } from '#core/people/file'
import type { Looked } from '#core/people/look'
import { rowsOf } from '#core/people/rows-of'
import { titleOf } from '#core/procedures/turn'
import { othersOf, othersQuery } from '#core/registers/other-facts'
import type { Organisation } from '#define/subjects'
import type { Day } from '#define/time'
import { kindTitles } from './list.ts'

/** @throws Refusal 404 where there is no such organisation, or the asker does not see it */
export const organisationFile = async (db: Db, look: Looked, id: number) => {
  const { countyId } = look.actor
  const found = await maybe(
    db,
    sql<Header>`select o.id, o.name, o.kind, o.credit_code, o.address, o.sponsor, o.division_id, v.name as village, t.name as town from organisation o
      join division v on v.county_id = o.county_id and v.id = o.division_id
      left join division t on t.county_id = v.county_id and t.id = v.parent_id and t.level = 'town'
      where o.county_id = ${countyId} and o.id = ${id}`,
  )
  if (!found) throw new Refusal('没有这家社会组织，或不在您的管辖范围内', { status: 404 })
  const told = await widely(db, look.actor, () =>
    rows(db, othersQuery(look.engine, 'organisation', countyId, [id], look.on)),
  )
  const { facts } = othersOf('organisation', told as never).get(id) as Organisation
  const whose = { organisationId: id, personIds: [] }
  return {
    ...{
      id: String(found.id),
      name: found.name,
      kind: found.kind,
      kindTitle: found.kind ? kindTitles[found.kind] : '筹备中',
    },
    ...{ creditCode: found.credit_code, address: found.address, sponsor: found.sponsor },
    division: { id: String(found.division_id), name: found.village, town: found.town },
    registered: facts.registered ?? null,
    certificateUntil: facts.certificateUntil ?? null,
    termUntil: facts.termUntil ?? null,
    rating: facts.rating ?? null,
    marks: marksOf(facts, look.on),
    due: await dueOf(db, look, id),
    rows: await rowsOf(db, look, whose),
    cases: await casesOf(db, look, whose),
  }
}
interface Header {
  id: number
  name: string
  kind: string | null
  credit_code: string | null
  address: string | null
  sponsor: string | null
  division_id: number
  village: string
  town: string | null
}
/** W33: sixty days before. */
const isNear = (day: Day | undefined, on: Day) => !!day && day >= on && daysFrom(on, day) <= 60
const conclusions = { pass: '年检合格', nearly: '年检基本合格', fail: '年检不合格' }
/** What must be seen at a glance. */
const marksOf = (
  f: Organisation['facts'],
  on: Day,
): { readonly text: string; readonly tone: 'good' | 'warn' | 'bad' }[] => [
  f.registered ? { text: '已登记', tone: 'good' } : { text: '未登记或已注销', tone: 'warn' },
  ...(f.rating ? [{ text: `${f.rating}A`, tone: 'good' } as const] : []),
  ...(isNear(f.ratingUntil, on) ? [{ text: `等级${f.ratingUntil}届满`, tone: 'warn' } as const] : []),
  ...(isNear(f.certificateUntil, on) ? [{ text: `证书${f.certificateUntil}到期`, tone: 'warn' } as const] : []),
  ...(f.lastConclusion
    ? [{ text: conclusions[f.lastConclusion], tone: f.lastConclusion === 'pass' ? 'good' : 'bad' } as const]
    : []),
  ...(f.isAbnormal ? [{ text: '活动异常名录', tone: 'bad' } as const] : []),
  ...(f.isSeriouslyListed ? [{ text: '严重违法失信名单', tone: 'bad' } as const] : []),
  ...(f.certificateUntil && f.certificateUntil < on ? [{ text: '证书已过期', tone: 'bad' } as const] : []),
  ...(f.termUntil && f.termUntil < on ? [{ text: '任期已届满', tone: 'warn' } as const] : []),
]

/** What is to be done now, and by when: told to the organisation and to the clerk alike. */
const dueOf = async (db: Db, { engine, actor, sees }: Looked, id: number) => {
  const open = await rows(
    db,
    sql<{ id: number; procedure: string; business: string; at_step: string; at_post: string; due: Day | null }>`
      select id, procedure, business, at_step, at_post, due from case_file
      where county_id = ${actor.countyId} and organisation_id = ${id} and stands = 'open' order by queue_day, id`,
  )
  return open
    .filter(c => sees(c.business))
    .map(c => {
      const p = engine.catalogue.procedure(c.procedure)
      return {
        ...{ caseId: String(c.id), title: p?.title ?? c.procedure, due: c.due },
        step: p && c.at_step ? titleOf(p, c.at_step) : '',
        isOwn: c.at_post === 'organisation',
      }
    })
}
