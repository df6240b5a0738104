/** A case in a list beside something else: number, matter, how it stands. */
import type { Engine } from '#core/engine'
import { titleOfOutcome } from '#core/procedures/view-steps'
import type { Day } from '#define/time'

export interface ListedCase {
  readonly id: number
  readonly number: string
  readonly procedure: string
  readonly stands: string
  readonly outcome: string | null
  readonly applied_on: Day
}
export const inShort = ({ catalogue }: Engine, c: ListedCase) => ({
  ...{ id: String(c.id), number: c.number, procedure: c.procedure },
  title: catalogue.procedure(c.procedure)?.title ?? c.procedure,
  ...{ stands: c.stands, standsTitle: c.stands === 'open' ? '办理中' : '已办结' },
  ...{ outcome: c.outcome, outcomeTitle: c.outcome && titleOfOutcome(c.outcome, catalogue.procedure(c.procedure)) },
  appliedOn: c.applied_on,
})
