/** The whole menu as a page, for a phone. */
import { Page } from '../style/page.tsx'
import { MenuGroups } from './menu-groups.tsx'

export function MenuPage() {
  return (
    <Page title="全部功能">
      <div className="menu-page">
        <MenuGroups />
      </div>
    </Page>
  )
}
