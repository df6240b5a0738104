/** Who is signed in, and what their post may do: policies travel with the data. */
import { sql } from 'kysely'
import { permissionsOf } from '#core/access/permissions'
import type { Session } from '#core/access/sessions'
import { type Actor, isOutside } from '#core/actor'
import { asActor, type Db, one } from '#core/db'
import type { Engine } from '#core/engine'
import { posts } from '#define/posts'
import { whatMay } from './policy.ts'

export const meOf = (app: Db, engine: Engine, { actor: account, hasSecondFactor }: Session) => {
  const actor = permissionsOf(engine.catalogue).within(account)
  return asActor(app, actor, async trx => {
    const division = await one(
      trx,
      sql<{
        name: string
        level: string
      }>`select name, level from division where county_id = ${actor.countyId} and id = ${actor.divisionId}`,
    )
    return {
      name: actor.name,
      post: actor.post,
      postTitle: posts[actor.post],
      personId: String(actor.personId),
      accountId: String(actor.accountId),
      division: { id: String(actor.divisionId), ...division },
      businesses: actor.businesses,
      mayDecide: actor.mayDecide ?? false,
      hasSecondFactor,
      can: whatMay(actor),
      isOutside: isOutside(actor),
      ...(isOutside(actor) && { of: await ownName(trx, actor) }),
    }
  })
}
/** Of which organisation, place or department somebody from outside is. */
const ownName = async (trx: Db, { countyId, organisationId, placeId, unit }: Actor) =>
  unit ??
  (
    await one(
      trx,
      sql<{ name: string }>`select name from ${sql.table(organisationId ? 'organisation' : 'place')}
        where county_id = ${countyId} and id = ${organisationId ?? placeId}`,
    )
  ).name
