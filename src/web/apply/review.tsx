/** Everything once more before it is handed in. */
import { Button } from 'antd'
import { askedIn } from '../case/asked.ts'
import { type Values } from '../field/form.tsx'
import { PartValues } from '../field/part-values.tsx'
import { isPart } from '../field/place-of.ts'
import { FieldValue } from '../field/show.tsx'
import type { ShownRegister, ShownStep } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'

interface Props {
  readonly steps: readonly ShownStep[]
  readonly register: ShownRegister | undefined
  readonly values: Values
  readonly edit: (at: number) => void
}
export function Review(p: Props) {
  return (
    <>
      {p.steps.map((s, i) => (
        <Panel
          key={s.id}
          title={s.title}
          extra={
            <Button size="small" onClick={() => p.edit(i + 1)}>
              修改
            </Button>
          }
        >
          <div className="stack">
            <dl className="facts">
              {askedIn(s, p.register).map(
                a =>
                  !isPart(a) && (
                    <div key={a.id}>
                      <dt>{a.title}</dt>
                      <dd>
                        <FieldValue field={a} value={p.values.fields[a.id]} withUnit />
                      </dd>
                    </div>
                  ),
              )}
            </dl>
            {askedIn(s, p.register)
              .filter(isPart)
              .map(a => (
                <div key={a.id}>
                  <div className="soft small">{a.title}</div>
                  <PartValues part={a} rows={p.values.parts[a.id] ?? []} />
                </div>
              ))}
          </div>
        </Panel>
      ))}
    </>
  )
}
