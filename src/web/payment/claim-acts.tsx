/** Recovered or waived: entered by one, approved by another. What is set off against later payments happens in the run. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'

export interface Claim {
  readonly id: string
  readonly householdId?: string | null
  readonly headName: string
  readonly division?: string
  readonly cause: string
  readonly months?: string | readonly string[]
  readonly due: string
  readonly recovered?: string
  readonly waived?: string
  readonly left?: string
  readonly stands: string
  readonly standsTitle?: string
  readonly can?: readonly string[]
  readonly entries?: readonly {
    readonly id: string
    readonly kindTitle?: string
    readonly amount: string
    readonly says?: string
    readonly by?: string
    readonly stands: string
    readonly mayCheck?: boolean
  }[]
}
const acts = { recover: '登记追回', waive: '申请免除' } as const
type Act = keyof typeof acts

export function ClaimActs({ claim }: { claim: Claim }) {
  const me = useMe()
  const [act, setAct] = useState<Act>()
  const offered = (
    claim.can ?? (claim.stands !== 'settled' && may(me, 'claims.settle') ? Object.keys(acts) : [])
  ).filter((a): a is Act => a in acts)
  return (
    <>
      <span className="row">
        {offered.map(a => (
          <Button key={a} size="small" onClick={() => setAct(a)}>
            {acts[a]}
          </Button>
        ))}
      </span>
      {claim.entries
        ?.filter(e => e.stands === 'proposed')
        .map(e => (
          <Check key={e.id} entry={e} />
        ))}
      <Modal open={!!act} title={act && acts[act]} footer={null} destroyOnHidden onCancel={() => setAct(undefined)}>
        {act && <ActForm claim={claim} act={act} done={() => setAct(undefined)} />}
      </Modal>
    </>
  )
}

function Check({ entry }: { entry: NonNullable<Claim['entries']>[number] }) {
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: (what: 'approve' | 'refuse') =>
      post(`/claims/entries/${entry.id}/${what}`, what === 'refuse' ? { why: '不同意' } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['claims'] }),
  })
  return (
    <div className="small">
      {entry.kindTitle} <span className="num">{yuan(entry.amount)}</span> 元，{entry.by}提出{' '}
      {entry.mayCheck === false ? (
        <span className="mark yellow">待另一人批准</span>
      ) : (
        <>
          <Button size="small" type="link" onClick={() => check.mutate('approve')}>
            批准
          </Button>
          <Button size="small" type="link" danger onClick={() => check.mutate('refuse')}>
            不批准
          </Button>
        </>
      )}
      <RefusedNote error={check.error} />
    </div>
  )
}

function ActForm({ claim, act, done }: { claim: Claim; act: Act; done: () => void }) {
  const client = useQueryClient()
  const [amount, setAmount] = useState<string | null>(claim.left ?? claim.due)
  const [says, setSays] = useState('')
  const [document, setDocument] = useState('')
  const send = useMutation({
    mutationFn: () => post(`/claims/${claim.id}/${act}`, { amount, says: says.trim(), document: document.trim() }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['claims'] })
      done()
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    send.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <div className="field">
        <label htmlFor="claim-amount">金额</label>
        <InputNumber<string>
          id="claim-amount"
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
        <label htmlFor="claim-document">{act === 'recover' ? '收款凭证号' : '批准文号'}</label>
        <Input id="claim-document" value={document} onChange={e => setDocument(e.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="claim-says">说明</label>
        <Input.TextArea
          id="claim-says"
          autoSize={{ minRows: 2 }}
          value={says}
          onChange={e => setSays(e.target.value)}
        />
      </div>
      <RefusedNote error={send.error} />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!amount || !says.trim() || !document.trim()}
          loading={send.isPending}
        >
          {acts[act]}
        </Button>
      </div>
    </form>
  )
}
