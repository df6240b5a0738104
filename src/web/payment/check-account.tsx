/** An account that was changed a few days ago is asked about before money goes there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'
import type { Batch, Line } from './batch.ts'

export function CheckAccount({ line, batch }: { line: Line; batch: Batch }) {
  const me = useMe()
  const client = useQueryClient()
  const [why, setWhy] = useState('')
  const check = useMutation({
    mutationFn: () => post(`/payments/accounts/${line.rowId}/check`, { benefit: batch.benefit, why }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['batch'] }),
  })
  if (line.state !== 'held' || !line.reason?.includes('核实') || !may(me, 'payments.check')) return null
  if (check.isSuccess) return <span className="mark green">已核实，下次发放</span>
  const submit = (e: FormEvent) => {
    e.preventDefault()
    check.mutate()
  }
  return (
    <Popover
      trigger="click"
      title={`核实 ${line.name} 的账号`}
      content={
        <form className="stack" onSubmit={submit} style={{ width: 260 }}>
          <div>
            <label htmlFor={`check-${line.id}`}>怎样核实的</label>
            <Input id={`check-${line.id}`} value={why} onChange={e => setWhy(e.target.value)} />
          </div>
          <RefusedNote error={check.error} />
          <Button type="primary" htmlType="submit" disabled={why.trim().length < 4} loading={check.isPending}>
            核实无误
          </Button>
        </form>
      }
    >
      <Button size="small">核实账号</Button>
    </Popover>
  )
}
