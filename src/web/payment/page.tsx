/** Payments: one line a benefit and month; a new month is made here. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { MonthInput } from '../field/day-input.tsx'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, post, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { type Batch, markOf, standing } from './batch.ts'

export function PaymentsPage() {
  const c = useCatalogue()
  const me = useMe()
  const { search, set } = useAddress()
  const benefits = c.businesses.flatMap(b => b.benefits)
  const titleOf = (id: string) => benefits.find(b => b.id === id)?.title ?? id
  const runs = useQuery({
    queryKey: ['payments', search],
    queryFn: () => get<{ rows?: Batch[]; runs?: Batch[]; next?: string | null }>(`/payments/runs${query(search)}`),
    placeholderData: old => old,
  })
  return (
    <Page title="待遇发放" under="制单并封存、由另一人放行、送银行、回盘">
      {may(me, 'payments.make') && <NewRun />}
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
          {page => {
            const rows = page.rows ?? page.runs ?? []
            return (
              <>
                <Listing
                  rows={rows}
                  keyOf={r => r.id}
                  linkTo={r => `/payments/${r.batchId ?? r.id}`}
                  label="发放批次"
                  empty="还没有发放过。"
                  columns={[
                    { id: 'month', title: '月份', isName: true, show: r => <span className="num">{r.month}</span> },
                    { id: 'benefit', title: '待遇', show: r => r.title ?? titleOf(r.benefit) },
                    {
                      id: 'stands',
                      title: '状态',
                      show: r => <span className={`mark ${markOf(r.stands)}`}>{standing(r)}</span>,
                    },
                    { id: 'count', title: '笔数', isNumber: true, show: r => number(r.count) },
                    { id: 'total', title: '金额（元）', isNumber: true, show: r => yuan(r.total) },
                    {
                      id: 'exceptions',
                      title: '暂缓',
                      isNumber: true,
                      show: r => number(typeof r.exceptions === 'object' ? r.exceptions.length : (r.exceptions ?? 0)),
                    },
                    {
                      id: 'returned',
                      title: '退票',
                      isNumber: true,
                      show: r => (r.returned ? number(r.returned.returned) : '—'),
                    },
                    { id: 'by', title: '制单', show: r => r.by ?? r.sealedBy ?? '—' },
                    { id: 'releasedBy', title: '放行', show: r => r.releasedBy ?? '—' },
                  ]}
                />
                <Pages next={page.next} shown={rows.length} />
              </>
            )
          }}
        </Loaded>
      </Panel>
    </Page>
  )
}

function NewRun() {
  const c = useCatalogue()
  const client = useQueryClient()
  const navigate = useNavigate()
  const benefits = c.businesses.flatMap(b => b.benefits)
  const [benefit, setBenefit] = useState(benefits[0]?.id)
  const [month, setMonth] = useState<string | undefined>(c.today.slice(0, 7))
  const make = useMutation({
    mutationFn: () => post<Batch>('/payments/runs', { benefit, month }),
    onSuccess: made => {
      client.invalidateQueries({ queryKey: ['payments'] })
      navigate({ to: `/payments/${made.batchId ?? made.id}` })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    make.mutate()
  }
  return (
    <Panel title="新一月">
      <form onSubmit={submit} className="filters" noValidate>
        <label htmlFor="run-benefit">
          待遇
          <Select
            id="run-benefit"
            value={benefit}
            onChange={setBenefit}
            options={benefits.map(b => ({ value: b.id, label: b.title }))}
            style={{ minWidth: 180 }}
          />
        </label>
        <label htmlFor="run-month">
          月份
          <MonthInput id="run-month" value={month} onChange={setMonth} allowClear={false} />
        </label>
        <Button type="primary" htmlType="submit" disabled={!benefit || !month} loading={make.isPending}>
          制单
        </Button>
      </form>
      <RefusedNote error={make.error} />
    </Panel>
  )
}
