/** A month is made once; what it lacked is made good by a supplement. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { MonthInput } from '../field/day-input.tsx'
import { post } from '../server/call.ts'
import { byOffice, useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'

const kinds = [
  { value: 'month', label: '月度核发' },
  { value: 'supplement', label: '补核' },
]
export function NewRun() {
  const c = useCatalogue()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const benefits = byOffice(c, c.businesses).flatMap(o => o.own.flatMap(b => b.benefits))
  // Of several none is taken for granted: a month of the wrong one would have to be withdrawn.
  const [benefit, setBenefit] = useState(benefits.length === 1 ? benefits[0]?.id : undefined)
  const [kind, setKind] = useState('month')
  const [month, setMonth] = useState<string | undefined>(c.today.slice(0, 7))
  const make = useMutation({
    mutationFn: () => post<{ id: number }>('/payments/runs', { benefit, kind, ...(kind === 'month' && { month }) }),
    onSuccess: run => {
      message.success('已制单，请核对后封存')
      client.invalidateQueries({ queryKey: ['payments'] })
      navigate({ to: `/payments/runs/${run.id}` })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    make.mutate()
  }
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
      </div>
    </Panel>
  )
}
