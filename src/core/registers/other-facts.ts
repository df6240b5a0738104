/** What a rule sees of organisations and places, as of a day: what registers tell of them. */
import { Organisation, type OrganisationFacts, type Place } from '#define/subjects'
import { toldQuery } from './told-facts.ts'

export interface OtherFound {
  readonly id: number
  readonly own_name: string
  readonly [fact: string]: unknown
}
export const othersQuery = toldQuery

export const othersOf = (kind: string, found: readonly OtherFound[]): Map<number, unknown> =>
  new Map(found.map(f => [f.id, kind === 'organisation' ? organisationOf(f) : placeOf(f)]))

export const organisationOf = ({ id, own_name: _, ...facts }: OtherFound) =>
  new Organisation({ ...known(facts), id: String(id) } as OrganisationFacts)
const placeOf = ({ own_name: name, ...facts }: OtherFound): Place => ({ ...known(facts), name })
const known = (facts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== null))
