/** The edition in force: one step less than before July. */
import { field, procedure, register } from '#define'

export const letters = register('证明台账', { about: 'person', over: 'day', fields: { says: field.text('内容') } })
export const letter = procedure('出具证明', { makes: letters, starts: ['application'] }).steps({
  apply: { who: 'applicant', asks: ['says'] },
  decide: { who: 'county', delegable: true, decides: ['grant', 'refuse'] },
})
