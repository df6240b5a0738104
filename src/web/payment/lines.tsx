/** The lines of a batch, by how they stand. */
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { type Batch, type Line, rowAddress, stateMark } from './batch.ts'
import { lineColumns } from './line-columns.tsx'
import { Reverse } from './reverse.tsx'

export function Lines({ id, b }: { id: string; b: Batch }) {
  const me = useMe()
  const benefits = useCatalogue().businesses.flatMap(x => x.benefits)
  const { search, set } = useAddress()
  const lines = useQuery({
    queryKey: ['batch', id, 'lines', search],
    queryFn: () => get<{ rows: Line[]; next?: string | null }>(`/payments/batches/${id}/lines${query(search)}`),
    placeholderData: old => old,
  })
  const mayReverse = may(me, 'payments.reverse')
  return (
    <Panel
      title="明细"
      extra={
        <Segmented
          aria-label="按状态"
          value={search.state ?? ''}
          onChange={s => set({ state: s || undefined })}
          options={[
            { value: '', label: '全部' },
            ...b.counts.map(s => ({ value: s.state, label: `${s.title} ${number(s.count)}` })),
          ]}
        />
      }
      flush
    >
      <Loaded of={lines}>
        {({ rows, next }) => (
          <>
            <Listing
              rows={rows}
              keyOf={l => String(l.id)}
              linkTo={l => rowAddress(benefits, b.benefit, l)}
              label="发放明细"
              empty="没有这种状态的明细。"
              columns={[
                ...lineColumns,
                { id: 'amount', title: '金额（元）', isNumber: true, show: l => yuan(l.amount) },
                {
                  id: 'state',
                  title: '状态',
                  show: l => <span className={`mark ${stateMark(l.state)}`}>{l.stateTitle}</span>,
                },
                { id: 'reason', title: '原因', show: l => l.reason ?? '' },
                ...(mayReverse && rows.some(l => l.state === 'paid')
                  ? [
                      {
                        id: 'act',
                        title: '办理',
                        isActs: true,
                        show: (l: Line) => l.state === 'paid' && <Reverse line={l} batch={id} />,
                      },
                    ]
                  : []),
              ]}
            />
            <Pages next={next} shown={rows.length} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}
