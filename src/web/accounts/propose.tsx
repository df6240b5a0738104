/** Proposing a new account, other rights, new credentials, or the end of an account. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Modal, Radio, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { PlaceInput } from '../field/place-input.tsx'
import { tidy } from '../household/id-number.ts'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { type Account, kinds } from './account.ts'
import { BelongingInput } from './belonging.tsx'
import { begin, missingIn, Typed } from './proposal.ts'
import '../field/field.css'

const levels = ['county', 'town', 'village'] as const

export function ProposeChange({ target, close }: { target: Account | 'new'; close: () => void }) {
  const c = useCatalogue()
  const client = useQueryClient()
  const { message } = App.useApp()
  const known = target === 'new' ? undefined : target
  const [typed, setTyped] = useState(() => begin(known))
  const [fault, setFault] = useState<unknown>()
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const hasRights = typed.kind === 'new' || typed.kind === 'rights'
  const send = useMutation({
    mutationFn: () =>
      post('/accounts/changes', {
        kind: typed.kind,
        reason: typed.reason.trim(),
        ...(known
          ? { accountId: String(known.id) }
          : { login: typed.login.trim(), name: typed.name.trim(), idNumber: tidy(typed.idNumber) }),
        ...(hasRights && {
          post: typed.post,
          ...typed.of,
          divisionId: typed.divisionId,
          mayDecide: typed.mayDecide,
          businesses: typed.businesses.includes('*') ? 'all' : typed.businesses,
        }),
      }),
    onSuccess: () => {
      message.success('已提出，等待另一名管理员批准')
      client.invalidateQueries({ queryKey: ['accounts'] })
      close()
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = missingIn(typed, hasRights, c.today)
    setFault(missing && new Refused(422, missing))
    if (!missing) send.mutate()
  }
  return (
    <Modal open title={known ? `变更账号：${known.name}` : '提出新账号'} footer={null} onCancel={close}>
      <form onSubmit={submit} className="stack" noValidate>
        {known && (
          <Radio.Group
            aria-label="变更"
            value={typed.kind}
            onChange={e => set({ kind: e.target.value })}
            options={(['rights', 'credentials', 'close'] as const).map(k => ({ value: k, label: kinds[k] }))}
          />
        )}
        {typed.kind === 'new' && (
          <>
            <Text id="login" title="账号" value={typed.login} set={login => set({ login })} />
            <Text id="name" title="姓名" value={typed.name} set={name => set({ name })} />
            <Text id="number" title="身份证号" value={typed.idNumber} set={idNumber => set({ idNumber })} />
          </>
        )}
        {hasRights && (
          <>
            <div className="field">
              <label htmlFor="account-post">岗位</label>
              <Select
                id="account-post"
                value={typed.post}
                onChange={v => set({ post: v, of: {} })}
                options={c.posts.map(x => ({ value: x.id, label: x.title }))}
                style={{ width: '100%' }}
              />
            </div>
            {typed.post && <BelongingInput post={typed.post} value={typed.of} onChange={of => set({ of })} />}
            <div className="field">
              <label htmlFor="account-division">辖区</label>
              <PlaceInput
                id="account-division"
                anywhere
                levels={levels}
                value={typed.divisionId}
                onChange={divisionId => set(divisionId ? { divisionId } : {})}
              />
            </div>
            <div className="field">
              <label htmlFor="account-businesses">业务</label>
              <Select
                id="account-businesses"
                mode="multiple"
                value={[...typed.businesses]}
                onChange={businesses => set({ businesses })}
                options={[{ value: '*', label: '全部' }, ...c.businesses.map(b => ({ value: b.id, label: b.title }))]}
                style={{ width: '100%' }}
              />
            </div>
            <Checkbox checked={typed.mayDecide} onChange={e => set({ mayDecide: e.target.checked })}>
              有审核确认权（须动态口令登录）
            </Checkbox>
          </>
        )}
        <Text id="reason" title="理由" value={typed.reason} set={reason => set({ reason })} />
        <RefusedNote error={fault} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提出
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}
function Text(p: { id: string; title: string; value: string; set: (v: string) => void }) {
  return (
    <div className="field">
      <label htmlFor={`account-${p.id}`}>{p.title}</label>
      <Input id={`account-${p.id}`} autoComplete="off" value={p.value} onChange={e => p.set(e.target.value)} />
    </div>
  )
}
