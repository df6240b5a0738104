/** The states of a row, each from its day on: what changed, and what it was worth from then. */
import { FieldValue } from '../field/show.tsx'
import { type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { Empty, Panel } from '../style/panel.tsx'
import { instant, yuan } from '../style/words.ts'
import type { RowState } from './row.ts'

export function StatesPanel({
  states,
  register,
  row,
}: {
  states: readonly RowState[]
  register: ShownRegister
  row: string
}) {
  const named = [...register.fields, ...register.measures]
  const { today } = useCatalogue()
  const all = [...states].sort((a, b) => a.version - b.version)
  // What was foreseen and then foreseen otherwise has never been so.
  const isOvertaken = (s: RowState) => all.some(o => o.version > s.version && o.starts <= s.starts)
  const inOrder = all.filter(s => !(s.starts > today && isOvertaken(s)))
  return (
    <Panel title="变动历史" flush>
      {states.length === 0 ? (
        <Empty says="没有变动。" />
      ) : (
        <ol className="journal">
          {inOrder.reverse().map((s, i, all) => {
            const before = all[i + 1]
            const changed = before ? named.filter(f => differs(valueOf(s, f.id), valueOf(before, f.id))) : []
            return (
              <li key={s.version}>
                <div className="row">
                  <span className="strong num">{s.starts} 起</span>
                  <span className="push num">{Object.values(s.amounts ?? {}).map(a => `${yuan(a)} 元`)}</span>
                </div>
                <div>
                  {s.why ?? '登记'}
                  {s.starts > today && <span className="mark blue">届时</span>}
                  {isOvertaken(s) && <span className="mark">已被替代</span>}
                  {s.suspended && <span className="mark yellow">暂停</span>}
                </div>
                {changed.slice(0, 6).map(f => (
                  <div key={f.id} className="small soft">
                    {f.title}：
                    <FieldValue
                      field={{ ...f, type: f.type === 'people' ? 'count' : (f.type as never) }}
                      value={valueOf(before, f.id)}
                    />{' '}
                    →{' '}
                    <FieldValue
                      field={{ ...f, type: f.type === 'people' ? 'count' : (f.type as never) }}
                      value={valueOf(s, f.id)}
                    />
                  </div>
                ))}
                {before && !s.caseId && Object.keys(s.amounts ?? {}).length > 0 && (
                  <a className="small" href={`/api/registers/${register.id}/${row}/letters/${s.version}/change.pdf`}>
                    通知书
                  </a>
                )}
                {s.knownFrom && <div className="small soft num">记于 {instant(s.knownFrom)}</div>}
              </li>
            )
          })}
        </ol>
      )}
    </Panel>
  )
}
const valueOf = (s: RowState | undefined, id: string) => s?.fields?.[id] ?? s?.measures?.[id]
const differs = (a: unknown, b: unknown) => (a ?? null) !== (b ?? null) && JSON.stringify(a) !== JSON.stringify(b)
