/** Who I am here, and the way out. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { forgetDrafts } from '../field/draft.ts'
import { remove } from '../server/call.ts'
import type { Me } from '../session/me.ts'

export function Account(p: { me: Me | undefined }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => remove('/session'),
    onSettled: () => {
      client.clear()
      forgetDrafts()
      navigate({ to: '/sign-in' })
    },
  })
  if (!p.me) return null
  const items = [
    {
      key: 'who',
      disabled: true,
      label: `${p.me.postTitle} · ${p.me.of ?? p.me.division.name}`,
    },
    ...(p.me.isOutside
      ? []
      : [{ key: 'delegations', label: '代行职责', onClick: () => navigate({ to: '/delegations' }) }]),
    { key: 'leave', label: '退出登录', onClick: () => leave.mutate() },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className="shell-me" title="账号">
        <span>{p.me.name}</span>
        <span className="post">{p.me.of ?? p.me.division.name}</span>
      </button>
    </Dropdown>
  )
}
