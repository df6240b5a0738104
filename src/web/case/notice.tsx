/** The notice as it hangs on the board, and nothing beside it (rulebook 1.4). */
import { notices } from '#define/posts'
import { Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'

interface Notice {
  readonly postedOn: string
  readonly lastDay: string
  readonly place?: string | null
  readonly shows: Readonly<Record<string, unknown>>
}
export function NoticePanel(p: { notice: unknown }) {
  if (!p.notice) return null
  const n = p.notice as Notice
  return (
    <Panel
      title="公示"
      mark={
        <span className="soft num">
          {n.postedOn} 至 {n.lastDay} {n.place}
        </span>
      }
    >
      <dl className="facts">
        {order
          .filter(title => title in n.shows)
          .map(title => (
            <div key={title}>
              <dt>{title === '金额' ? '金额（元）' : title}</dt>
              <dd>{title === '金额' ? yuan(String(n.shows[title])) : String(n.shows[title] ?? '—')}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  )
}
/** As the notice has them, whatever order they were kept in. */
const order: readonly string[] = Object.values(notices).flat()
