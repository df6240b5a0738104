/** 窗口: who takes down what the parties do, and who of the parties came. */
import { Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { rolesOf } from '#core/registers/columns'
import { posts } from '#define/posts'
import type { Step } from '#define/steps'

type Any = Step<any, string>
const together = ['both parties', 'either party']
/** A step of the parties and not of an official. */
export const isOfParties = (p: SomeProcedure, s: Any) =>
  s.who === 'applicant' || together.includes(String(s.who)) || rolesOf(p.register).some(([role]) => role === s.who)
/** Done by the parties in person: who came is written down. */
export const isInPerson = (s: Any) => together.includes(String(s.who)) && !s.lasts

/** The offices of this matter, in the order of its steps. */
const officesOf = (p: SomeProcedure) => [
  ...new Set(
    Object.values<Any>(p.steps)
      .filter(s => !isOfParties(p, s))
      .map(s => String(s.who))
      .filter(who => who in posts),
  ),
]
/** 窗口: a matter of village, town and county is taken down at any of these; any other at its own office. */
export const counterOf = (p: SomeProcedure): readonly string[] => {
  const offices = officesOf(p)
  const general = ['village', 'town', 'county']
  const isOfPeople = rolesOf(p.register).some(([, kind]) => kind === 'person' || kind === 'household')
  const own = offices.filter(o => general.includes(o))
  if (!isOfPeople && own.length) return own // an organisation goes where its matter is handled, and to no village
  return !offices.length || offices.some(o => general.includes(o)) ? general : offices
}
/** Who enters what a party does: themselves where they have an account, and always the window, for those who come with paper. */
export const enteredBy = (p: SomeProcedure, s: Any): readonly string[] => [
  ...new Set([...(s.who in posts ? [String(s.who)] : []), ...counterOf(p)]),
]
/** Where what the parties do is expected. */
export const deskOf = (p: SomeProcedure) => (counterOf(p).includes('town') ? 'town' : counterOf(p)[0]!)

/** Both where both must come; else one at least. Roles are of this matter. */
export const refuseAbsent = (p: SomeProcedure, who: string, title: string, came: readonly string[]) => {
  const roles = rolesOf(p.register).map(([role]) => role)
  if (came.some(c => !roles.includes(c))) throw new Refusal('到场人不是本办件的当事人，请刷新页面', { status: 400 })
  if (who === 'both parties' && roles.some(r => !came.includes(r)))
    throw new Refusal(`「${title}」须双方本人同时到场，缺一方不能办理；请核对到场人后再办`, { status: 422 })
  if (!came.length) throw new Refusal(`请登记到场的当事人，再办理「${title}」`, { status: 422 })
}
