/** 乡镇另定的标准: which places live by standards of their own town, and which quantities are one for the whole county. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, maybe, rows } from '#core/db'
import { grouped } from '#core/grouped'
import type { Day } from '#define/time'

/** A town that has decided something itself, as long as there is this town: merged or split, its own standards end with it. */
export interface OwnTown {
  readonly town: number
  readonly from: Day | null
  /** The first day on which it is no more. */
  readonly until: Day | null
}
/** Each place that lies in such a town, or has lain in one → these towns, the nearest first. */
export type OwnTowns = ReadonlyMap<number, readonly OwnTown[]>
export const townOn = (towns: readonly OwnTown[] | undefined, day: Day) =>
  towns?.find(t => (t.from ?? day) <= day && (!t.until || day < t.until))?.town

/** Few towns if any: read once for each version of the county's decisions, never for a row. */
export const ownTowns = async (db: Db, countyId: number, business: string): Promise<OwnTowns> => {
  const found = await rows(
    db,
    sql<
      OwnTown & { place: number }
    >`select w.division_id as place, w.ancestor_id as town, lower(t.valid) as "from", upper(t.valid) as until
      from division_within w join division t on t.county_id = w.county_id and t.id = w.ancestor_id
      where w.county_id = ${countyId} and w.ancestor_id in (select s.division_id from standard_value s
        where s.county_id = ${countyId} and s.business = ${business} and s.checker is not null and s.replaced_by is null)
      order by w.division_id, (select count(*) from division_within up where up.county_id = w.county_id and up.division_id = w.ancestor_id) desc,
        w.ancestor_id desc`,
  )
  return grouped(found, f => f.place)
}

/** A rhythm of paying is the county's: one run pays everybody; the hours of a counter and the lots of an inspection are of one office. */
export const isOfTheCounty = (catalogue: Catalogue, business: string, name: string): boolean => {
  const b = catalogue.business(business)
  const isDrawn = Object.values(b?.procedures ?? {}).some(p =>
    p.head.starts.some(s => typeof s === 'object' && 'draw' in s),
  )
  const isBooked = Object.values(b?.registers ?? {}).some(r => r.told.isBooked)
  return isDrawn || isBooked || Object.values(b?.benefits ?? {}).some(x => rhythmReads(x.worth.paid).has(name))
}
/** @throws Refusal where the place is no town of the county, or the quantity is one for all */
export const mustBeOfATown = async (
  db: Db,
  catalogue: Catalogue,
  countyId: number,
  said: { readonly business: string; readonly name: string; readonly title: string; readonly divisionId: number },
): Promise<void> => {
  if (isOfTheCounty(catalogue, said.business, said.name))
    throw new Refusal(`「${said.title}」全县统一，不能由一个乡镇另定；请不选乡镇`)
  const town = await maybe(
    db,
    sql`select from division where county_id = ${countyId} and id = ${said.divisionId} and level = 'town' and upper_inf(valid)`,
  )
  if (!town) throw new Refusal('另定标准的应是本县现有的乡镇，请重新选择', { status: 404 })
}
const rhythmReads = (paid: unknown) => {
  const reads = new Set<string>()
  const standards = new Proxy({}, { get: (_, name) => void reads.add(String(name)) })
  if (typeof paid === 'function') paid({ standards })
  return reads
}
