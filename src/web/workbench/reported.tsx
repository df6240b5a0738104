/** Changes reported by the villages that wait for somebody to check them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { eventsPage } from '../event/event.ts'
import { may, useMe } from '../session/me.ts'
import { Panel } from '../style/panel.tsx'

export function Reported() {
  const me = useMe()
  const mayRead = may(me, 'events.confirm')
  const open = useQuery({
    queryKey: ['events', 'open'],
    queryFn: () => eventsPage({ state: 'open' }),
    enabled: mayRead,
  })
  const rows = open.data?.rows ?? []
  if (!mayRead || rows.length === 0) return null
  return (
    <Panel title="待核实的情况变化" extra={<Link to="/events">全部</Link>} flush>
      <ul className="papers">
        {rows.slice(0, 6).map(e => (
          <li key={e.id}>
            <Link to="/events">{e.title}</Link>
            <span>{e.person?.name ?? e.household?.headName}</span>
            <span className="push soft num small">{e.on}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
