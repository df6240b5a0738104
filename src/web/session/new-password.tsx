/** The first sign-in, or after a reset: a password of one's own. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { post, Refused } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'

export function NewPassword(p: { old: string; done: () => void }) {
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [fault, setFault] = useState<unknown>()
  const send = useMutation({
    mutationFn: () => post('/session/password', { old: p.old, next }),
    onSuccess: p.done,
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const differs = next !== again ? new Refused(422, '两次输入的新口令不一致。') : undefined
    setFault(differs)
    if (!differs) send.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" aria-label="修改口令">
      <p className="soft">首次登录或口令已重置，请设置自己的口令。</p>
      <div>
        <label htmlFor="next">新口令</label>
        <Input.Password
          id="next"
          size="large"
          autoFocus
          autoComplete="new-password"
          value={next}
          onChange={e => setNext(e.target.value)}
        />
      </div>
      <div>
        <label htmlFor="again">再输入一次</label>
        <Input.Password
          id="again"
          size="large"
          autoComplete="new-password"
          value={again}
          onChange={e => setAgain(e.target.value)}
        />
      </div>
      <RefusedNote error={fault} />
      <Button type="primary" size="large" htmlType="submit" loading={send.isPending} disabled={!next || !again}>
        保存并进入
      </Button>
    </form>
  )
}
