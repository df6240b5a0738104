/** Recovered or waived: entered by one, approved by another. What is set off against later payments happens in the run. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'

export interface Claim {
  readonly id: number
  readonly benefit: string
  readonly benefitTitle: string
  readonly rowId: number
  readonly name: string | null
  readonly cause: string
  readonly months: readonly string[]
  readonly due: string
  readonly recovered: string
  readonly waived: string
  readonly offset: string
  readonly outstanding: string
  readonly stands: 'open' | 'settled'
  readonly entries: readonly {
    readonly id: number
    readonly kindTitle: string
    readonly amount: string
    readonly by: string | null
    readonly why: string
    readonly documentNo: string | null
    readonly stands: 'proposed' | 'approved' | 'refused'
    readonly mayApprove: boolean
  }[]
}
const acts = { recover: '登记追回', waive: '申请免除' } as const
type Act = keyof typeof acts

export function ClaimActs({ claim }: { claim: Claim }) {
  const me = useMe()
  const [act, setAct] = useState<Act>()
  const maySettle = may(me, 'claims.settle')
  const offered = maySettle && claim.stands === 'open' ? (Object.keys(acts) as Act[]) : []
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
        .filter(e => e.stands === 'proposed')
        .map(e => (
          <Check key={e.id} entry={e} maySettle={maySettle} />
        ))}
      <Modal open={!!act} title={act && acts[act]} footer={null} destroyOnHidden onCancel={() => setAct(undefined)}>
        {act && <ActForm claim={claim} act={act} done={() => setAct(undefined)} />}
      </Modal>
    </>
  )
}

function Check({ entry, maySettle }: { entry: Claim['entries'][number]; maySettle: boolean }) {
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: (what: 'approve' | 'refuse') =>
      post(`/claims/entries/${entry.id}/${what}`, what === 'refuse' ? { why: '不予批准' } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['claims'] }),
  })
  return (
    <div className="small">
      {entry.kindTitle} <span className="num">{yuan(entry.amount)}</span> 元，{entry.by}提出{' '}
      {!maySettle || !entry.mayApprove ? (
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
  const [amount, setAmount] = useState<string | null>(claim.outstanding)
  const [says, setSays] = useState('')
  const [document, setDocument] = useState('')
  const send = useMutation({
    mutationFn: () => post(`/claims/${claim.id}/${act}`, { amount, why: says.trim(), documentNo: document.trim() }),
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
