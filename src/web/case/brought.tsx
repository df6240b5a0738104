/** 由来: what a case stands on: what began it by itself (the rule, the month, another office's file), or the record that it changes. */
import { Link } from '@tanstack/react-router'
import { FieldValue } from '../field/show.tsx'
import type { ShownProcedure, ShownRegister } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import type { CaseView } from './view.ts'

export function BroughtPanel(p: { view: CaseView; procedure: ShownProcedure; register: ShownRegister | undefined }) {
  const { view, procedure, register } = p
  const isChange = !procedure.isNew && !!view.rowId
  const told = (register?.fields ?? []).filter(
    f =>
      isSaid(view.fields[f.id]) &&
      (procedure.brings?.includes(f.id) || (isChange && !f.isSecret && !isOwnWork(p, f.id))),
  )
  const record = register && view.rowId && (
    <Link to={`/registers/${register.id}/${view.rowId}`}>{isChange ? '打开这条记录' : '打开所登记的记录'}</Link>
  )
  if (!told.length) return isChange && record ? <p className="told-record">{record}</p> : null
  return (
    <Panel title={isChange ? (register?.title ?? '所涉记录') : '由来'} extra={record}>
      <dl className="facts">
        {told.map(f => (
          <div key={f.id}>
            <dt>{f.title}</dt>
            <dd>
              <FieldValue field={f} value={view.fields[f.id]} withUnit />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
const isSaid = (v: unknown) => v !== undefined && v !== null && v !== ''
/** What a step of this matter has asked or filled stands with the step. */
const isOwnWork = ({ view, procedure }: { view: CaseView; procedure: ShownProcedure }, id: string) =>
  procedure.steps.some(
    s => view.steps.some(v => v.id === s.id && v.state === 'done') && (s.asks?.includes(id) || s.fills?.includes(id)),
  )
