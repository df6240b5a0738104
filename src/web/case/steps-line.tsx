/** The steps in their order: done with day and hand, the one that is due, those to come. */
import { useEffect, useRef } from 'react'
import { inView } from '../style/in-view.ts'
import type { StepView } from './view.ts'
import './steps-line.css'

const words = { done: '已办', now: '当前', later: '未到', skipped: '不需要' } as const

/** `by`: who may do the step that is due, where that is not who the definition names. */
export function StepsLine(p: { steps: readonly StepView[]; by: string }) {
  const line = useRef<HTMLOListElement>(null)
  const now = p.steps.find(s => s.state === 'now')?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step, another place
  useEffect(() => inView(line.current), [now])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <ol className="steps-line" aria-label="办理步骤" tabIndex={0} ref={line}>
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
                {s.outcomeTitle && <span className="outcome"> {s.outcomeTitle}</span>}
              </>
            ) : s.state === 'skipped' ? (
              s.missedOn ? (
                '未办'
              ) : (
                '不需要'
              )
            ) : s.until ? (
              <>
                至 <span className="num">{s.until}</span>
              </>
            ) : (
              (s.state === 'now' && p.by) || s.whoTitle
            )}
          </span>
          {s.missedOn && <span className="small late">逾期 {s.missedOn}</span>}
        </li>
      ))}
    </ol>
  )
}
