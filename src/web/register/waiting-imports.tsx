/** Imports that somebody has handed in: looked at by another, who lets them in or gives them back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { get, post } from '../server/call.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'

interface Waiting {
  readonly id: number
  readonly name: string
  readonly rows: number
  readonly by: string | null
  readonly askedOn: string
  readonly mayCheck: boolean
}
export const waitingKey = (register: string) => ['imports', register]

export function WaitingImports({ register }: { register: string }) {
  const waiting = useQuery({
    queryKey: waitingKey(register),
    queryFn: () => get<{ rows: Waiting[] }>(`/registers/${register}/imports`),
  })
  const all = waiting.data?.rows ?? []
  if (!all.length) return null
  return (
    <Panel title="等待复核">
      <ul className="stack">
        {all.map(w => (
          <li key={w.id}>
            <One register={register} waiting={w} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function One({ register, waiting: w }: { register: string; waiting: Waiting }) {
  const client = useQueryClient()
  const [says, setSays] = useState('')
  const check = useMutation({
    mutationFn: (holds: boolean) =>
      post(`/registers/${register}/imports/${w.id}/check`, { holds, ...(says.trim() && { says: says.trim() }) }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: waitingKey(register) })
      client.invalidateQueries({ queryKey: ['register', register] })
    },
  })
  return (
    <div className="stack">
      <span>
        {w.name}，<span className="num">{w.rows}</span> 行，{w.by ?? '—'} 于 <span className="num">{w.askedOn}</span>{' '}
        提交
      </span>
      {w.mayCheck ? (
        <div className="row">
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate(true)}>
            复核无误，导入
          </Button>
          <Input
            aria-label="退回的理由"
            placeholder="退回的理由"
            value={says}
            onChange={e => setSays(e.target.value)}
            style={{ width: 240 }}
          />
          <Button disabled={!says.trim()} onClick={() => check.mutate(false)}>
            退回
          </Button>
        </div>
      ) : (
        <span className="soft">您提交的导入由另一人复核。</span>
      )}
      <RefusedNote error={check.error} />
    </div>
  )
}
