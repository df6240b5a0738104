/** 交出职责: to a colleague of the same post and area, for some days, with the reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { post } from '../server/call.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import '../field/field.css'

export interface Colleague {
  readonly id: string
  readonly name: string
}
export const delegationsKey = ['delegations']

export function HandOver({ colleagues }: { colleagues: readonly Colleague[] }) {
  const client = useQueryClient()
  const [to, setTo] = useState<string>()
  const [from, setFrom] = useState<string>()
  const [until, setUntil] = useState<string>()
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () => post('/delegations', { toAccountId: to, from, until, reason: reason.trim() }),
    onSuccess: () => client.invalidateQueries({ queryKey: delegationsKey }),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    send.mutate()
  }
  return (
    <Panel title="交出职责">
      <form onSubmit={submit} className="stack" noValidate>
        <div className="filters">
          <label htmlFor="hand-to">
            代行人
            <Select
              id="hand-to"
              placeholder="请选择"
              value={to}
              onChange={setTo}
              options={colleagues.map(c => ({ value: c.id, label: c.name }))}
              style={{ width: 180 }}
            />
          </label>
          <label htmlFor="hand-from">
            自
            <DayInput id="hand-from" value={from} onChange={setFrom} />
          </label>
          <label htmlFor="hand-until">
            至
            <DayInput id="hand-until" value={until} onChange={setUntil} />
          </label>
        </div>
        <label htmlFor="hand-why" className="stack tight">
          理由
          <Input id="hand-why" value={reason} onChange={e => setReason(e.target.value)} style={{ maxWidth: 640 }} />
        </label>
        <RefusedNote error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提出
          </Button>
        </div>
      </form>
    </Panel>
  )
}
