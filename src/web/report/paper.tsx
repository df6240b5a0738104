/** A report as it is printed, and below it each figure with what it counts. */
import type { ReactNode } from 'react'
import { Listing } from '../list/listing.tsx'
import { Panel } from '../style/panel.tsx'
import { type Figure, written } from './figure.ts'
import './report.css'

export interface ReportFile {
  readonly title: string
  readonly area: string
  readonly madeOn: string
  readonly chapters: readonly { readonly heading: string; readonly sentences: readonly { readonly text: string }[] }[]
  readonly figures: readonly Figure[]
}
/** @param under one line below the title: of where, of when */
export function Paper({ of: r, under }: { of: ReportFile; under: ReactNode }) {
  return (
    <article className="panel paper">
      <h2>{r.title}</h2>
      <p className="paper-under soft">{under}</p>
      {r.chapters.map(ch => (
        <section key={ch.heading}>
          <h3>{ch.heading}</h3>
          {ch.sentences.map(s => (
            <p key={s.text}>{s.text}</p>
          ))}
        </section>
      ))}
    </article>
  )
}

/** @param address the period, area and moment with which a figure opens */
export function FiguresUsed({ figures, address }: { figures: readonly Figure[]; address: string }) {
  return (
    <Panel title="所用指标和口径" flush>
      <Listing
        rows={figures}
        keyOf={f => f.id}
        linkTo={f => `/figures/${encodeURIComponent(f.id)}${address}`}
        columns={[
          { id: 'name', title: '指标', isName: true, show: f => f.title },
          { id: 'value', title: '数值', isNumber: true, show: f => <strong>{written(f)}</strong> },
          { id: 'unit', title: '单位', show: f => f.unit },
          { id: 'definition', title: '口径', show: f => <span className="soft wide-text">{f.definition}</span> },
        ]}
      />
    </Panel>
  )
}
