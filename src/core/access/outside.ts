/** 外部账号: an organisation, the people of a place, a department. They reach what is their own, and stand in no area of the bureau's. */
import { sql } from 'kysely'
import { type Actor, isOutside, Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import { type Post, posts } from '#define/posts'

interface Bound {
  readonly post: Post
  readonly organisationId?: number | undefined
  readonly placeId?: number | undefined
  readonly unit?: string | undefined
}
/** What each post from outside must be bound to. A house that the bureau runs itself (a 殡仪馆 of its own) need not be. */
const must: Partial<Record<Post, [key: 'organisationId' | 'placeId' | 'unit', asks: string]>> = {
  organisation: ['organisationId', '请选择是哪个社会组织的账号'],
  provider: ['placeId', '请选择是哪个场所的账号'],
  sponsor: ['unit', '请填写业务主管单位的名称，与社会组织档案中的一致'],
}
const may: Partial<Record<Post, readonly string[]>> = { facility: ['placeId'] }

/** @throws Refusal where the post asks for a binding that is missing, or has one that it cannot have */
export const boundTo = (rights: Bound) => {
  const { post, organisationId, placeId, unit } = rights
  const wanted = must[post]
  if (wanted && !rights[wanted[0]]) throw new Refusal(wanted[1], { status: 400 })
  for (const key of ['organisationId', 'placeId', 'unit'] as const)
    if (rights[key] && wanted?.[0] !== key && !may[post]?.includes(key))
      throw new Refusal(`「${posts[post]}」的账号不绑定单位或场所，请清空后重试`, { status: 400 })
  return { organisation_id: organisationId ?? null, place_id: placeId ?? null, unit: unit?.trim() || null }
}

/** @throws Refusal 403 where somebody from outside acts on a case that is not their own */
export const mustBeTheirs = async (trx: Db, actor: Actor, caseId: number) => {
  if (!isOutside(actor)) return
  const found = await maybe(
    trx,
    sql`select from case_file c where c.county_id = ${actor.countyId} and c.id = ${caseId}
      and (c.organisation_id = ${actor.organisationId ?? null} or c.place_id = ${actor.placeId ?? null}
        or exists (select from case_party y where y.county_id = c.county_id and y.case_id = c.id
          and (y.organisation_id = ${actor.organisationId ?? null} or y.place_id = ${actor.placeId ?? null}))
        or exists (select from organisation o where o.county_id = c.county_id and o.id = c.organisation_id and o.sponsor = ${actor.unit ?? null}))`,
  )
  if (!found) throw new Refusal('这个办件不是您单位的，不能办理', { status: 403 })
}
