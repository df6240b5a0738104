/** Money that the treasury has allocated: one document, once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { post } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import type { FundFile } from './funds-page.tsx'

export function Allocation(p: { funds: readonly FundFile[]; done: () => void }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const [fund, setFund] = useState(p.funds[0]?.fund)
  const [amount, setAmount] = useState<string | null>(null)
  const [documentNo, setDocumentNo] = useState('')
  const [on, setOn] = useState<string | undefined>(today)
  const send = useMutation({
    mutationFn: () => post('/funds/allocations', { fund, amount, documentNo: documentNo.trim(), on }),
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
        <label htmlFor="amount">金额（收回的填负数）</label>
        <InputNumber<string>
          id="amount"
          stringMode
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
        <label htmlFor="fund-document">文号</label>
        <Input id="fund-document" value={documentNo} onChange={e => setDocumentNo(e.target.value)} />
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
          disabled={!fund || !amount || !documentNo.trim()}
          loading={send.isPending}
        >
          登记
        </Button>
      </div>
    </form>
  )
}
