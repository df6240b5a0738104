/** The page before everything else. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { SignIn } from './sign-in.tsx'
import './page.css'

export function SignInPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false }) as { to?: string }
  useEffect(() => {
    document.title = '登录 · 民政一本账'
  }, [])
  const enter = () => {
    client.clear()
    navigate({ to: to?.startsWith('/') && !to.startsWith('//') ? to : '/' })
  }
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <h1>民政一本账</h1>
        <p className="soft">县级民政业务办理、台账、发放与统计</p>
        <SignIn done={enter} />
        <p className="small soft">只供经授权的工作人员使用。查看、导出个人信息均留有记录。</p>
      </div>
    </main>
  )
}
