/** A report as it will be printed: its sentences with their figures, each figure open to its definition and its people. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Listing } from '../list/listing.tsx'
import { download, get, query, sentence } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type Figure, writtenFigure } from './figure.ts'
import { PeriodChoice, usePeriod } from './period.tsx'
import './report.css'

interface ReportFile {
  readonly title?: string
  readonly chapters?:
    | readonly {
        readonly title: string
        readonly sentences: readonly (string | { readonly text: string; readonly missing?: boolean })[]
      }[]
    | Readonly<Record<string, readonly string[]>>
  readonly figures: readonly Figure[]
}
export function ReportPage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const c = useCatalogue()
  const { message } = App.useApp()
  const { period, area, knownAt } = usePeriod()
  const report = useQuery({
    queryKey: ['report', name, period, area, knownAt],
    queryFn: () => get<ReportFile>(`/reports/${name}${query({ period, area, knownAt })}`),
    placeholderData: old => old,
  })
  const title = c.businesses.flatMap(b => b.reports).find(r => r.name === name)?.title ?? report.data?.title ?? name
  const fetchFile = () =>
    download(`/reports/${name}.docx${query({ period, area, knownAt })}`, `${title}-${period}.docx`).catch(e =>
      message.error(sentence(e)),
    )
  return (
    <Page
      title={title}
      under={<Link to={`/figures${query({ period, area, knownAt })}`}>全部指标</Link>}
      acts={
        <Button type="primary" onClick={fetchFile}>
          下载 Word
        </Button>
      }
    >
      <PeriodChoice withKnownAt />
      <Loaded of={report}>
        {r => (
          <>
            <article className="panel paper">
              <h2>{r.title ?? title}</h2>
              {chaptersOf(r).map(ch => (
                <section key={ch.title}>
                  <h3>{ch.title}</h3>
                  {ch.sentences.map(s => {
                    const text = typeof s === 'string' ? s : s.text
                    return <p key={text}>{text}</p>
                  })}
                </section>
              ))}
            </article>
            <Panel title="所用指标和口径" flush>
              <Listing
                rows={r.figures}
                keyOf={f => f.name ?? f.title ?? ''}
                linkTo={f => `/figures/${encodeURIComponent(f.name)}${query({ period, area, knownAt })}`}
                columns={[
                  { id: 'name', title: '指标', isName: true, show: f => f.title ?? f.name },
                  { id: 'value', title: '数值', isNumber: true, show: f => <strong>{writtenFigure(f)}</strong> },
                  { id: 'unit', title: '单位', show: f => f.unit ?? '' },
                  { id: 'definition', title: '口径', show: f => <span className="soft">{f.definition}</span> },
                ]}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
const chaptersOf = (r: ReportFile): { title: string; sentences: readonly (string | { text: string })[] }[] =>
  !r.chapters
    ? []
    : Array.isArray(r.chapters)
      ? [...r.chapters]
      : Object.entries(r.chapters as Record<string, readonly string[]>).map(([title, sentences]) => ({
          title,
          sentences,
        }))
