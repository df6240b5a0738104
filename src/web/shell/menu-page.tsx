/** The whole menu as a page, for a phone. */
import { Link } from '@tanstack/react-router'
import { useCatalogue } from '../server/catalogue.ts'
import { useMe } from '../session/me.ts'
import { Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { grouped, menuOf } from './menu.ts'

export function MenuPage() {
  const me = useMe()
  const c = useCatalogue()
  return (
    <Page title="全部功能">
      {grouped(menuOf(me, c)).map(([group, entries]) => (
        <Panel key={group} title={group} flush>
          <ul className="menu-list">
            {entries.map(e => (
              <li key={e.to}>
                <Link to={e.to}>{e.title}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </Page>
  )
}
