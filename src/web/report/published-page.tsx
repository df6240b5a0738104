/** A report as it was published: its numbers stay, whatever the ledger has learned since; each opens as it was known then. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Listing } from '../list/listing.tsx'
import { download, get, query, sentence } from '../server/call.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { FiguresUsed, Paper, type ReportFile } from './paper.tsx'
import type { Published } from './published.tsx'

interface PublishedFile extends Published {
  readonly knownAt: string
  readonly content: ReportFile
}
export function PublishedPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { message } = App.useApp()
  const published = useQuery({
    queryKey: ['published report', id],
    queryFn: () => get<PublishedFile>(`/reports/published/${id}`),
  })
  const fetchFile = (title: string) =>
    download(`/reports/published/${id}/docx`, `${title}.docx`).catch(e => message.error(sentence(e)))
  return (
    <Loaded of={published} asPage>
      {r => {
        const area = r.areaCode ?? undefined
        const address = query({ period: r.period, area, knownAt: r.knownAt })
        return (
          <Page
            title={r.title}
            under={
              <>
                {r.publishedBy} {r.publishedOn} 发布，数字不随台账更正而变 ·{' '}
                <Link to={`/reports/${r.report}`} search={{ period: r.period, area } as never}>
                  按现在的台账再算
                </Link>
              </>
            }
            acts={
              <Button type="primary" onClick={() => fetchFile(r.title)}>
                下载 Word
              </Button>
            }
          >
            {r.adjusted.length > 0 && (
              <Panel title="人工调整" flush>
                <Listing
                  rows={r.adjusted}
                  keyOf={a => a.figure}
                  columns={[
                    { id: 'figure', title: '指标', isName: true, show: a => a.figure },
                    { id: 'was', title: '台账的数', isNumber: true, show: a => a.was ?? '—' },
                    { id: 'value', title: '调整为', isNumber: true, show: a => a.value },
                    { id: 'note', title: '理由', wraps: true, show: a => a.note },
                  ]}
                />
              </Panel>
            )}
            <Paper of={r.content} under={`${r.area}，${r.publishedOn} 发布`} />
            <FiguresUsed figures={r.content.figures} address={address} />
          </Page>
        )
      }}
    </Loaded>
  )
}
