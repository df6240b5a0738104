/** Organisations are found by their number or their name, or made: one that is being set up has a name and no number yet. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, insertMany, newIds, rows } from '#core/db'
import { checkCreditCode, normalCreditCode } from '#core/identity/credit-code'
import { initialsOf, normalName } from '#core/people/names'

export interface OrganisationInput {
  readonly name: string
  readonly divisionId: number
  readonly kind?: 'association' | 'service' | 'foundation' | undefined
  readonly creditCode?: string | undefined
  readonly address?: string | undefined
  readonly sponsor?: string | undefined
}
export interface FoundOrganisation {
  readonly id: number
  readonly isNew: boolean
}

/** In the order asked; a number that belongs to another name is refused. @throws Refusal */
export const findOrAddOrganisations = async (
  trx: Db,
  countyId: number,
  all: readonly OrganisationInput[],
): Promise<FoundOrganisation[]> => {
  const told = all.map(o => ({
    ...o,
    name: normalName(o.name),
    creditCode: o.creditCode ? checked(o.name, o.creditCode) : null,
  }))
  const nameless = told.find(o => !o.name)
  if (nameless) throw new Refusal('「名称」没有填写', { status: 400 })
  const known = await rows(
    trx,
    sql<{ id: number; name: string; credit_code: string | null }>`select id, name, credit_code from organisation
      where county_id = ${countyId} and (credit_code = any(${told.map(o => o.creditCode)}::text[]) or name = any(${told.map(o => o.name)}::text[]))`,
  )
  const byCode = new Map(known.flatMap(k => (k.credit_code ? [[k.credit_code, k] as const] : [])))
  const byName = new Map(known.map(k => [k.name, k]))
  const fresh: typeof told = []
  const found = told.map(o => {
    const same = (o.creditCode && byCode.get(o.creditCode)) || byName.get(o.name)
    if (same && o.creditCode && same.credit_code === o.creditCode && same.name !== o.name)
      throw new Refusal(
        `统一社会信用代码${o.creditCode}已登记为「${same.name}」，与「${o.name}」不一致，请核对登记证书`,
        { status: 409 },
      )
    if (same && o.creditCode && same.credit_code && same.credit_code !== o.creditCode)
      throw new Refusal(`「${o.name}」已登记，统一社会信用代码为${same.credit_code}，请核对登记证书`, { status: 409 })
    if (!same) fresh.push(o)
    return same
  })
  const ids = await newIds(trx, fresh.length)
  await insertMany(
    trx,
    'organisation',
    fresh.map((o, i) => ({
      ...{ county_id: countyId, id: ids[i], division_id: o.divisionId, name: o.name, initials: initialsOf(o.name) },
      ...{
        kind: o.kind ?? null,
        credit_code: o.creditCode,
        address: o.address ?? null,
        sponsor: o.sponsor?.trim() || null,
      },
    })),
  )
  let at = 0
  return found.map(f => (f ? { id: f.id, isNew: false } : { id: ids[at++]!, isNew: true }))
}
const checked = (name: string, text: string) => {
  const code = checkCreditCode(text)
  if (!code.ok) throw new Refusal(`「${name}」${code.reason}`, { status: 400 })
  return normalCreditCode(text)
}
