/** The steps of a matter as its table must hold them: of all its editions, so that old cases and new ones lie in one table. */
import type { Catalogue, SomeProcedure } from '#core/catalogue'
import { isInPerson } from '#core/procedures/counter'
import type { Fields } from '#define/field'
import { outcomesOf } from './columns.ts'

const outside = new Set(['organisation', 'sponsor', 'provider'])
export interface LaidStep {
  readonly hasTwo: boolean
  readonly isTimed: boolean
  readonly isInPerson: boolean
  readonly isOfApplicant: boolean
  /** Done by a post of the bureau, in every edition. */
  readonly isOfOffice: boolean
  readonly outcomes: readonly string[]
  readonly own: Fields
  /** Only what every edition keeps apart can be a constraint. */
  readonly notBy: readonly string[]
}

export const laidSteps = (catalogue: Catalogue, p: SomeProcedure): [string, LaidStep][] => {
  const editions = [...catalogue.editionsOf(p)].reverse()
  const names = [...new Set(editions.flatMap(e => Object.keys(e.steps)))]
  return names.map(k => {
    const all = editions.flatMap(e => (e.steps[k] ? [{ e, s: e.steps[k] }] : []))
    const notBy = all.map(({ s }) => [s.notBy ?? []].flat().map(String))
    return [
      k,
      {
        hasTwo: all.some(({ s }) => s.people === 2),
        isTimed: all.some(({ s }) => s.within || s.before),
        isInPerson: all.some(({ s }) => isInPerson(s)),
        isOfApplicant: all.every(({ s }) => s.who === 'applicant'),
        isOfOffice: all.every(({ s }) => s.who !== 'applicant' && !outside.has(String(s.who))),
        outcomes: [...new Set(all.flatMap(({ e }) => outcomesOf(e, k)))],
        own: Object.assign({}, ...all.map(({ s }) => s.own ?? {})) as Fields,
        notBy: notBy[0]!.filter(other => notBy.every(n => n.includes(other))),
      },
    ]
  })
}
