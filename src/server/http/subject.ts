/** Whom a case is to be about and where: named by the applicant's window, or taken from the row that is changed; only what the asker sees. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import type { Catalogue, SomeProcedure } from '#core/catalogue'
import { type Db, maybe } from '#core/db'
import type { OpenInput } from '#core/procedures/open-input'
import { hasStates, isJoint, rolesOf, subjectColumn, subjectTable } from '#core/registers/columns'
import { roleTitles } from '#define/subjects'

export interface Named {
  readonly householdId?: number | undefined
  readonly personId?: number | undefined
  readonly organisationId?: number | undefined
  readonly placeId?: number | undefined
  readonly roles?: Readonly<Record<string, number>> | undefined
  readonly rowId?: number | undefined
}
export type Whose = Pick<
  OpenInput,
  'divisionId' | 'householdId' | 'personId' | 'organisationId' | 'placeId' | 'roles' | 'rowId'
>

const called: Readonly<Record<string, readonly [choose: string, none: string]>> = {
  household: ['请选择是哪一户', '没有这一户'],
  person: ['请选择是谁', '没有这个人'],
  organisation: ['请选择是哪一家单位', '没有这家单位'],
  place: ['请选择是哪一处场所', '没有这处场所'],
}
const given = (named: Named, kind: string) =>
  ({ household: named.householdId, person: named.personId, organisation: named.organisationId, place: named.placeId })[
    kind
  ]

/** @throws Refusal 400 where nobody is named, 404 for whom the asker does not see, 409 for a row that has ended */
export const subjectOf = async (
  trx: Db,
  catalogue: Catalogue,
  actor: Actor,
  p: SomeProcedure,
  named: Named,
): Promise<Whose> => {
  if (!p.isNew) return rowSubject(trx, catalogue, actor, p, named.rowId)
  const roles = rolesOf(p.register)
  if (!isJoint(p.register)) {
    const [[, kind]] = roles as [[string, string]]
    const id = given(named, kind)
    if (!id) throw new Refusal(called[kind]![0], { status: 400 })
    return { divisionId: await placeOf(trx, actor, kind, id), [`${kind}Id`]: id }
  }
  const missing = roles.find(([role]) => !named.roles?.[role])
  if (missing) throw new Refusal(`请填写${roleTitles[missing[0] as keyof typeof roleTitles]}`, { status: 400 })
  if (new Set(Object.values(named.roles!)).size < roles.length)
    throw new Refusal('各方不能是同一人，请核对', { status: 400 })
  const places: number[] = []
  for (const [role, kind] of roles) places.push(await placeOf(trx, actor, kind, named.roles![role]!))
  // A matter between several is the office's where they come; of one alone it is where that one is.
  return { divisionId: roles.length > 1 ? actor.divisionId : places[0]!, roles: named.roles! }
}
const placeOf = async (trx: Db, actor: Actor, kind: string, id: number) => {
  const found = await maybe(
    trx,
    sql<{ division_id: number }>`select division_id from ${sql.table(subjectTable(kind))}
      where county_id = ${actor.countyId} and id = ${id}`,
  )
  if (!found) throw new Refusal(`${called[kind]![1]}，或不在您的管辖范围内`, { status: 404 })
  return found.division_id
}
const rowSubject = async (
  trx: Db,
  catalogue: Catalogue,
  actor: Actor,
  p: SomeProcedure,
  rowId: number | undefined,
): Promise<Whose> => {
  if (!rowId) throw new Refusal('请从台账中选择要变更的对象', { status: 400 })
  const roles = rolesOf(p.register)
  const live = hasStates(p.register)
    ? sql`not isempty(held) and (upper_inf(held) or upper(held) > ledger_day(county_id))`
    : sql`true`
  const found = await maybe(
    trx,
    sql<
      Record<string, unknown>
    >`select ${sql.join(roles.map(([role]) => sql.ref(subjectColumn(role))))}, division_id, ${live} as live
      from ${sql.table(catalogue.tableOf(p.register))} where county_id = ${actor.countyId} and id = ${rowId}`,
  )
  if (!found) throw new Refusal('台账中没有这一行，或不在您的管辖范围内', { status: 404 })
  if (!found.live) throw new Refusal('这一行已经终止，不能再变更；需要重新享受的，请重新申请', { status: 409 })
  const ids = Object.fromEntries(roles.map(([role]) => [role, found[subjectColumn(role)] as number]))
  const whose = isJoint(p.register) ? { roles: ids } : { [`${roles[0]![1]}Id`]: Object.values(ids)[0] }
  return { rowId, divisionId: found.division_id as number, ...whose }
}
