/** A report of what the ledger says now, or said on a day; published, it stays as it was. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { download, get, query, sentence } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { FiguresUsed, Paper, type ReportFile } from './paper.tsx'
import { PeriodChoice, usePeriod } from './period.tsx'
import { Publish } from './publish.tsx'
import { PublishedList } from './published.tsx'

export function ReportPage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const c = useCatalogue()
  const me = useMe()
  const { message } = App.useApp()
  const asked = usePeriod()
  const { period, area, knownAt } = asked
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
        <>
          {may(me, 'reports.publish') && report.data && (
            <Publish name={name} asked={{ period, area, knownAt }} figures={report.data.figures} />
          )}
          <Button type="primary" onClick={fetchFile}>
            下载 Word
          </Button>
        </>
      }
    >
      <PeriodChoice withKnownAt />
      <PublishedList name={name} />
      <Loaded of={report}>
        {r => (
          <>
            <Paper of={r} under={`${r.area}，${r.madeOn} 统计`} />
            <FiguresUsed figures={r.figures} address={address} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
