/** The businesses that are lived beside 低保, each in its own file. */
import { cremationRehearsal } from './cremation.ts'
import { marriageRehearsal } from './marriage.ts'
import { mealsRehearsal } from './meals.ts'
import { oldAgeAllowanceRehearsal } from './old-age-allowance.ts'
import type { Rehearsal } from './rehearsal.ts'
import { socialOrganisationsRehearsal } from './social-organisations.ts'

export const rehearsals: readonly Rehearsal[] = [
  oldAgeAllowanceRehearsal,
  mealsRehearsal,
  socialOrganisationsRehearsal,
  cremationRehearsal,
  marriageRehearsal,
]
