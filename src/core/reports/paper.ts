/** A made report as the paper that is printed: .docx, with every figure and what it counts at the end. */
import { printDocx } from '#core/documents/docx'
import type { Letter } from '#core/documents/letter'
import { workReport } from '#core/documents/report'
import type { Day } from '#define/time'
import type { MadeReport } from './make.ts'

/** `office`: who signs: 南陵县民政局. */
export const reportLetter = (
  made: MadeReport,
  { office, number }: { readonly office: string; readonly number?: string },
): Letter =>
  workReport({
    office,
    title: made.title,
    ...(number && { number }),
    date: made.madeOn,
    knownOn: (made.knownAt?.slice(0, 10) as Day | undefined) ?? made.madeOn,
    sections: made.chapters.map((c, i) => ({
      heading: `${ordinal(i + 1)}、${c.heading}`,
      paragraphs: [c.sentences.map(s => s.text).join('')],
    })),
    figures: made.figures.map(f => ({ ...f, value: f.text ?? '—', unit: f.text === null ? '' : f.unit })),
  })
export const reportDocx = (
  made: MadeReport,
  how: { readonly office: string; readonly number?: string },
): Promise<Buffer> => printDocx(reportLetter(made, how))

const digits = '零一二三四五六七八九'
const ordinal = (n: number) =>
  n < 10 ? digits[n]! : `${n >= 20 ? digits[Math.floor(n / 10)] : ''}十${n % 10 ? digits[n % 10] : ''}`
