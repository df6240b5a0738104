/** Two doors over the page: signing in again when a session has run out, and the fresh code before money or secrets. Nothing typed is lost. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { doors, get, post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import { CodeInput } from './code-input.tsx'
import { type Me, useMe } from './me.ts'
import { SignIn } from './sign-in.tsx'

type Waiting = { readonly kind: 'signIn' | 'stepUp'; readonly tell: (ok: boolean) => void }

export function Doors() {
  const [waiting, setWaiting] = useState<Waiting>()
  const client = useQueryClient()
  const me = useMe()
  useEffect(() => {
    const open = (kind: Waiting['kind']) => () => new Promise<boolean>(tell => setWaiting({ kind, tell }))
    doors.stepUp = open('stepUp')
    doors.signIn = open('signIn')
    return () => {
      doors.stepUp = undefined
      doors.signIn = undefined
    }
  }, [])
  const finish = (ok: boolean) => {
    setWaiting(undefined)
    if (ok && waiting?.kind === 'signIn') client.invalidateQueries({ queryKey: ['me'] })
    waiting?.tell(ok)
  }
  /** Somebody else at the same desk begins anew: what the one before was shown or had typed is not theirs. */
  const back = async () => {
    const now = await get<Me>('/me')
    if (me && now.accountId !== me.accountId) window.location.assign('/')
    else finish(true)
  }
  return (
    <Modal
      open={!!waiting}
      title={waiting?.kind === 'stepUp' ? '再次验证身份' : '登录已过期，请重新登录'}
      footer={null}
      width={380}
      destroyOnHidden
      onCancel={() => finish(false)}
    >
      {waiting?.kind === 'stepUp' ? (
        <StepUp done={() => finish(true)} />
      ) : (
        <div className="stack">
          <p className="soft">页面上填写的内容还在，登录后继续。</p>
          <SignIn done={back} />
        </div>
      )}
    </Modal>
  )
}

function StepUp(p: { done: () => void }) {
  const me = useMe()
  const byPassword = me?.hasSecondFactor === false
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => post('/session/step-up', byPassword ? { password: code } : { code }),
    onSuccess: p.done,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    send.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">放款、导出和查看完整个人信息前，须再输入一次{byPassword ? '口令' : '动态验证码'}。</p>
      {byPassword ? (
        <div>
          <label htmlFor="again">口令</label>
          <Input.Password
            id="again"
            autoFocus
            autoComplete="current-password"
            value={code}
            onChange={e => setCode(e.target.value)}
          />
        </div>
      ) : (
        <CodeInput value={code} onChange={setCode} />
      )}
      <RefusedNote error={send.error} />
      <Button
        type="primary"
        htmlType="submit"
        loading={send.isPending}
        disabled={code.length < (byPassword ? 1 : 6)}
        block
      >
        验证
      </Button>
    </form>
  )
}
