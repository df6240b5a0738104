/** Beside a row: what was paid for it, month by month, and who is counted in it, since when. */
import { Link } from '@tanstack/react-router'
import { Listing } from '../list/listing.tsx'
import { stateMark } from '../payment/batch.ts'
import type { ShownRegister } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import { held, yuan } from '../style/words.ts'
import type { RowFile, RowPayment } from './row.ts'

export function PaidPanel({ payments }: { payments: readonly RowPayment[] }) {
  return (
    <Panel title="发放" flush>
      <Listing
        rows={payments}
        keyOf={(p, i) => `${p.month}${i}`}
        empty="还没有发放。"
        columns={[
          { id: 'month', title: '月份', isName: true, show: p => <span className="num">{p.month}</span> },
          { id: 'amount', title: '金额（元）', isNumber: true, show: p => yuan(p.amount) },
          {
            id: 'state',
            title: '状态',
            show: p => {
              const mark = <span className={`mark ${stateMark(p.state)}`}>{p.stateTitle ?? p.state}</span>
              return p.batchId ? <Link to={`/payments/${p.batchId}`}>{mark}</Link> : mark
            },
          },
        ]}
      />
    </Panel>
  )
}

export function CoveredPanel({
  people,
  register,
}: {
  people: NonNullable<RowFile['people']>
  register: ShownRegister
}) {
  if (!people.length) return null
  return (
    <Panel title="计入人员" flush>
      <Listing
        rows={people}
        keyOf={(p, i) => `${p.personId}${p.measure}${i}`}
        linkTo={p => `/people/${p.personId}`}
        columns={[
          { id: 'name', title: '姓名', isName: true, show: p => p.name },
          {
            id: 'title',
            title: '计入',
            show: p => p.title ?? register.measures.find(m => m.id === p.measure)?.title ?? p.measure,
          },
          { id: 'held', title: '起止', show: p => <span className="num small">{held(p.from, p.until)}</span> },
        ]}
      />
    </Panel>
  )
}
