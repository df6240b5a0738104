/** A month is made once; what it lacked is made good by a supplement. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { MonthInput } from '../field/day-input.tsx'
import { post } from '../server/call.ts'
import { byOffice, useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'

interface Made {
  readonly month: string
  readonly regular: number
  readonly arrears: number
  readonly held: number
  readonly claims: number
  readonly total: string
}
const kinds = [
  { value: 'month', label: '月度核发' },
  { value: 'supplement', label: '补核' },
]
export function NewRun() {
  const c = useCatalogue()
  const client = useQueryClient()
  const { message } = App.useApp()
  const benefits = byOffice(c, c.businesses).flatMap(o => o.own.flatMap(b => b.benefits))
  // Of several none is taken for granted: a month of the wrong one would have to be withdrawn.
  const [benefit, setBenefit] = useState(benefits.length === 1 ? benefits[0]?.id : undefined)
  const [kind, setKind] = useState('month')
  const [month, setMonth] = useState<string | undefined>(c.today.slice(0, 7))
  const make = useMutation({
    mutationFn: () => post<Made>('/payments/runs', { benefit, kind, ...(kind === 'month' && { month }) }),
    onSuccess: () => {
      message.success('已制单，请核对后封存')
      client.invalidateQueries({ queryKey: ['payments'] })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    make.mutate()
  }
  const made = make.data
  return (
    <Panel title="制单">
      <div className="stack">
        <form onSubmit={submit} className="filters" noValidate>
          <label htmlFor="run-benefit">
            待遇
            <Select
              id="run-benefit"
              value={benefit}
              onChange={setBenefit}
              placeholder="请选择"
              popupMatchSelectWidth={false}
              options={benefits.map(b => ({ value: b.id, label: b.title }))}
              style={{ minWidth: 180 }}
            />
          </label>
          <label htmlFor="run-kind">
            类别
            <Select id="run-kind" value={kind} onChange={setKind} options={kinds} style={{ width: 120 }} />
          </label>
          {kind === 'month' && (
            <label htmlFor="run-month">
              月份
              <MonthInput id="run-month" value={month} onChange={setMonth} allowClear={false} />
            </label>
          )}
          <Button type="primary" htmlType="submit" disabled={!benefit || !month} loading={make.isPending}>
            制单
          </Button>
        </form>
        <RefusedNote error={make.error} />
        {made && (
          <div className="told-good">
            {made.month}：正常 <span className="num">{number(made.regular)}</span> 笔，补发{' '}
            <span className="num">{number(made.arrears)}</span> 笔，暂缓{' '}
            <span className="num">{number(made.held)}</span> 笔，新增追缴{' '}
            <span className="num">{number(made.claims)}</span> 项，合计{' '}
            <strong className="num">{yuan(made.total)}</strong> 元。
          </div>
        )}
      </div>
    </Panel>
  )
}
