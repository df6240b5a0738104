/** How a case stands, in a word and a colour. */
import type { CaseView } from './view.ts'

const open = ['open', 'running', 'pending', 'now']
const standings: Readonly<Record<string, string>> = {
  open: '办理中',
  running: '办理中',
  pending: '办理中',
  paused: '已暂停',
  done: '已办结',
  closed: '已办结',
  ended: '已办结',
  withdrawn: '已撤回',
  lapsed: '已失效',
  returned: '退回补正',
  missing: '待补正',
}
const kindOf = (stands: string, outcome: string | null | undefined) => {
  if (open.includes(stands)) return 'blue'
  if (outcome === 'grant' || outcome === 'continue' || outcome === 'adjust' || outcome === 'found') return 'green'
  // An end is no fault: a deregistration that was asked for, a hazard that was put right.
  if (outcome === 'refuse') return 'red'
  if (stands === 'paused' || stands === 'missing' || stands === 'returned') return 'yellow'
  return ''
}
export function Standing(p: { view: Pick<CaseView, 'stands' | 'standsTitle' | 'outcome' | 'outcomeTitle'> }) {
  const { stands, standsTitle, outcome, outcomeTitle } = p.view
  return (
    <span className={`mark ${kindOf(stands, outcome)}`}>
      {standsTitle ?? standings[stands] ?? stands}
      {outcomeTitle && ` · ${outcomeTitle}`}
    </span>
  )
}
