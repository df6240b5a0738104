/** Funds: what came in, what went out, what is left, to the fen. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Empty, Panel, RefusedNote } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import '../field/field.css'
import './payment.css'

interface FundFile {
  readonly fund: string
  readonly title: string
  readonly allocated?: string
  readonly paid?: string
  readonly returned?: string
  readonly recovered?: string
  readonly balance: string
  readonly entries?: readonly {
    readonly on: string
    readonly title: string
    readonly amount: string
    readonly document?: string | null
    readonly by?: string | null
  }[]
}
export function FundsPage() {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const funds = useQuery({ queryKey: ['funds'], queryFn: () => get<{ rows: FundFile[] } | FundFile[]>('/funds') })
  return (
    <Page
      title="资金收支"
      acts={
        may(me, 'funds.allocate') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            登记资金到账
          </Button>
        )
      }
    >
      <Loaded of={funds}>
        {answer => {
          const rows = 'rows' in answer ? answer.rows : answer
          return (
            <>
              {rows.length === 0 && <Empty says="还没有资金记录。" />}
              {rows.map(f => (
                <Panel
                  key={f.fund}
                  title={f.title}
                  extra={
                    <>
                      结余 <strong className="num">{yuan(f.balance)}</strong> 元
                    </>
                  }
                  flush
                >
                  <dl className="facts fund-sums">
                    {(
                      [
                        ['到账', f.allocated],
                        ['已发', f.paid],
                        ['退票退回', f.returned],
                        ['追回', f.recovered],
                      ] as const
                    ).map(
                      ([title, amount]) =>
                        amount !== undefined && (
                          <div key={title}>
                            <dt>{title}（元）</dt>
                            <dd className="num">{yuan(amount)}</dd>
                          </div>
                        ),
                    )}
                  </dl>
                  <Listing
                    rows={f.entries ?? []}
                    keyOf={(_, i) => String(i)}
                    empty="没有收支。"
                    columns={[
                      {
                        id: 'on',
                        title: '日期',
                        isName: true,
                        show: e => <span className="num">{e.on}</span>,
                        width: 110,
                      },
                      { id: 'title', title: '摘要', show: e => e.title },
                      { id: 'document', title: '文号（凭证）', show: e => e.document ?? '—' },
                      { id: 'by', title: '经办', show: e => e.by ?? '—' },
                      { id: 'amount', title: '金额（元）', isNumber: true, show: e => yuan(e.amount) },
                    ]}
                  />
                </Panel>
              ))}
              <Modal open={isOpen} title="登记资金到账" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
                <Allocation funds={rows} done={() => setOpen(false)} />
              </Modal>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Allocation(p: { funds: readonly FundFile[]; done: () => void }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const [fund, setFund] = useState(p.funds[0]?.fund)
  const [amount, setAmount] = useState<string | null>(null)
  const [document, setDocument] = useState('')
  const [on, setOn] = useState<string | undefined>(today)
  const send = useMutation({
    mutationFn: () => post('/funds/allocations', { fund, amount, document: document.trim(), on }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['funds'] })
      p.done()
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    send.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <div className="field">
        <label htmlFor="fund">资金</label>
        <Select
          id="fund"
          value={fund}
          onChange={setFund}
          options={p.funds.map(f => ({ value: f.fund, label: f.title }))}
          style={{ width: '100%' }}
        />
      </div>
      <div className="field">
        <label htmlFor="amount">金额</label>
        <InputNumber<string>
          id="amount"
          stringMode
          min="0"
          precision={2}
          controls={false}
          suffix="元"
          className="money-input"
          value={amount}
          onChange={setAmount}
          style={{ width: 220 }}
        />
      </div>
      <div className="field">
        <label htmlFor="fund-document">文号（凭证号）</label>
        <Input id="fund-document" value={document} onChange={e => setDocument(e.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="fund-on">到账日期</label>
        <DayInput id="fund-on" value={on} onChange={setOn} />
      </div>
      <RefusedNote error={send.error} />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!fund || !amount || !document.trim()}
          loading={send.isPending}
        >
          登记
        </Button>
      </div>
    </form>
  )
}
