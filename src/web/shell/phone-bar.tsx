/** The four places a village or town worker goes to, within reach of the thumb. */
import { Link } from '@tanstack/react-router'
import type { Catalogue } from '../server/catalogue.ts'
import type { Me } from '../session/me.ts'
import { menuOf } from './menu.ts'

export function PhoneBar(p: { me: Me | undefined; catalogue: Catalogue }) {
  const mayApply = menuOf(p.me, p.catalogue).some(e => e.to === '/apply')
  return (
    <nav className="shell-foot" aria-label="主菜单">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        工作台
      </Link>
      {mayApply && <Link to="/apply">新申请</Link>}
      <Link to="/search">查找</Link>
      <Link to="/menu">更多</Link>
    </nav>
  )
}
