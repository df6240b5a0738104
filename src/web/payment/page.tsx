/** Payments: one line a benefit and month; a new month is made here, looked through and sealed. */
import { useQuery } from '@tanstack/react-query'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { bankSays, markOf, type Run } from './batch.ts'
import { NewRun } from './new-run.tsx'
import { Seal } from './seal.tsx'

export function PaymentsPage() {
  const c = useCatalogue()
  const me = useMe()
  const { search, set } = useAddress()
  const benefits = c.businesses.flatMap(b => b.benefits)
  const mayMake = may(me, 'payments.make')
  const runs = useQuery({
    queryKey: ['payments', search],
    queryFn: () => get<{ rows: Run[] }>(`/payments/runs${query(search)}`),
    placeholderData: old => old,
  })
  return (
    <Page title="待遇发放" under="制单并封存、由另一人放行、送银行、回盘">
      {mayMake && <NewRun />}
      {benefits.length > 1 && (
        <div className="filters">
          <Filter
            id="benefit"
            title="待遇"
            options={benefits.map(b => ({ value: b.id, label: b.title }))}
            value={search.benefit}
            set={benefit => set({ benefit })}
          />
        </div>
      )}
      <Panel flush>
        <Loaded of={runs}>
          {({ rows }) => (
            <Listing
              rows={rows}
              keyOf={r => String(r.id)}
              linkTo={r => (r.batch ? `/payments/${r.batch.id}` : `/payments/runs/${r.id}`)}
              label="发放批次"
              empty="还没有发放过。"
              columns={[
                { id: 'month', title: '月份', isName: true, show: r => <span className="num">{r.month}</span> },
                { id: 'benefit', title: '待遇', show: r => r.benefitTitle },
                { id: 'kind', title: '类别', show: r => r.kindTitle },
                {
                  id: 'stands',
                  title: '状态',
                  show: r =>
                    r.batch ? (
                      <span className={`mark ${markOf(r.batch.stands)}`}>{r.batch.standsTitle}</span>
                    ) : (
                      <span className="mark yellow">待封存</span>
                    ),
                },
                { id: 'lines', title: '笔数', isNumber: true, show: r => number(r.lines) },
                { id: 'held', title: '暂缓', isNumber: true, show: r => number(r.held) },
                {
                  id: 'bank',
                  title: '银行结果',
                  show: r => (
                    <span className={bankSays(r).mark ? `mark ${bankSays(r).mark}` : ''}>{bankSays(r).title}</span>
                  ),
                },
                { id: 'total', title: '金额（元）', isNumber: true, show: r => yuan(r.total) },
                { id: 'madeBy', title: '制单', show: r => r.madeBy ?? '—' },
                { id: 'madeOn', title: '制单日期', show: r => <span className="num">{r.madeOn}</span> },
                { id: 'number', title: '批次号', show: r => <span className="num">{r.batch?.number ?? '—'}</span> },
                ...(mayMake && rows.some(r => !r.batch)
                  ? [
                      {
                        id: 'acts',
                        title: '办理',
                        isActs: true,
                        show: (r: Run) => !r.batch && <Seal run={r.id} size="small" />,
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
