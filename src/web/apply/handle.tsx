/** 办理…: what may be begun about whom this file is of, office by office, one press away. */
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { type OfWhom, offersFor } from './offers.ts'

export function Handle({ whom }: { whom: OfWhom }) {
  const me = useMe()
  const c = useCatalogue()
  const navigate = useNavigate()
  const groups = may(me, 'apply') ? offersFor(c, whom) : []
  if (!groups.length) return null
  const items = groups.map(g => ({
    ...{ type: 'group' as const, key: g.title, label: g.title },
    children: g.offers.map(o => ({
      key: `${o.to}${JSON.stringify(o.search)}`,
      label: o.title,
      onClick: () => navigate({ to: o.to, search: (o.search ?? {}) as never }),
    })),
  }))
  return (
    <Dropdown menu={{ items, className: 'handle-menu' }} trigger={['click']} placement="bottomRight">
      <Button type="primary">办理…</Button>
    </Dropdown>
  )
}
