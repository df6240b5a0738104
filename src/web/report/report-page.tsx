/** A report as it will be printed: its sentences with their figures, each figure open to its definition and its people. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Listing } from '../list/listing.tsx'
import { download, get, query, sentence } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type Figure, written } from './figure.ts'
import { PeriodChoice, usePeriod } from './period.tsx'
import './report.css'

interface ReportFile {
  readonly title: string
  readonly area: string
  readonly madeOn: string
  readonly chapters: readonly { readonly heading: string; readonly sentences: readonly { readonly text: string }[] }[]
  readonly figures: readonly Figure[]
}
export function ReportPage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const c = useCatalogue()
  const { message } = App.useApp()
  const { period, area, knownAt } = usePeriod()
  const address = query({ period, area, knownAt })
  const report = useQuery({
    queryKey: ['report', name, period, area, knownAt],
    queryFn: () => get<ReportFile>(`/reports/${name}${address}`),
    placeholderData: old => old,
  })
  const title = c.reports.find(r => r.name === name)?.title ?? report.data?.title ?? '工作报告'
  const fetchFile = () =>
    download(`/reports/${name}.docx${address}`, `${title}-${period}.docx`).catch(e => message.error(sentence(e)))
  return (
    <Page
      title={title}
      under={
        <Link to="/figures" search={{ period, area, knownAt } as never}>
          全部指标
        </Link>
      }
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
              <h2>{r.title}</h2>
              <p className="paper-under soft">
                {r.area}，{r.madeOn} 统计
              </p>
              {r.chapters.map(ch => (
                <section key={ch.heading}>
                  <h3>{ch.heading}</h3>
                  {ch.sentences.map(s => (
                    <p key={s.text}>{s.text}</p>
                  ))}
                </section>
              ))}
            </article>
            <Panel title="所用指标和口径" flush>
              <Listing
                rows={r.figures}
                keyOf={f => f.id}
                linkTo={f => `/figures/${encodeURIComponent(f.id)}${address}`}
                columns={[
                  { id: 'name', title: '指标', isName: true, show: f => f.title },
                  { id: 'value', title: '数值', isNumber: true, show: f => <strong>{written(f)}</strong> },
                  { id: 'unit', title: '单位', show: f => f.unit },
                  {
                    id: 'definition',
                    title: '口径',
                    show: f => <span className="soft wide-text">{f.definition}</span>,
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
