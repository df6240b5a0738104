/** 审计锚: one line a day that is printed and kept outside; typed in again, it shows whether the chain was rewritten since. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { get, query } from '../server/call.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'

interface Held {
  readonly chain: { readonly ok: boolean; readonly firstBroken?: { readonly why: string } }
}
export function AnchorPanel() {
  const [day, setDay] = useState<string>()
  const [typed, setTyped] = useState('')
  const fetchAnchor = useMutation({ mutationFn: () => get<{ text: string }>(`/audit/anchor${query({ day })}`) })
  const hold = useMutation({ mutationFn: () => get<Held>(`/verify${query({ anchor: typed })}`) })
  return (
    <Panel title="审计锚">
      <div className="stack">
        <p className="soft">
          每天取一行打印，交财政、审计部门留存；以后按打印件录入对照，就能查出审计链是否被整个改写或者截去末尾。
        </p>
        <div className="row">
          <label htmlFor="anchor-day">哪一天</label>
          <DayInput id="anchor-day" value={day} onChange={setDay} placeholder="今天" />
          <Button loading={fetchAnchor.isPending} onClick={() => fetchAnchor.mutate()}>
            取审计锚
          </Button>
        </div>
        <RefusedNote error={fetchAnchor.error} />
        {fetchAnchor.data && (
          <p className="num wrap strong" role="status">
            {fetchAnchor.data.text}
          </p>
        )}
        <div className="row">
          <Input
            aria-label="打印件上的审计锚"
            placeholder="按打印件录入：民政一本账审计锚 2024-07-01 第…条 SM3 …"
            value={typed}
            onChange={e => setTyped(e.target.value)}
            style={{ maxWidth: 720 }}
          />
          <Button disabled={!typed.trim()} loading={hold.isPending} onClick={() => hold.mutate()}>
            对照
          </Button>
        </div>
        <RefusedNote error={hold.error} />
        {hold.data && (
          <div className={hold.data.chain.ok ? 'told-good' : 'refused'} role="status">
            {hold.data.chain.ok
              ? '与打印件一致，审计链没有被改写。'
              : (hold.data.chain.firstBroken?.why ?? '与打印件不一致，请保留现场并报告。')}
          </div>
        )}
      </div>
    </Panel>
  )
}
