/** Objections to the notice and appeals after the decision, each with its answer. */
import { Panel } from '../style/panel.tsx'
import type { CaseView, Raised } from './view.ts'

export function RaisedPanel({ view }: { view: CaseView }) {
  return (
    <>
      <List title="公示异议" rows={view.objections ?? []} />
      <List title="申诉、复议和诉讼" rows={view.appeals ?? []} />
    </>
  )
}
function List(p: { title: string; rows: readonly Raised[] }) {
  if (!p.rows.length) return null
  return (
    <Panel title={p.title} flush>
      <ol className="journal">
        {p.rows.map((r, i) => (
          <li key={r.id ?? i}>
            <p className="wrap">{r.says}</p>
            <div className="soft small">
              {r.by} <span className="num">{r.on}</span>
            </div>
            {r.answer ? (
              <p className="says wrap">
                {r.holds !== undefined && r.holds !== null && (
                  <span className={r.holds ? 'mark yellow' : 'mark'}>{r.holds ? '成立' : '不成立'}</span>
                )}{' '}
                {r.answer} <span className="soft small num">{r.answeredOn}</span>
              </p>
            ) : (
              <span className="mark yellow">待答复</span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
