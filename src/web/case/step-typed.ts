/** What is typed in the form of a step, and what is still missing of it. */
import type { Values } from '../field/form.tsx'
import { Refused } from '../server/call.ts'
import type { ShownStep } from '../server/catalogue.ts'

export interface Typed {
  readonly values: Values
  readonly own: Values
  readonly outcome?: string
  readonly says: string
  readonly second?: string
  readonly came?: readonly string[]
  readonly department?: string
  readonly agrees?: boolean
}
/** Somebody else has acted: the page is loaded anew, what was typed stays. */
export const isOld = (e: unknown) => e instanceof Refused && e.status === 409

export const missingOf = (step: ShownStep, typed: Typed) => {
  if (step.inPerson && !typed.came?.length) return new Refused(422, '请登记到场的当事人。')
  if (step.opinions && (!typed.department || typed.agrees === undefined))
    return new Refused(422, '请选择部门，并登记同意或者不同意。')
  if ((step.people ?? 1) > 1 && !typed.second) return new Refused(422, '本步骤须两人办理，请选择另一名调查人员。')
  if (step.outcomes?.length && !typed.outcome) return new Refused(422, '请先选择结论。')
}
