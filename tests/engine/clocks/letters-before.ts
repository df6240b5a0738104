/** The same until 30 June: the town looked at it first. */
import { procedure } from '#define'
import { workingDays } from '#define/time'
import { letters } from './letters.ts'

export const letter = procedure('出具证明', { makes: letters, starts: ['application'] }).steps({
  apply: { who: 'applicant', asks: ['says'] },
  review: { who: 'town', within: workingDays(3) },
  decide: { who: 'county', notBy: 'review', decides: ['grant', 'refuse'] },
})
