/** 已发布: what was published of a report, the latest first. */
import { useQuery } from '@tanstack/react-query'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'

export interface Adjusted {
  readonly figure: string
  readonly value: number
  readonly was: number | null
  readonly note: string
}
export interface Published {
  readonly id: number
  readonly title: string
  readonly report: string
  readonly period: string
  readonly area: string
  readonly areaCode: string | null
  readonly publishedOn: string
  readonly publishedBy: string | null
  readonly adjusted: readonly Adjusted[]
}
export const publishedKey = (name: string) => ['published', name]

export function PublishedList({ name }: { name: string }) {
  const published = useQuery({
    queryKey: publishedKey(name),
    queryFn: () => get<{ rows: Published[] }>(`/reports/${name}/published`),
  })
  if (!published.data?.rows.length) return null
  return (
    <Panel title="已发布" flush>
      <Listing
        rows={published.data.rows}
        keyOf={r => String(r.id)}
        label="已发布的报告"
        linkTo={r => `/reports/published/${r.id}`}
        columns={[
          { id: 'title', title: '报告', isName: true, show: r => r.title },
          { id: 'area', title: '范围', show: r => r.area },
          { id: 'on', title: '发布日期', show: r => <span className="num">{r.publishedOn}</span> },
          { id: 'by', title: '发布人', show: r => r.publishedBy ?? '—' },
          { id: 'adjusted', title: '人工调整', show: r => (r.adjusted.length ? `${r.adjusted.length} 项` : '无') },
        ]}
      />
    </Panel>
  )
}
