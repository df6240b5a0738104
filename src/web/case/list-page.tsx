/** Cases found by matter, standing and outcome; the filters stand in the address. */
import { useQuery } from '@tanstack/react-query'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { procedureOf, useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { Standing } from './standing.tsx'

interface CaseLine {
  readonly id?: string
  readonly caseId?: string
  readonly number: string
  readonly procedureTitle?: string
  readonly title?: string
  readonly subject: string
  readonly division: string
  readonly appliedOn: string
  readonly stands: string
  readonly standsTitle?: string
  readonly outcome?: string | null
  readonly outcomeTitle?: string | null
  readonly stepTitle?: string
  readonly due?: string | null
  readonly isLate?: boolean
}
const standings = [
  { value: 'open', label: '办理中' },
  { value: 'ended', label: '已办结' },
]

export function CaseListPage() {
  const c = useCatalogue()
  const { search, set } = useAddress()
  const procedures = c.businesses.flatMap(b => b.procedures)
  const outcomes = new Map(
    (search.procedure ? [procedureOf(c, search.procedure)] : procedures).flatMap(
      p => p?.steps.flatMap(s => (s.outcomes ?? []).map(o => [o.id, o.title] as const)) ?? [],
    ),
  )
  const cases = useQuery({
    queryKey: ['cases', search],
    queryFn: () => get<{ rows: CaseLine[]; next?: string | null }>(`/cases${query(search)}`),
    placeholderData: old => old,
  })
  return (
    <Page title="案件">
      <div className="filters">
        <Filter
          id="procedure"
          title="事项"
          options={procedures.map(p => ({ value: p.id, label: p.title }))}
          value={search.procedure}
          set={v => set({ procedure: v, outcome: undefined })}
        />
        <Filter id="stands" title="状态" options={standings} value={search.stands} set={v => set({ stands: v })} />
        <Filter
          id="late"
          title="期限"
          options={[{ value: 'true', label: '已逾期' }]}
          value={search.late}
          set={v => set({ late: v })}
        />
        <Filter
          id="outcome"
          title="结论"
          options={[...outcomes].map(([value, label]) => ({ value, label }))}
          value={search.outcome}
          set={v => set({ outcome: v })}
        />
      </div>
      <Panel flush>
        <Loaded of={cases}>
          {({ rows, next }) => (
            <>
              <Listing
                rows={rows}
                keyOf={r => r.id ?? r.caseId ?? r.number}
                linkTo={r => `/cases/${r.id ?? r.caseId}`}
                label="案件"
                empty="没有符合条件的案件。"
                columns={[
                  { id: 'subject', title: '对象', isName: true, show: r => r.subject },
                  { id: 'title', title: '事项', show: r => r.procedureTitle ?? r.title },
                  { id: 'stands', title: '状态', show: r => <Standing view={r} /> },
                  { id: 'step', title: '当前步骤', show: r => r.stepTitle ?? '—' },
                  {
                    id: 'due',
                    title: '期限',
                    show: r => (r.due ? <span className={r.isLate ? 'num late' : 'num'}>{r.due}</span> : '—'),
                  },
                  { id: 'division', title: '所在地', show: r => r.division },
                  { id: 'appliedOn', title: '提出日期', show: r => <span className="num">{r.appliedOn}</span> },
                  { id: 'number', title: '编号', show: r => <span className="num">{r.number}</span> },
                ]}
              />
              <Pages next={next} shown={rows.length} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
