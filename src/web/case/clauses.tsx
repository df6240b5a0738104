/** The rule, clause by clause: whether it holds and by which law. Told from the first day, not only at the decision. */
import { Panel } from '../style/panel.tsx'
import type { ClauseView } from './view.ts'

export function ClausesPanel(p: { clauses: readonly ClauseView[] }) {
  if (!p.clauses.length) return null
  const failing = p.clauses.filter(c => !c.holds)
  const musts = failing.filter(c => c.weight !== 'mind').length
  return (
    <Panel
      title="条件预审"
      folds={musts ? 'open' : 'closed'}
      mark={
        musts ? (
          <span className="mark red">{musts} 项不符合</span>
        ) : failing.length ? (
          <span className="mark yellow">{failing.length} 项须留意</span>
        ) : (
          <span className="mark green">全部符合</span>
        )
      }
      flush
    >
      <ul className="clauses">
        {[...failing, ...p.clauses.filter(c => c.holds)].map(c => (
          <li key={c.says} className={c.holds ? 'holds' : c.weight === 'mind' ? 'minds' : 'fails'}>
            <span className="sign" aria-hidden="true">
              {c.holds ? '✓' : c.weight === 'mind' ? '!' : '✗'}
            </span>
            <span>
              <span className="only-read">{c.holds ? '符合：' : c.weight === 'mind' ? '须留意：' : '不符合：'}</span>
              {c.says}
            </span>
            {c.law && <span className="soft small law">{c.law}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
