/** The four places a village or town worker goes to, within reach of the thumb. */
import { Link } from '@tanstack/react-router'
import type { Catalogue } from '../server/catalogue.ts'
import { type Me, may } from '../session/me.ts'
import { menuOf } from './menu.ts'

export function PhoneBar(p: { me: Me | undefined; catalogue: Catalogue }) {
  const entries = menuOf(p.me, p.catalogue)
  const has = (to: string) => entries.some(e => e.to === to)
  return (
    <nav className="shell-foot" aria-label="主菜单">
      {has('/') && (
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
          工作台
        </Link>
      )}
      {has('/apply') && <Link to="/apply">新申请</Link>}
      {may(p.me, 'search') && <Link to="/search">查找</Link>}
      <Link to="/menu">更多</Link>
    </nav>
  )
}
