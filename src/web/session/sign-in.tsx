/** Signing in: name and password, then the code for those who decide or pay. Used as a page and, when a session has run out, over the page. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import { CodeInput } from './code-input.tsx'
import { NewPassword } from './new-password.tsx'

export function SignIn(p: { done: () => void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [mustChange, setMustChange] = useState(false)
  const enter = (r: { mustChangePassword?: boolean }) => (r.mustChangePassword ? setMustChange(true) : p.done())
  const first = useMutation({
    mutationFn: () =>
      post<{ needsSecondFactor: boolean; mustChangePassword?: boolean }>('/session', { login: login.trim(), password }),
    onSuccess: r => (r.needsSecondFactor ? setNeedsCode(true) : enter(r)),
  })
  const second = useMutation({
    mutationFn: () => post<{ mustChangePassword?: boolean }>('/session/second-factor', { code }),
    onSuccess: enter,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (needsCode) second.mutate()
    else first.mutate()
  }
  if (mustChange) return <NewPassword old={password} done={p.done} />
  return (
    <form onSubmit={submit} className="stack" aria-label="登录">
      {needsCode ? (
        <>
          <p className="soft">{login} 的岗位需要动态验证码。请打开手机上的验证器，输入 6 位数字。</p>
          <CodeInput value={code} onChange={setCode} />
          <RefusedNote error={second.error} />
          <Button type="primary" htmlType="submit" size="large" loading={second.isPending} disabled={code.length < 6}>
            验证并进入
          </Button>
          <Button type="text" onClick={() => setNeedsCode(false)}>
            换一个账号
          </Button>
        </>
      ) : (
        <>
          <div>
            <label htmlFor="login">账号</label>
            <Input
              id="login"
              size="large"
              autoComplete="username"
              autoFocus
              value={login}
              onChange={e => setLogin(e.target.value)}
            />
          </div>
          <div>
            <label htmlFor="password">口令</label>
            <Input.Password
              id="password"
              size="large"
              autoComplete="current-password"
              value={password}
              onChange={e => setPassword(e.target.value)}
            />
          </div>
          <RefusedNote error={first.error} />
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={first.isPending}
            disabled={!login.trim() || !password}
          >
            登录
          </Button>
        </>
      )}
    </form>
  )
}
