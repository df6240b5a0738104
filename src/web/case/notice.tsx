/** The notice as it hangs on the board, and nothing beside it (rulebook 1.4). */
import { Panel } from '../style/panel.tsx'

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
        {Object.entries(n.shows).map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{String(value ?? '—')}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
