/** What a file lists, of a household and of a person alike: rows, cases, payments, claims. */
import { Standing } from '../case/standing.tsx'
import { Listing } from '../list/listing.tsx'
import { stateMark } from '../payment/batch.ts'
import { HeldMark } from '../register/held-mark.tsx'
import { Panel } from '../style/panel.tsx'
import { held, yuan } from '../style/words.ts'
import { type FileCase, type FileClaim, type FilePayment, type FileRow, heldOf } from './view.ts'

export function RowsPanel(p: { rows: readonly FileRow[] }) {
  return (
    <Panel title="各项台账" flush>
      <Listing
        rows={p.rows}
        keyOf={r => `${r.register}:${r.id}`}
        linkTo={r => `/registers/${r.register}/${r.id}`}
        label="各项台账"
        empty="没有在册记录。"
        columns={[
          { id: 'title', title: '台账', isName: true, show: r => r.title },
          {
            id: 'held',
            title: '起止',
            show: r => <span className="num">{r.isOfDay ? r.from : held(heldOf(r).from, heldOf(r).until)}</span>,
          },
          ...(p.rows.some(r => r.number)
            ? [{ id: 'number', title: '证号', show: (r: FileRow) => <span className="num">{r.number ?? '—'}</span> }]
            : []),
          ...(p.rows.some(r => r.amount)
            ? [{ id: 'amount', title: '每月（元）', isNumber: true, show: (r: FileRow) => yuan(r.amount) }]
            : []),
          {
            id: 'stands',
            title: '状态',
            show: r => <HeldMark of={{ ...r, ...heldOf(r) }} {...(r.isOfDay && { over: 'day' })} />,
          },
        ]}
      />
    </Panel>
  )
}
export function CasesPanel(p: { cases: readonly FileCase[] }) {
  return (
    <Panel title="办件" flush>
      <Listing
        rows={p.cases}
        keyOf={c => c.id}
        linkTo={c => `/cases/${c.id}`}
        label="办件"
        empty="没有办件。"
        columns={[
          { id: 'title', title: '事项', isName: true, show: c => c.title },
          { id: 'stands', title: '状态', show: c => <Standing view={c} /> },
          { id: 'appliedOn', title: '提出日期', show: c => <span className="num">{c.appliedOn}</span> },
          { id: 'number', title: '编号', show: c => <span className="num soft">{c.number}</span> },
        ]}
      />
    </Panel>
  )
}
export function PaymentsPanel(p: { payments: readonly FilePayment[]; title?: string }) {
  return (
    <Panel title={p.title ?? '发放记录'} flush>
      <Listing
        rows={p.payments}
        keyOf={(x, i) => `${x.month}${i}`}
        label="发放记录"
        empty="还没有发放。"
        columns={[
          { id: 'month', title: '月份', isName: true, show: x => <span className="num">{x.month}</span> },
          { id: 'title', title: '待遇', show: x => x.title },
          { id: 'amount', title: '金额（元）', isNumber: true, show: x => yuan(x.amount) },
          {
            id: 'state',
            title: '状态',
            show: x => (
              <>
                <span className={`mark ${stateMark(x.state)}`}>{x.stateTitle ?? x.state}</span>{' '}
                <span className="soft small">
                  {[x.kindTitle === '当月' ? '' : x.kindTitle, x.reason].filter(Boolean).join('，')}
                </span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}
export function ClaimsPanel(p: { claims: readonly FileClaim[] }) {
  if (!p.claims.length) return null
  return (
    <Panel title="追缴" flush>
      <Listing
        rows={p.claims}
        keyOf={x => x.id}
        label="追缴"
        columns={[
          { id: 'cause', title: '原因', isName: true, show: x => x.cause },
          { id: 'due', title: '应追缴（元）', isNumber: true, show: x => yuan(x.due) },
          { id: 'left', title: '未收（元）', isNumber: true, show: x => yuan(x.outstanding) },
          { id: 'stands', title: '状态', show: x => x.standsTitle ?? x.stands },
        ]}
      />
    </Panel>
  )
}
