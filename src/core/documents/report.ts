/** 工作总结: the sections as they were written, and behind them every figure with what it counts. */
import type { Day } from '#define/time'
import { heading, type Letter, type Paragraph, table, text } from './letter.ts'
import { dayWords } from './wording.ts'

/** As `report … --json` prints it; the value is shown as it stands. */
export interface ReportFigure {
  readonly id: string
  readonly title: string
  readonly value: string | number
  readonly unit: string
  readonly period: string
  readonly area: string
  readonly definition: string
}
export interface WorkReport {
  readonly office: string
  /** 2024年上半年工作总结. */
  readonly title: string
  readonly number?: string
  readonly date: Day
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
  readonly figures: readonly ReportFigure[]
  /** Figures as they were known on this day: a later correction does not change a report. */
  readonly knownOn?: Day
}

export function workReport(r: WorkReport): Letter {
  const body = r.sections.flatMap((s): Paragraph[] => [heading(s.heading), ...s.paragraphs.map(text)])
  return {
    title: [r.office, r.title],
    number: r.number,
    paragraphs: [
      ...body,
      heading('附：数据说明'),
      text(`文中数据均由业务台账直接统计${r.knownOn ? `，截至${dayWords(r.knownOn)}` : ''}，口径如下：`),
      table(r.figures, [
        { title: '序号', share: 1.2, align: 'center', of: (_, i) => String(i + 1) },
        { title: '指标', share: 3.2, of: f => f.title },
        { title: '数值', share: 2.4, align: 'right', of: f => `${f.value}${f.unit}` },
        { title: '期间', share: 1.8, align: 'center', of: f => f.period },
        { title: '范围', share: 2, align: 'center', of: f => f.area },
        { title: '口径', share: 5, of: f => f.definition },
      ]),
    ],
    signature: { office: r.office, date: r.date },
  }
}
