/** 影响: of what waits, what it would do; of what was confirmed, what it has done in fact, each opening where it is kept. */
import { Link } from '@tanstack/react-router'
import type { LifeEvent } from './event.ts'
import './effects.css'

export function Effects({ event: e }: { event: LifeEvent }) {
  if (e.stands === 'refused') return '没有影响'
  if (e.stands === 'open')
    return e.does?.length ? <span className="soft">核实后，{e.does.join('；')}（正在享受的）</span> : '不影响待遇'
  const done = [...(e.follows ?? []), ...(e.opened ?? [])]
  if (!done.length) return e.stands === 'undone' ? '没有需要恢复的' : '没有正在享受的待遇受影响'
  return (
    <ul className="effects">
      {e.follows?.map((f, i) => (
        <li key={`${f.rowId}${i}`}>
          <Link to={`/registers/${f.register}/${f.rowId}`}>{f.says}</Link>
        </li>
      ))}
      {e.opened?.map(o => (
        <li key={o.caseId}>
          已派发 <Link to={`/cases/${o.caseId}`}>{o.says}</Link>
        </li>
      ))}
    </ul>
  )
}
