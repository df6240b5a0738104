/** Organisations in an uploaded table: found by credit code; one that a register of its own makes known is entered with its row. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, rows } from '#core/db'
import type { ImportedRow } from '#core/documents/import-table'
import { checkCreditCode, normalCreditCode } from '#core/identity/credit-code'
import { findOrAddOrganisations, type OrganisationInput } from '#core/organisations/enter'
import { normalName } from '#core/people/names'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { rolesOf } from './columns.ts'

export const isOfOrganisations = (r: AnyRegister) => rolesOf(r)[0]![1] === 'organisation'
/** Fields in which a register says its subject's own name and number: they travel as whose the row is. */
export const ownNames = (r: AnyRegister): { readonly name?: string; readonly number?: string } => {
  const { name, creditCode } = (r.told.tells ?? {}) as Record<string, unknown>
  return {
    ...(isOfOrganisations(r) && typeof name === 'string' && { name }),
    ...(isOfOrganisations(r) && typeof creditCode === 'string' && { number: creditCode }),
  }
}
export interface KnownOrganisation {
  readonly id: number
  readonly name: string
  readonly credit_code: string
  readonly division_id: number
  readonly town_id: number | null
}
export const organisationsIn = async (db: Db, countyId: number, r: AnyRegister, lines: readonly ImportedRow[]) => {
  if (!isOfOrganisations(r)) return new Map<string, KnownOrganisation>()
  const codes = lines.map(l => normalCreditCode(l.values['.number'] ?? ''))
  const found = await rows(
    db,
    sql<KnownOrganisation>`select o.id, o.name, o.credit_code, o.division_id, t.id as town_id from organisation o
      left join division d on d.county_id = o.county_id and d.id = o.division_id
      left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      where o.county_id = ${countyId} and o.credit_code = any(${codes}::text[])`,
  )
  return new Map(found.map(f => [f.credit_code, f]))
}

export interface FreshOrganisation {
  /** 0 where it is entered with its row. */
  readonly subjectId: number
  readonly divisionId: number
  readonly townId: number | null
  readonly from: Day
  readonly enters?: OrganisationInput
}
/** @throws Refusal in one sentence */
export const freshOrganisation = (
  r: AnyRegister,
  { values }: ImportedRow,
  known: ReadonlyMap<string, KnownOrganisation>,
  places: ReadonlyMap<string, { id: number; townId: number | null }>,
): FreshOrganisation => {
  const from = values['.from'] ?? ''
  if (!isDay(from)) throw new Refusal('“起始日期”应写作 2024-06-20')
  const checked = checkCreditCode(values['.number'] ?? '')
  if (!checked.ok) throw new Refusal(checked.reason)
  const creditCode = normalCreditCode(values['.number'] ?? '')
  const name = normalName(values['.name'] ?? '')
  const found = known.get(creditCode)
  if (found && found.name !== name)
    throw new Refusal(`名称与库中这个统一社会信用代码的名称「${found.name}」不一致，请核对登记证书`)
  if (found) return { subjectId: found.id, divisionId: found.division_id, townId: found.town_id, from }
  if (!ownNames(r).name) throw new Refusal('这家社会组织还没有登记，请先导入登记台账')
  const place = places.get(values['.village'] ?? '')
  if (!place) throw new Refusal('请在“村（居）”中写住所所在的乡镇和村（居）全名')
  return {
    subjectId: 0,
    divisionId: place.id,
    townId: place.townId,
    from,
    enters: { name, creditCode, divisionId: place.id },
  }
}
/** Those that are new, all at once; their numbers in the order asked. */
export const enterOrganisations = async (
  trx: Db,
  countyId: number,
  all: readonly { readonly subjectId: number; readonly enters?: OrganisationInput }[],
): Promise<number[]> => {
  const fresh = await findOrAddOrganisations(
    trx,
    countyId,
    all.flatMap(a => a.enters ?? []),
  )
  return all.map(a => (a.enters ? fresh.shift()!.id : a.subjectId))
}
