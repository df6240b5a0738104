/** The businesses that are lived beside 低保, each in its own file. */
import { cremationRehearsal } from './cremation.ts'
import type { Rehearsal } from './rehearsal.ts'
import { socialOrganisationsRehearsal } from './social-organisations.ts'

export const rehearsals: readonly Rehearsal[] = [socialOrganisationsRehearsal, cremationRehearsal]
