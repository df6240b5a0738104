/** The notice as it hangs on the board, and nothing beside it (rulebook 1.4). */
import { Panel } from '../style/panel.tsx'

interface Notice {
  readonly title?: string
  readonly from?: string
  readonly until?: string
  readonly lines?: readonly (string | { readonly title: string; readonly value: unknown })[]
}
export function NoticePanel(p: { notice: unknown }) {
  if (!p.notice || typeof p.notice !== 'object') return null
  const n = p.notice as Notice & Record<string, unknown>
  const lines =
    n.lines ??
    Object.entries(n)
      .filter(([k]) => !['title', 'from', 'until'].includes(k))
      .map(([title, value]) => ({ title, value }))
  return (
    <Panel
      title={n.title ?? '公示'}
      extra={
        n.from && (
          <span className="soft num">
            {n.from} 至 {n.until}
          </span>
        )
      }
    >
      <dl className="facts">
        {lines.map(l =>
          typeof l === 'string' ? (
            <div key={l} className="wide">
              {l}
            </div>
          ) : (
            <div key={l.title}>
              <dt>{l.title}</dt>
              <dd>{String(l.value ?? '—')}</dd>
            </div>
          ),
        )}
      </dl>
    </Panel>
  )
}
