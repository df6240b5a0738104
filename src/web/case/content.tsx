/** What has been told and found, step by step, read only. */

import { PartValues } from '../field/part-values.tsx'
import { isPart } from '../field/place-of.ts'
import { FieldValue } from '../field/show.tsx'
import type { ShownProcedure, ShownRegister } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import { askedIn } from './asked.ts'
import type { CaseView } from './view.ts'

export function ContentPanel(p: { view: CaseView; procedure: ShownProcedure; register: ShownRegister | undefined }) {
  const shown = new Set<string>()
  // Of a change, what no step has touched yet is the record as it was, and stands above.
  const isDone = (id: string) => p.procedure.isNew || p.view.steps.some(s => s.id === id && s.state === 'done')
  const groups = p.procedure.steps
    .filter(s => isDone(s.id))
    .map(step => ({
      step,
      asked: [...askedIn(step, p.register), ...(step.own ?? [])].filter(a => {
        if (shown.has(a.id)) return false
        const value = isPart(a) ? p.view.parts[a.id]?.length : p.view.fields[a.id]
        if (value === undefined || value === null || value === '' || value === 0) return false
        if (Array.isArray(value) && value.length === 0) return false
        shown.add(a.id)
        return true
      }),
    }))
    .filter(g => g.asked.length)
  if (!groups.length) return null
  return (
    <Panel title="填报内容" folds="closed">
      <div className="stack">
        {groups.map(({ step, asked }) => (
          <section key={step.id} className="content-step" aria-label={step.title}>
            <h3 className="soft">{step.title}</h3>
            <dl className="facts">
              {asked
                .filter(a => !isPart(a))
                .map(a => (
                  <div key={a.id}>
                    <dt>{a.title}</dt>
                    <dd>{!isPart(a) && <FieldValue field={a} value={p.view.fields[a.id]} withUnit />}</dd>
                  </div>
                ))}
            </dl>
            {asked.filter(isPart).map(a => (
              <div key={a.id} className="content-part">
                <div className="soft small">{a.title}</div>
                <PartValues part={a} rows={p.view.parts[a.id] ?? []} />
              </div>
            ))}
          </section>
        ))}
      </div>
    </Panel>
  )
}
