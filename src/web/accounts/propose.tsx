/** Proposing a new account, other rights, new credentials, or the end of an account. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Modal, Radio, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { PlaceInput } from '../field/place-input.tsx'
import { faultOf } from '../household/id-number.ts'
import { Refused, post } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import '../field/field.css'

export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly post: string
  readonly postTitle?: string
  readonly division?: string | { readonly id: string; readonly name: string }
  readonly divisionId?: string
  readonly businesses?: 'all' | readonly string[]
  readonly mayDecide?: boolean
  readonly stands?: string
  readonly standsTitle?: string
  readonly lastSignIn?: string | null
}
export interface Change {
  readonly id: string
  readonly kind: string
  readonly kindTitle?: string
  readonly login?: string | null
  readonly name?: string | null
  readonly postTitle?: string | null
  readonly division?: string | null
  readonly reason: string
  readonly by: string
  readonly mayCheck?: boolean
}
const kinds = [
  { value: 'rights', label: '变更岗位' },
  { value: 'credentials', label: '重置口令' },
  { value: 'close', label: '停用' },
]
export function ProposeChange({ target, close }: { target: Account | 'new'; close: () => void }) {
  const c = useCatalogue()
  const client = useQueryClient()
  const { message } = App.useApp()
  const known = target === 'new' ? undefined : target
  const [kind, setKind] = useState(known ? 'rights' : 'new')
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [idNumber, setIdNumber] = useState('')
  const [holds, setPost] = useState(known?.post)
  const [divisionId, setDivisionId] = useState(known?.divisionId)
  const [businesses, setBusinesses] = useState<readonly string[]>(
    known?.businesses === 'all' ? ['all'] : (known?.businesses ?? ['all']),
  )
  const [mayDecide, setMayDecide] = useState(known?.mayDecide ?? false)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<unknown>()
  const posts = Array.isArray(c.posts) ? c.posts : Object.entries(c.posts).map(([id, title]) => ({ id, title }))
  const hasRights = kind === 'new' || kind === 'rights'
  const send = useMutation({
    mutationFn: () =>
      post('/accounts/changes', {
        kind,
        reason: reason.trim(),
        ...(known ? { accountId: known.id } : { login: login.trim(), name: name.trim(), idNumber: idNumber.trim() }),
        ...(hasRights && {
          post: holds,
          divisionId,
          mayDecide,
          businesses: businesses.includes('all') ? 'all' : businesses,
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
    const missing =
      kind === 'new' && (!login.trim() || !name.trim())
        ? '账号和姓名还没有填写。'
        : kind === 'new' && (faultOf(idNumber, c.today, true) ?? (idNumber ? undefined : '身份证号还没有填写。'))
          ? (faultOf(idNumber, c.today, true) ?? '身份证号还没有填写。')
          : hasRights && (!holds || !divisionId)
            ? '请选择岗位和辖区。'
            : reason.trim().length < 4
              ? '请写明理由。'
              : undefined
    setFault(missing && new Refused(422, missing))
    if (!missing) send.mutate()
  }
  return (
    <Modal open title={known ? `变更账号：${known.name}` : '提出新账号'} footer={null} onCancel={close}>
      <form onSubmit={submit} className="stack" noValidate>
        {known && (
          <Radio.Group aria-label="变更" options={kinds} value={kind} onChange={e => setKind(e.target.value)} />
        )}
        {kind === 'new' && (
          <>
            <Text id="account-login" title="账号" value={login} set={setLogin} />
            <Text id="account-name" title="姓名" value={name} set={setName} />
            <Text id="account-number" title="身份证号" value={idNumber} set={setIdNumber} />
          </>
        )}
        {hasRights && (
          <>
            <div className="field">
              <label htmlFor="account-post">岗位</label>
              <Select
                id="account-post"
                value={holds}
                onChange={setPost}
                options={posts.map(x => ({ value: x.id, label: x.title }))}
                style={{ width: '100%' }}
              />
            </div>
            <div className="field">
              <label htmlFor="account-division">辖区</label>
              <PlaceInput
                id="account-division"
                levels={['county', 'town', 'village']}
                value={divisionId}
                onChange={setDivisionId}
              />
            </div>
            <div className="field">
              <label htmlFor="account-businesses">业务</label>
              <Select
                id="account-businesses"
                mode="multiple"
                value={[...businesses]}
                onChange={setBusinesses}
                options={[{ value: 'all', label: '全部' }, ...c.businesses.map(b => ({ value: b.id, label: b.title }))]}
                style={{ width: '100%' }}
              />
            </div>
            <Checkbox checked={mayDecide} onChange={e => setMayDecide(e.target.checked)}>
              有审核确认权（须动态验证码登录）
            </Checkbox>
          </>
        )}
        <Text id="account-reason" title="理由" value={reason} set={setReason} />
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
      <label htmlFor={p.id}>{p.title}</label>
      <Input id={p.id} autoComplete="off" value={p.value} onChange={e => p.set(e.target.value)} />
    </div>
  )
}
