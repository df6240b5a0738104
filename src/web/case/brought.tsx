/** 由来: what a case that began by itself was begun with: the rule and what another office's file says, the month, the year. */
import { FieldValue } from '../field/show.tsx'
import type { ShownProcedure, ShownRegister } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import type { CaseView } from './view.ts'

export function BroughtPanel(p: { view: CaseView; procedure: ShownProcedure; register: ShownRegister | undefined }) {
  const told = (p.procedure.brings ?? []).flatMap(
    id => (p.register?.fields ?? []).find(f => f.id === id && p.view.fields[id]) ?? [],
  )
  if (!told.length) return null
  return (
    <Panel title="由来">
      <dl className="facts">
        {told.map(f => (
          <div key={f.id}>
            <dt>{f.title}</dt>
            <dd>
              <FieldValue field={f} value={p.view.fields[f.id]} withUnit />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
