/** A sealed batch is taken back before anybody releases it. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'

export function Withdraw({ id, done }: { id: string; done: () => void }) {
  const [why, setWhy] = useState('')
  const withdraw = useMutation({
    mutationFn: () => post(`/payments/batches/${id}/withdraw`, { why }),
    onSuccess: done,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    withdraw.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <div className="field">
        <label htmlFor="withdraw-why">撤回原因</label>
        <Input.TextArea
          id="withdraw-why"
          autoFocus
          autoSize={{ minRows: 2 }}
          value={why}
          onChange={e => setWhy(e.target.value)}
        />
      </div>
      <RefusedNote error={withdraw.error} />
      <div>
        <Button danger htmlType="submit" disabled={why.trim().length < 4} loading={withdraw.isPending}>
          撤回
        </Button>
      </div>
    </form>
  )
}
