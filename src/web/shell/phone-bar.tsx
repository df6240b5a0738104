/** The four places that this post goes to, within reach of the thumb. */
import { Link } from '@tanstack/react-router'
import type { Catalogue } from '../server/catalogue.ts'
import { type Me, may } from '../session/me.ts'
import { entriesOf, menuOf } from './menu.ts'

/** The first of these that the post has stand beside 查找 and 更多. */
const near: readonly (readonly [to: string, title: string])[] = [
  ['/', '工作台'],
  ['/apply', '新申请'],
  ['/audit', '审计'],
  ['/payments', '发放'],
  ['/funds', '资金'],
  ['/accounts', '账号'],
  ['/cases', '案件'],
  ['/figures', '指标'],
]
export function PhoneBar(p: { me: Me | undefined; catalogue: Catalogue }) {
  const entries = entriesOf(menuOf(p.me, p.catalogue))
  const own = near.filter(([to]) => entries.some(e => e.to === to)).slice(0, 2)
  return (
    <nav className="shell-foot" aria-label="主菜单">
      {own.map(([to, title]) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
          {title}
        </Link>
      ))}
      {may(p.me, 'search') && <Link to="/search">查找</Link>}
      <Link to="/menu">更多</Link>
    </nav>
  )
}
