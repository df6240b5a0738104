/** Opinions and acts, the latest first: who, when, what, and in their own words. */
import { Panel } from '../style/panel.tsx'
import { instant } from '../style/words.ts'
import type { ActView } from './view.ts'

export function JournalPanel(p: { acts: readonly ActView[] }) {
  if (!p.acts.length) return null
  return (
    <Panel title="办理记录" folds="closed" flush>
      <ol className="journal">
        {[...p.acts]
          .sort((a, b) => (b.id ?? 0) - (a.id ?? 0))
          .map((a, i) => (
            <li key={a.id ?? i}>
              <div>
                <span className="strong">{a.act === 'done' ? a.stepTitle : (a.actTitle ?? a.act)}</span>{' '}
                {a.act !== 'done' && a.act !== 'opened' && <span className="soft">{a.stepTitle}</span>}{' '}
                {a.outcomeTitle && <span className="mark">{a.outcomeTitle}</span>}
              </div>
              {a.says && <p className="says wrap">{a.says}</p>}
              <div className="soft small">
                {[a.by, a.second].filter(Boolean).join('、')} <span className="num">{a.on ?? instant(a.at)}</span>
              </div>
            </li>
          ))}
      </ol>
    </Panel>
  )
}
