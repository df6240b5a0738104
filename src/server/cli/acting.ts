/** In whose name a command acts: the technician at the machine names an account; in a rehearsal the first who may. */
import { sql } from 'kysely'
import { permissionsOf } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Post } from '#define/posts'

export interface ActingAs {
  readonly as?: string
  readonly county?: string
}
interface Account {
  readonly county_id: number
  readonly login: string
  readonly account_id: number
  readonly person_id: number
  readonly name: string
  readonly post: Post
  readonly division_id: number
  readonly businesses: readonly string[]
  readonly may_decide: boolean
  readonly is_county: boolean
  readonly divisions: readonly number[]
  readonly rehearsal: boolean
}
/** What is to be done, as the refusal says it: 「核发这项待遇」; of a definition by the matrix, of anything else by the post. */
export type Work = { readonly does: string } & (
  | { readonly of: string; readonly action: string }
  | { readonly posts: readonly Post[] }
)
/** @throws Refusal that lists who could */
export const actingAs = async (
  owner: Db,
  catalogue: Catalogue,
  work: Work,
  { as, county }: ActingAs,
): Promise<Actor> => {
  const permissions = permissionsOf(catalogue)
  const accounts = await rows(
    owner,
    sql<Account>`select c.county_id, a.login, a.id as account_id, a.person_id, a.name, a.post, a.division_id, a.businesses, a.may_decide,
        d.level = 'county' as is_county, c.rehearsal_day is not null as rehearsal,
        (select json_agg(w.division_id) from division_within w where w.county_id = a.county_id and w.ancestor_id = a.division_id) as divisions
      from account a join county c on c.county_id = a.county_id join division d on d.county_id = a.county_id and d.id = a.division_id
      where a.valid @> ledger_day(a.county_id) and num_nonnulls(a.organisation_id, a.place_id, a.unit) = 0
        and (${county ?? null}::text is null or c.code = ${county ?? null}) order by not (d.level = 'county'), a.login`,
  )
  const able = accounts
    .map(a => ({ ...a, actor: permissions.within(actorOf(a)) }))
    .filter(({ actor }) =>
      'posts' in work
        ? work.posts.includes(actor.post)
        : permissions.may(actor, { of: work.of, action: work.action, divisionId: actor.divisionId }).ok,
    )
  const listed =
    able
      .slice(0, 20)
      .map(a => `${a.login}（${a.name}）`)
      .join('、') || '无'
  const found = as ? able.filter(a => a.login === as.toLowerCase()) : able
  if (new Set(found.map(a => a.county_id)).size > 1) throw new Refusal('台账里有几个县，请用 --county 指明县的代码。')
  const nobody = able.length ? {} : { detail: { isNothing: true } }
  if (as && !found.length) throw new Refusal(`「${as}」不能${work.does}；可以的有：${listed}。`, nobody)
  if (!found.length) throw new Refusal(`没有可以${work.does}的账号，请先由管理员开立。`, nobody)
  if (found.length > 1 && !found[0]!.rehearsal) throw new Refusal(`请用 --as 指明以谁的名义${work.does}：${listed}。`)
  return found[0]!.actor
}
const actorOf = (a: Account): Actor => ({
  ...{ countyId: a.county_id, accountId: a.account_id, personId: a.person_id, name: a.name, post: a.post },
  ...{ divisionId: a.division_id, divisions: a.is_county ? 'all' : a.divisions, mayDecide: a.may_decide },
  businesses: a.businesses.includes('*') ? 'all' : a.businesses,
})
