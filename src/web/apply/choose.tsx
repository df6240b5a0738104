/** Which matter is applied for. */
import { Link } from '@tanstack/react-router'
import { type ShownProcedure, useCatalogue } from '../server/catalogue.ts'
import { Page } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'

export const isApplied = (p: ShownProcedure) =>
  p.isNew && p.starts.includes('application') && p.can?.includes('open') !== false

export function ChooseProcedure() {
  const c = useCatalogue()
  const offered = c.businesses
    .map(b => ({ ...b, procedures: b.procedures.filter(isApplied) }))
    .filter(b => b.procedures.length)
  return (
    <Page title="新申请" under="选择要办理的事项">
      {offered.length === 0 && <Empty says="您的岗位没有可以受理的事项。" />}
      {offered.map(b => (
        <Panel key={b.id} title={b.title} flush>
          <ul className="menu-list">
            {b.procedures.map(p => (
              <li key={p.id}>
                <Link to={`/apply/${p.id}`}>
                  <span className="strong">{p.title}</span>
                  <div className="soft small">{p.steps.map(s => s.title).join(' → ')}</div>
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </Page>
  )
}
