/** 冲正: a line that was wrong is answered by another line, never changed. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import type { Line } from './batch.ts'

export function Reverse({ line, batch }: { line: Line; batch: string }) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const reverse = useMutation({
    mutationFn: () => post(`/payments/lines/${line.id}/reverse`, { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['batch', batch] }),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    reverse.mutate()
  }
  return (
    <Popover
      trigger="click"
      title={`冲正 ${line.name}`}
      content={
        <form className="stack" onSubmit={submit} style={{ width: 260 }}>
          <div>
            <label htmlFor={`reason-${line.id}`}>原因</label>
            <Input id={`reason-${line.id}`} value={reason} onChange={e => setReason(e.target.value)} />
          </div>
          <RefusedNote error={reverse.error} />
          <Button danger htmlType="submit" disabled={reason.trim().length < 4} loading={reverse.isPending}>
            冲正
          </Button>
        </form>
      }
    >
      <Button size="small">冲正</Button>
    </Popover>
  )
}
