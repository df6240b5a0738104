/** Places are found by their name in the village, or made: the same point is not kept twice. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, insertMany, newIds, rows } from '#core/db'
import { normalName } from '#core/people/names'

export interface PlaceInput {
  readonly name: string
  readonly divisionId: number
  /** 助餐点、养老机构…: what it is called in its register. */
  readonly kind: string
  readonly address?: string | undefined
}
/** In the order asked. @throws Refusal for one without a name */
export const findOrAddPlaces = async (
  trx: Db,
  countyId: number,
  all: readonly PlaceInput[],
): Promise<{ readonly id: number; readonly isNew: boolean }[]> => {
  const told = all.map(p => ({ ...p, name: normalName(p.name) }))
  if (told.some(p => !p.name)) throw new Refusal('请填写「名称」', { status: 400 })
  const known = await rows(
    trx,
    sql<{ id: number; name: string; kind: string }>`select id, name, kind from place where county_id = ${countyId}
      and name = any(${told.map(p => p.name)}::text[])`,
  )
  const found = told.map(p => known.find(k => k.name === p.name && k.kind === p.kind))
  const fresh = told.filter((_, i) => !found[i])
  const ids = await newIds(trx, fresh.length)
  await insertMany(
    trx,
    'place',
    fresh.map((p, i) => ({
      ...{ county_id: countyId, id: ids[i], division_id: p.divisionId, kind: p.kind, name: p.name },
      address: p.address ?? null,
    })),
  )
  let at = 0
  return found.map(f => (f ? { id: f.id, isNew: false } : { id: ids[at++]!, isNew: true }))
}
