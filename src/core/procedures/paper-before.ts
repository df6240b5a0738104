/** The papers before a decision: accepted, papers missing, posted, and the report on the means. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, maybe, one, rows } from '#core/db'
import type { Letter } from '#core/documents/letter'
import { acceptanceLetter, missingPapersLetter } from '#core/documents/letters'
import { type MeansFinding, meansReport } from '#core/documents/means-report'
import { benefitNotice } from '#core/documents/notice'
import { partsOf } from '#core/registers/columns'
import { fenOf } from '#core/registers/values'
import { promised } from '#core/standards/limits'
import type { Fields } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day, Span } from '#define/time'
import { countyClock } from './clock-facts.ts'
import { bureauOf, lastAct, lawOf, matterName, matterOf, type Paper, townOffice, withoutNumbers } from './paper.ts'

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

/** 一次性告知: one item a line, a semicolon or a 顿号 between numbered items ends one too. */
export const missing = async (c: Paper): Promise<Letter> => {
  const act = lastAct(c, 'missing papers')
  const items = withoutNumbers(act.says ?? '')
    .split(/[\n；;]+/)
    .map(t => t.replace(/^\s*(?:[（(]?\d+[）).、．]|[一二三四五六七八九十]+、)\s*/, '').trim())
    .filter(Boolean)
  const matter = await matterOf(c, act)
  return missingPapersLetter({
    ...matter,
    applied: c.case.header.applied_on,
    missing: items.map(title => ({ title: title.replace(/。$/, '') })),
    bringTo: matter.office,
  })
}

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

/** 核对报告: as it was found on the day of the enquiry; what a later visit has explained is not in it. */
export const report = async (c: Paper): Promise<Letter> => {
  const act = lastAct(c, 'done', 'match')
  const columns = c.case.columns
  const names = await namesIn(c)
  const consent = partsOf(c.p.register).find(([, r]) => fieldOf(r, f => f.type === 'signature'))
  const signed = consent ? await linesKnownAt(c, consent[0], consent[1], act.at) : []
  return meansReport({
    number: String(columns.report),
    office: await bureauOf(c, act.on),
    household: c.whose.name,
    purpose: `${matterName(c.p.register)}审核确认`,
    askedBy: await townOffice(c, act.on),
    asked: c.acts.findLast(a => a.step === 'accept' && a.act === 'done')?.on ?? c.case.header.applied_on,
    done: act.on,
    validUntil: (columns.report_until as Day | null) ?? act.on,
    authorised: signed.map(s => ({
      name: names.get(s[column(consent![1], f => f.type === 'person')] as number)?.name ?? '',
      maskedId: names.get(s[column(consent![1], f => f.type === 'person')] as number)?.masked ?? '',
      signed: s[column(consent![1], f => f.type === 'day')] as Day,
    })),
    findings: await findingsOf(c, names, act.at),
  })
}
const results: Record<string, MeansFinding['result']> = {
  clear: 'nothing',
  hint: 'to be visited',
  exceeds: 'over the limit',
}
type Names = ReadonlyMap<number, { name: string; masked: string }>
/** The part that the enquiry fills with a result of each item. */
const findingsOf = async (c: Paper, names: Names, at: string): Promise<MeansFinding[]> => {
  const filled = (c.p.steps.match?.fills ?? []) as readonly string[]
  const part = partsOf(c.p.register).find(([k, r]) => filled.includes(k) && fieldOf(r, isResult))
  if (!part) return []
  const [name, r] = part
  const texts = Object.entries(r.told.fields as Fields).filter(([, f]) => f.type === 'text')
  const source = fieldOf(r, f => f.type === 'choice' && !isResult(f))
  return (await linesKnownAt(c, name, r, at)).map(l => ({
    person: names.get(l[column(r, f => f.type === 'person')] as number)?.name ?? '',
    kind: String(l[snake(texts[0]![0])] ?? ''),
    source: source?.[1].options?.[String(l[snake(source[0])])] ?? '',
    found: withoutNumbers(String(l[snake(texts[1]?.[0] ?? '')] ?? '')),
    result: results[String(l[column(r, isResult)])] ?? 'to be visited',
  }))
}
const isResult = (f: Fields[string]) => !!f.options && Object.keys(results).every(k => k in f.options!)
const fieldOf = (r: AnyRegister, is: (f: Fields[string]) => boolean) =>
  Object.entries(r.told.fields as Fields).find(([, f]) => is(f))
const column = (r: AnyRegister, is: (f: Fields[string]) => boolean) => snake(fieldOf(r, is)?.[0] ?? '')

const namesIn = async (c: Paper): Promise<Names> => {
  const { household_id, person_id } = c.case.header
  const found = await rows(
    c.db,
    sql<{ id: number; name: string; masked: string | null }>`select id, name, id_number_masked as masked from person p
      where county_id = ${c.countyId} and (id = ${person_id} or exists (select from household_member m
        where m.county_id = p.county_id and m.person_id = p.id and m.household_id = ${household_id}))`,
  )
  return new Map(found.map(f => [f.id, { name: f.name, masked: f.masked ?? '' }]))
}
/** The lines of a part as the case had them at a moment; a later filling has voided them since. */
const linesKnownAt = (c: Paper, name: string, r: AnyRegister, at: string) => {
  const table = `${c.engine.catalogue.tableOf(c.p.register)}_${snake(name)}`
  const columns = sql.join(
    [
      'id',
      'held',
      ...Object.keys(r.told.fields)
        .filter(k => !r.told.fields[k]!.isSecret)
        .map(snake),
    ].map(k => sql.ref(k)),
  )
  const mine = sql`county_id = ${c.countyId} and case_id = ${c.id} and known_from <= ${at}::timestamptz`
  return rows(
    c.db as Db,
    sql<Record<string, unknown>>`select * from (
        select ${columns} from ${sql.table(table)} where ${mine}
        union all select ${columns} from ${sql.table(`history.${table}`)} where ${mine} and known_until > ${at}::timestamptz) said
      where held is null or not isempty(held) order by id`,
  )
}
