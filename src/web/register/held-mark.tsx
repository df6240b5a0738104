/** How a row stands today: not yet begun, in, suspended, to end, ended. */
import dayjs from 'dayjs'
import { useCatalogue } from '../server/catalogue.ts'

interface Held {
  readonly from?: string | null | undefined
  /** The first day without. */
  readonly until?: string | null | undefined
  readonly suspended?: boolean | undefined
  readonly endReason?: string | null | undefined
}
/** Days before the last one in which it must be seen (rulebook 17, W33). */
const near = 60
export function HeldMark({ of: { from, until, suspended, endReason }, over }: { of: Held; over?: string }) {
  const { today } = useCatalogue()
  if (over === 'day') return endReason ? <span className="mark">{endReason}</span> : null
  const why = endReason ? `：${endReason}` : ''
  if (until && until <= today) return <span className="mark">已终止{why}</span>
  if (suspended) return <span className="mark yellow">暂停</span>
  // What is granted for years has its last day from the first on: it is told, and warns when it is near.
  if (until && !endReason && dayjs(until).diff(today, 'day') > near)
    return <span className="mark green num">在册，至 {dayjs(until).subtract(1, 'day').format('YYYY-MM-DD')}</span>
  if (until)
    return (
      <span className="mark yellow num">
        止于 {until}
        {why}
      </span>
    )
  if (from && from > today) return <span className="mark blue num">{from} 起</span>
  return <span className="mark green">在册</span>
}
