/** 发布: a report frozen as it was, with the moment of which its figures are; later corrections of the ledger leave it alone. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe, one, rows } from '#core/db'
import { divisionOf } from '#core/divisions/tree'
import { momentOf } from '#core/indicators/period'
import type { Day } from '#define/time'
import type { MadeReport } from './make.ts'

/** A figure that a person has put otherwise, and why (rulebook 14.3). */
export interface Adjustment {
  readonly figure: string
  readonly value: number
  readonly note: string
}
export interface Adjusted extends Adjustment {
  readonly was: number | null
}
export interface PublishedReport {
  readonly id: number
  readonly area: string
  /** Of a part of the county. */
  readonly areaCode: string | null
  readonly publishedBy: string | null
  readonly report: string
  readonly title: string
  readonly period: string
  readonly publishedOn: Day
  /** The moment of which the figures are. */
  readonly knownAt: string
  readonly content: MadeReport
  readonly adjusted: readonly Adjusted[]
}

/** `area`: the code that the report was made for. @throws Refusal for an adjustment without a reason, of a figure that it has not, or by nobody */
export const publishReport = async (
  db: Db,
  made: MadeReport,
  { area, adjustments = [] }: { readonly area?: string; readonly adjustments?: readonly Adjustment[] } = {},
): Promise<PublishedReport> => {
  const asker = await one(
    db,
    sql<{
      county: number
      account: number | null
      all: boolean
      today: Day
    }>`select app_county() as county, app_account() as account,
      coalesce(app_sees_all(), false) as all, ledger_day(app_county()) as today`,
  )
  if (asker.account === null) throw new Error('a report is published in nobody’s name')
  const adjusted = adjustments.map(a => adjustedOf(made, a))
  const division = area
    ? (await divisionOf(db, asker.county, area, made.to)).id
    : (
        await one(
          db,
          sql<{
            id: number
          }>`select d.id from division d where d.county_id = ${asker.county} and d.valid @> ${made.to}::date
        and case when ${asker.all} then d.level = 'county' else d.id = any (app_divisions()) and not coalesce(d.parent_id = any (app_divisions()), false) end limit 1`,
        )
      ).id
  const { id } = await one(
    db,
    sql<{
      id: number
    }>`insert into published_report (county_id, report, title, period, from_day, to_day, division_id, known_at, content, adjusted, published_on, published_by)
      values (${asker.county}, ${made.report}, ${made.title}, ${made.period}, ${made.from}, ${made.to}, ${division},
        coalesce(${made.knownAt === undefined ? null : momentOf(made.knownAt)}::timestamptz, ledger_now()), ${JSON.stringify(withAdjusted(made, adjusted))}::jsonb,
        ${JSON.stringify(adjusted)}::jsonb, ${asker.today}, ${asker.account}) returning id`,
  )
  return publishedReport(db, id)
}
const adjustedOf = (made: MadeReport, a: Adjustment): Adjusted => {
  const figure = made.figures.find(f => f.id === a.figure)
  if (!figure) throw new Refusal(`报告里没有「${a.figure}」这个指标，不能调整`)
  if (a.note.trim().length < 4) throw new Refusal(`调整「${a.figure}」须写明理由（至少四个字）`)
  if (!Number.isFinite(a.value) || a.value < 0) throw new Refusal(`「${a.figure}」调整后的数应为不小于零的数`)
  return { ...a, note: a.note.trim(), was: figure.value }
}
/** The text says what is published; the ledger's own figure stays beside it in `adjusted`. */
const withAdjusted = (made: MadeReport, adjusted: readonly Adjusted[]): MadeReport => {
  const told = new Map(adjusted.map(a => [a.figure, a]))
  const pieces = (of: MadeReport['chapters'][number]['sentences'][number]['pieces']) =>
    of.map(p => ('figure' in p && told.has(p.figure) ? { ...p, text: String(told.get(p.figure)!.value) } : p))
  return {
    ...made,
    chapters: made.chapters.map(c => ({
      ...c,
      sentences: c.sentences.map(s => {
        const put = pieces(s.pieces)
        return { pieces: put, text: put.map(p => p.text).join('') }
      }),
    })),
    figures: made.figures.map(f => {
      const a = told.get(f.id)
      return a
        ? {
            ...f,
            value: a.value,
            text: String(a.value),
            definition: `${f.definition}人工调整：原为${a.was ?? '无'}，${a.note}。`,
          }
        : f
    }),
  }
}

const columns = sql`r.id, r.report, r.title, r.period, r.content->>'area' as area,
  case when d.level <> 'county' then d.code end as "areaCode", r.published_on as "publishedOn",
  to_char(r.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM') as "knownAt", r.adjusted, a.name as "publishedBy"`
const published = sql`published_report r left join account a on a.county_id = r.county_id and a.id = r.published_by
  join division d on d.county_id = r.county_id and d.id = r.division_id where r.county_id = app_county()`
/** @throws Refusal where the asker sees none of the number */
export const publishedReport = async (db: Db, id: number): Promise<PublishedReport> => {
  const found = await maybe(db, sql<PublishedReport>`select ${columns}, r.content from ${published} and r.id = ${id}`)
  if (!found) throw new Refusal(`没有编号为 ${id} 的已发布报告，或不在您的辖区`, { status: 404 })
  return found
}
/** The latest first. */
export const publishedReports = (db: Db, name: string): Promise<Omit<PublishedReport, 'content'>[]> =>
  rows(
    db,
    sql<
      Omit<PublishedReport, 'content'>
    >`select ${columns} from ${published} and r.report = ${name} order by r.id desc limit 200`,
  )
