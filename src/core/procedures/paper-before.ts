/** The papers before a decision: papers missing, accepted or declined, posted. */
import { sql } from 'kysely'
import { maybe, one } from '#core/db'
import { declineLetter } from '#core/documents/decline-letter'
import type { Letter } from '#core/documents/letter'
import { acceptanceLetter, missingPapersLetter } from '#core/documents/letters'
import { benefitNotice } from '#core/documents/notice'
import { fenOf } from '#core/registers/values'
import { promised } from '#core/standards/limits'
import type { Day, Span } from '#define/time'
import { countyClock } from './clock-facts.ts'
import { lastAct, lawOf, matterName, matterOf, type Paper, remedyOf, townOffice, withoutNumbers } from './paper.ts'
import { linesKnownAt } from './paper-lines.ts'

const units = { 'working days': '个工作日', days: '日', months: '个月', hours: '小时' } as const
export const spanWords = (s: Span) => `${s.count}${units[s.of]}`

export const acceptance = async (c: Paper): Promise<Letter> => {
  const act = lastAct(c, 'done', 'accept')
  const all = c.p.head.inAll
  const clock = await countyClock(c.db, c.engine, c.countyId, c.p, act.on)
  const within = all && promised(all.within, clock.promises.total)
  const extended = all?.extendableTo && promised(all.extendableTo, clock.promises.extended)
  return acceptanceLetter({
    ...(await matterOf(c, act)),
    applied: c.case.header.applied_on,
    accepted: act.on,
    caseNumber: c.case.header.number,
    ...(within && {
      limit: {
        says: spanWords(within),
        until: clock.calendar.lastDay(act.on, within).day,
        ...(extended && { extendable: spanWords(extended) }),
      },
    }),
    received: await received(c, act.at),
  })
}
/** What the applicant has told and handed in, by kind and number; never its content. */
const received = async (c: Paper, at: string): Promise<string[]> => {
  const asked = Object.values(c.p.steps).flatMap(s => (s.who === 'applicant' ? (s.asks ?? []) : [])) as string[]
  const { fields, parts = {} } = c.p.register.told
  const told = asked.filter(k => fields[k]).map(k => fields[k]!.title)
  const lines: string[] = []
  for (const name of asked.filter(k => parts[k])) {
    const found = await linesKnownAt(c, name, parts[name]!, at)
    if (found.length) lines.push(`${parts[name]!.title}（${found.length}项）`)
  }
  const { files } = await one(
    c.db,
    sql<{ files: number }>`select count(*) as files from attachment
      where county_id = ${c.countyId} and case_id = ${c.id} and known_from <= ${at}::timestamptz`,
  )
  return [`申请书（${told.join('、')}）`, ...lines, ...(files ? [`证明材料附件（${files}件）`] : [])]
}

/** 一次性告知: every item that was named. */
export const missing = async (c: Paper): Promise<Letter> => {
  const act = lastAct(c, 'missing papers')
  const matter = await matterOf(c, act)
  return missingPapersLetter({
    ...matter,
    applied: c.case.header.applied_on,
    missing: itemsOf(act.says).map(title => ({ title })),
    bringTo: matter.office,
  })
}
export const declined = async (c: Paper): Promise<Letter> => {
  const act = lastAct(c, 'not accepted')
  return declineLetter({
    ...(await matterOf(c, act)),
    applied: c.case.header.applied_on,
    reasons: itemsOf(act.says),
    remedy: await remedyOf(c, act.on),
  })
}
/** One item a line, or between semicolons; the numbers are the printer's. */
const itemsOf = (says: string | null): string[] =>
  withoutNumbers(says ?? '')
    .split(/[\n；;]+/)
    .map(t => t.replace(/^\s*(?:[（(]?\d+[）).、．]|[一二三四五六七八九十]+、)\s*/, '').trim())
    .filter(Boolean)
    .map(t => t.replace(/。$/, ''))

/** Only what the posted notice holds; the case itself is not asked. */
export const notice = async (c: Paper): Promise<Letter> => {
  const kept = await maybe(
    c.db,
    sql<{
      posted_on: Day
      last_day: Day
      shows: Record<string, string | number | null>
    }>`select posted_on, last_day, shows
      from case_notice where county_id = ${c.countyId} and case_id = ${c.id} order by round desc limit 1`,
  )
  if (!kept) throw new Error(`case ${c.id} has no notice`)
  const s = kept.shows
  const step = Object.values(c.p.steps).find(x => x.posts)!
  return benefitNotice({
    ...{ benefit: matterName(c.p.register), stage: 'before decision', office: await townOffice(c, kept.posted_on) },
    ...{ from: kept.posted_on, to: kept.last_day, lasts: spanWords(step.lasts!), law: lawOf(c.p) },
    phone: String(s.监督电话),
    lines: [
      {
        name: String(s.姓名),
        isMinor: false, // masked already when it was posted
        village: String(s['村（居）']),
        persons: Number(s.人数),
        category: String(s.类别),
        amount: /^\d+\.\d\d$/.test(String(s.金额)) ? fenOf(String(s.金额)) : null,
      },
    ],
  })
}
