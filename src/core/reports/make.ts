/** 报告: the chapters of a report with their figures counted, and every figure listed with what it counts. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, one } from '#core/db'
import { type Indicator, indicators } from '#core/indicators/indicators'
import { type Period, periodOf } from '#core/indicators/period'
import type { Report, Sentence } from '#define/document'
import type { Day } from '#define/time'

/** One run of a sentence: words, or a figure that opens down to its records. */
export type Piece = { readonly text: string } | { readonly figure: string; readonly text: string }
export interface Chapter {
  readonly heading: string
  readonly sentences: readonly { readonly text: string; readonly pieces: readonly Piece[] }[]
}
export interface MadeReport {
  /** 'half-year' */
  readonly report: string
  /** 2024年上半年民政工作总结 */
  readonly title: string
  readonly period: string
  readonly from: Day
  readonly to: Day
  readonly area: string
  /** The day on which it was made, or as known at whose end. */
  readonly madeOn: Day
  readonly knownAt?: string
  readonly chapters: readonly Chapter[]
  readonly figures: readonly Indicator[]
}
export interface ReportAsk {
  readonly period: string
  readonly area?: string
  readonly knownAt?: string
}

/** @throws Refusal where no report has the name */
export const reportNamed = (catalogue: Catalogue, name: string): Report => {
  const found = catalogue.reports.find(r => r.name === name)
  if (!found) {
    const known = catalogue.reports.map(r => `${r.name}（${r.title}）`).join('、')
    throw new Refusal(`没有名为「${name}」的报告，可用的有：${known}`, { status: 404 })
  }
  return found
}

/**
 * All figures in one go. A sentence with a figure that cannot be told is left out whole; the figure stays in the list, without a value.
 * @throws Refusal as `indicators`
 */
export const makeReport = async (db: Db, catalogue: Catalogue, report: Report, ask: ReportAsk): Promise<MadeReport> => {
  const period = periodOf(ask.period)
  const names = [...new Set(Object.values(report.chapters).flatMap(of => of.flatMap(s => s.figures)))]
  const figures = await indicators(db, catalogue, { ...ask, names, leavesOut: true })
  if (names.length && !figures.length)
    throw new Refusal(`您的岗位不办理「${report.title}」中的业务，不能查看这份报告`, { status: 403 })
  const byName = new Map(figures.map(f => [f.id, f]))
  const { today } = await one(db, sql<{ today: Day }>`select ledger_day(app_county()) as today`)
  const chapters = Object.entries(report.chapters).map(([heading, sentences]) => ({
    heading,
    sentences: sentences.flatMap(s => filled(s, byName)),
  }))
  return {
    report: report.name,
    title: `${periodTitle(period, today)}${report.title}`,
    period: period.name,
    from: period.from,
    to: period.to > today ? today : period.to,
    area: figures[0]?.area ?? '',
    madeOn: today,
    ...(ask.knownAt !== undefined && { knownAt: ask.knownAt }),
    chapters: chapters.filter(c => c.sentences.length > 0),
    figures,
  }
}
const periodTitle = (period: Period, today: Day) =>
  period.to > today ? `${period.title}（截至${today}）` : period.title

const filled = (s: Sentence, figures: ReadonlyMap<string, Indicator>): Chapter['sentences'] => {
  const texts = s.figures.map(name => figures.get(name)?.text ?? null)
  if (texts.includes(null)) return []
  const pieces = s.texts.flatMap((text, i): Piece[] => {
    const figure = s.figures[i]
    return [...(text ? [{ text }] : []), ...(figure ? [{ figure, text: texts[i]! }] : [])]
  })
  return [{ text: pieces.map(p => p.text).join(''), pieces }]
}
