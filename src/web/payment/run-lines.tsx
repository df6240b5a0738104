/** The lines of a run, all or a share of them, each with what its row had the month before. */
import { useQuery } from '@tanstack/react-query'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { rowAddress } from './batch.ts'
import { lineColumns } from './line-columns.tsx'
import type { RunLine, RunView } from './run.ts'

export function RunLines({ u }: { u: RunView }) {
  const benefits = useCatalogue().businesses.flatMap(x => x.benefits)
  const { search, set } = useAddress()
  const lines = useQuery({
    queryKey: ['payments', 'run', u.id, 'lines', search],
    queryFn: () => get<{ rows: RunLine[]; next?: string | null }>(`/payments/runs/${u.id}/lines${query(search)}`),
    placeholderData: old => old,
  })
  const shares = [
    ...u.kinds.map(k => ({ value: k.kind, label: `${k.title} ${number(k.count)}` })),
    ...(u.against?.changes ?? [])
      .filter(c => c.count)
      .map(c => ({ value: c.change, label: `比上月${c.title} ${number(c.count)}` })),
  ]
  return (
    <Panel
      title="明细"
      extra={
        <div className="run-share">
          <Filter id="share" title="只看" options={shares} value={search.share} set={share => set({ share })} />
        </div>
      }
      flush
    >
      <Loaded of={lines}>
        {({ rows, next }) => (
          <>
            <Listing
              rows={rows}
              keyOf={l => String(l.id)}
              linkTo={l => rowAddress(benefits, u.benefit, l)}
              label="核发明细"
              empty="没有这一类的明细。"
              columns={[
                ...lineColumns,
                ...(u.against
                  ? [
                      {
                        id: 'before',
                        title: '上月（元）',
                        isNumber: true,
                        show: (l: RunLine) => (l.before === null ? '—' : yuan(l.before)),
                      },
                    ]
                  : []),
                { id: 'amount', title: '本次（元）', isNumber: true, show: l => yuan(l.amount) },
                ...(u.kinds.some(k => k.kind === 'held')
                  ? [{ id: 'reason', title: '暂缓原因', show: (l: RunLine) => (l.state === 'held' ? l.reason : '') }]
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
