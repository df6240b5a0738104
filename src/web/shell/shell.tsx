/** The frame of every page: county, search, day, menu; on a phone the menu is a bar at the thumb. */
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ActWindow } from '../field/act-dialog.tsx'
import { useCatalogue } from '../server/catalogue.ts'
import { Doors } from '../session/doors.tsx'
import { may, useMe } from '../session/me.ts'
import { useIsPhone } from '../style/screen.ts'
import { Account } from './account.tsx'
import { MenuGroups } from './menu-groups.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { SearchBox } from './search-box.tsx'
import './menu.css'
import './shell.css'

export function Shell() {
  const me = useMe()
  const c = useCatalogue()
  const isPhone = useIsPhone()
  return (
    <div className="shell">
      <a className="skip" href="#page">
        跳到正文
      </a>
      <header className="shell-bar">
        <Link to="/" className="shell-name">
          <span className="county">{c.county.name}</span>
          {!isPhone && <span className="product">民政一本账</span>}
        </Link>
        {!isPhone && may(me, 'search') && <SearchBox />}
        <Today />
        <Account me={me} />
      </header>
      {!isPhone && (
        <nav className="shell-side" aria-label="主菜单">
          <MenuGroups />
        </nav>
      )}
      <main className="shell-page" id="page" tabIndex={-1}>
        <ActWindow>
          <Suspense>
            <Outlet />
          </Suspense>
        </ActWindow>
      </main>
      {isPhone && <PhoneBar me={me} catalogue={c} />}
      <Doors />
    </div>
  )
}

/** The ledger's day, not the machine's; a rehearsal is never taken for the real thing. */
function Today() {
  const c = useCatalogue()
  return c.isRehearsal ? (
    <span className="shell-day rehearsal" title="演练数据：人员均为虚构，日期由演练设定">
      演练 <span className="num">{c.today}</span>
    </span>
  ) : (
    <span className="shell-day num">{c.today}</span>
  )
}
