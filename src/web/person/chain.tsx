/** 一条链 in the file: each step with day and hand, what is open in colour, and what it did to the benefits. */
import { Link } from '@tanstack/react-router'
import { Panel } from '../style/panel.tsx'
import './chain.css'

interface ChainStep {
  readonly title: string
  readonly state: 'done' | 'open' | 'late'
  readonly on: string | null
  readonly at: string | null
  readonly by: string | null
  readonly outcomeTitle: string | null
  readonly due: string | null
}
export interface Chain {
  readonly title: string
  readonly stands: 'open' | 'closed' | 'annulled'
  readonly links: readonly {
    readonly caseId: string
    readonly number: string
    readonly title: string
    readonly stands: 'open' | 'ended'
    readonly steps: readonly ChainStep[]
  }[]
  readonly follows: readonly {
    readonly event: string
    readonly says: string
    readonly rowId: string
    readonly register: string
  }[]
}

const marks = {
  open: ['yellow', '未闭环'],
  closed: ['green', '已闭环'],
  annulled: ['', '登记已撤销'],
} as const

export function ChainPanel({ chain }: { chain: Chain }) {
  return (
    <Panel
      title={`${chain.title}：全过程`}
      mark={<span className={`mark ${marks[chain.stands][0]}`}>{marks[chain.stands][1]}</span>}
      flush
    >
      <ol className="chain">
        {chain.links.map(l => (
          <li key={l.caseId}>
            <div className="row chain-head">
              <Link to={`/cases/${l.caseId}`} className="strong">
                {l.title}
              </Link>
              <span className="soft small num">{l.number}</span>
            </div>
            <ol>
              {l.steps.map((s, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a matter stand in their order
                <li key={i} className={s.state}>
                  <span className="dot" aria-hidden="true" />
                  <span>{s.title}</span>
                  {s.outcomeTitle && <span className="mark">{s.outcomeTitle}</span>}
                  <span className="small soft push">
                    {s.state === 'done' ? (
                      <>
                        <span className="num">{s.on}</span> {s.by}
                      </>
                    ) : (
                      <span className={s.state === 'late' ? 'late' : ''}>
                        {s.state === 'late' ? '逾期未办' : '待办'}
                        {s.due && <span className="num"> {s.due}</span>}
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {chain.follows.length > 0 && (
        <div className="chain-follows">
          <h3>随之变化的待遇</h3>
          <ul>
            {chain.follows.map(f => (
              <li key={`${f.rowId}${f.says}`}>
                <Link to={`/registers/${f.register}/${f.rowId}`}>{f.says}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
