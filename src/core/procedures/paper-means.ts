/** 核对报告: what the enquiry found, read from the part that it fills, by the types of its fields. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { rows } from '#core/db'
import type { Letter } from '#core/documents/letter'
import { type MeansFinding, meansReport } from '#core/documents/means-report'
import { partsOf } from '#core/registers/columns'
import type { Fields } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { bureauOf, lastAct, matterName, type Paper, townOffice, withoutNumbers } from './paper.ts'
import { linesKnownAt } from './paper-lines.ts'

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
