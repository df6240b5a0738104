/** Opinions and acts, the latest first: who, when, what, and in their own words. */
import { Panel } from '../style/panel.tsx'
import { instant } from '../style/words.ts'
import type { ActView } from './view.ts'

export function JournalPanel(p: { acts: readonly ActView[] }) {
  if (!p.acts.length) return null
  return (
    <Panel title="办理记录" folds="closed" flush>
      <ol className="journal">
        {[...p.acts].reverse().map((a, i) => (
          <li key={`${a.at}${i}`}>
            <div>
              <span className="strong">{a.actTitle ?? a.stepTitle ?? a.act}</span>
              {a.stepTitle && a.actTitle && a.stepTitle !== a.actTitle && <span className="soft"> {a.stepTitle}</span>}
              {(a.outcomeTitle ?? a.outcome) && <span className="mark"> {a.outcomeTitle ?? a.outcome}</span>}
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
