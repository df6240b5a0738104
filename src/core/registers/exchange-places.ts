/** Places in an uploaded table: found by name in their village; one that is new is entered with its row, as by hand. */
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import type { Db } from '#core/db'
import type { ImportedRow } from '#core/documents/import-table'
import { normalName } from '#core/people/names'
import { findOrAddPlaces, type PlaceInput } from '#core/places/enter'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates } from './columns.ts'

/** Kept over a period, about one place, by a post and by no matter: a meal point, a funeral home. */
export const isOfPlaces = (r: AnyRegister) => hasStates(r) && r.told.keptBy !== undefined && r.told.about === 'place'
/** What such a place is called: 助餐点. */
export const kindOfPlace = (r: AnyRegister) => r.title.replace(/台账$/, '')

export interface FreshPlace {
  readonly subjectId: number
  readonly divisionId: number
  readonly townId: number | null
  readonly from: Day
  readonly entersPlace: PlaceInput
}
/** @throws Refusal in one sentence */
export const freshPlace = (
  r: AnyRegister,
  { values }: ImportedRow,
  places: ReadonlyMap<string, { id: number; townId: number | null }>,
): FreshPlace => {
  const from = values['.from'] ?? ''
  if (!isDay(from)) throw new Refusal('“起始日期”应写作 2024-06-20')
  const village = places.get(values['.village'] ?? '')
  if (!village) throw new Refusal('请在“村（居）”中写所在的乡镇和村（居）全名')
  const entersPlace = { name: normalName(values['.name'] ?? ''), divisionId: village.id, kind: kindOfPlace(r) }
  return { subjectId: 0, divisionId: village.id, townId: village.townId, from, entersPlace }
}
/** Those of the rows that name a place, all at once; the others keep the subject that they have. */
export const enterPlaces = async (
  trx: Db,
  countyId: number,
  all: readonly { readonly entersPlace?: PlaceInput }[],
  subjects: readonly number[],
): Promise<number[]> => {
  const found = await findOrAddPlaces(
    trx,
    countyId,
    all.flatMap(a => a.entersPlace ?? []),
  )
  let at = 0
  return all.map((a, i) => (a.entersPlace ? found[at++]!.id : subjects[i]!))
}
