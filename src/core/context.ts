/** The settings of a transaction that say in whose name it asks. */
import pg from 'pg'
import type { Actor } from './actor.ts'

/** Who asks, for this transaction only; row-level security reads it. */
export const contextOf = (actor: Actor) => {
  const said = {
    ...{ county: actor.countyId, account: actor.accountId, person: actor.personId, post: actor.post },
    ...{
      divisions: list(actor.divisions),
      businesses: list(actor.businesses),
      counts: list(actor.counts ?? actor.businesses),
    },
    ...{
      organisation: actor.organisationId ?? '',
      place: actor.placeId ?? '',
      unit: actor.unit ?? '',
      widely: actor.isMachine ? 'on' : '',
    },
  }
  const set = Object.entries(said).map(([k, v]) => `set_config('app.${k}', ${pg.escapeLiteral(String(v))}, true)`)
  return `select ${set.join(', ')}`
}
const list = (of: readonly (number | string)[] | 'all') => (of === 'all' ? '{*}' : `{${of.join(',')}}`)
