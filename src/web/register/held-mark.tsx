/** How a row stands today: not yet begun, in, suspended, to end, ended. */
import { useCatalogue } from '../server/catalogue.ts'

interface Held {
  readonly from?: string | null | undefined
  /** The first day without. */
  readonly until?: string | null | undefined
  readonly suspended?: boolean | undefined
  readonly endReason?: string | null | undefined
}
export function HeldMark({ of: { from, until, suspended, endReason }, over }: { of: Held; over?: string }) {
  const { today } = useCatalogue()
  if (over === 'day') return endReason ? <span className="mark">{endReason}</span> : null
  const why = endReason ? `：${endReason}` : ''
  if (until && until <= today) return <span className="mark">已终止{why}</span>
  if (suspended) return <span className="mark yellow">暂停</span>
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
