/** The clock: this step's limit and the whole case's, in working days as the server counts them. */
import { useCatalogue } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import { lights } from '../style/words.ts'
import type { CaseView } from './view.ts'

export function ClockPanel({ view }: { view: CaseView }) {
  const { today } = useCatalogue()
  const now = view.now
  if (!now) return null
  const step = view.steps.find(s => s.id === now.step)
  return (
    <Panel title="时限">
      <div className="clock">
        <div className={`clock-left ${now.light ?? 'green'}`}>
          {now.paused ? (
            <strong>已暂停计时</strong>
          ) : now.daysLeft === undefined || now.daysLeft === null ? (
            <strong>{now.due ? lights[now.light ?? 'green'] : '本步骤不限时'}</strong>
          ) : now.daysLeft < 0 ? (
            <strong>
              逾期 <span className="num">{-now.daysLeft}</span> 个工作日
            </strong>
          ) : now.daysLeft === 0 ? (
            <strong>今天到期</strong>
          ) : (
            <strong>
              还剩 <span className="num">{now.daysLeft}</span> 个工作日
            </strong>
          )}
          <div className="small">{step?.title}</div>
        </div>
        <dl className="clock-days">
          {now.opensOn && now.opensOn > today && (
            <div>
              <dt>可以办理之日</dt>
              <dd className="num">{now.opensOn}</dd>
            </div>
          )}
          {now.due && (
            <div>
              <dt>本步骤截止</dt>
              <dd className="num">{now.due}</dd>
            </div>
          )}
          {now.totalDue && (
            <div>
              <dt>全程截止</dt>
              <dd className="num">{now.totalDue}</dd>
            </div>
          )}
        </dl>
        {!!view.pauses?.length && (
          <ul className="small soft">
            {view.pauses.map((x, i) => (
              <li key={`${x.from}${i}`}>
                暂停 <span className="num">{x.from}</span> 至 <span className="num">{x.until ?? '今'}</span>：{x.says}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}
