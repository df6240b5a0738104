/** The steps in their order: done with day and hand, the one that is due, those to come. */
import { inView } from '../style/in-view.ts'
import type { StepView } from './view.ts'

const words = { done: '已办', now: '当前', later: '未到', skipped: '不需要' } as const

export function StepsLine(p: { steps: readonly StepView[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <ol className="steps-line" aria-label="办理步骤" tabIndex={0} ref={inView}>
      {p.steps.map(s => (
        <li key={s.id} className={s.state} aria-current={s.state === 'now' ? 'step' : undefined}>
          <span className="dot" aria-hidden="true">
            {s.state === 'done' ? '✓' : ''}
          </span>
          <span className="title">{s.title}</span>
          <span className="small soft">
            <span className="only-read">{words[s.state]} </span>
            {s.state === 'done' ? (
              <>
                <span className="num">{s.on}</span>
                {s.outcomeTitle && ` ${s.outcomeTitle}`}
              </>
            ) : s.state === 'skipped' ? (
              '不需要'
            ) : (
              s.whoTitle
            )}
          </span>
          {s.missedOn && <span className="small late">逾期 {s.missedOn}</span>}
        </li>
      ))}
    </ol>
  )
}
