/** Numbers of a series without gaps: taken in the transaction that uses them, so a refused case takes none. */
import { sql } from 'kysely'
import { type Db, one } from '#core/db'

/** So many following numbers of a series; the first of them. */
export const takeSerials = async (trx: Db, countyId: number, series: string, count: number): Promise<number> =>
  (
    await one(
      trx,
      sql<{
        first: number
      }>`insert into serial_counter (county_id, series, last) values (${countyId}, ${series}, ${count})
        on conflict (county_id, series) do update set last = serial_counter.last + ${count} returning last - ${count} + 1 as first`,
    )
  ).first

/** 'H{area}{year}{n6}' → 'H3402232024000001' */
export const written = (pattern: string, said: { area: string; year: string; n: number }) =>
  pattern
    .replace('{area}', said.area)
    .replace('{county}', said.area)
    .replace('{year}', said.year)
    .replace(/\{n(\d)\}/, (_, width: string) => String(said.n).padStart(Number(width), '0'))

/** One number for each of so many, by the pattern of a field. */
export const serialsFor = async (
  trx: Db,
  county: { id: number; code: string },
  name: string,
  pattern: string,
  year: string,
  count: number,
): Promise<string[]> => {
  if (!count) return []
  const first = await takeSerials(trx, county.id, `${name}-${year}`, count)
  return Array.from({ length: count }, (_, i) => written(pattern, { area: county.code, year, n: first + i }))
}
export const countyOf = (trx: Db, countyId: number) =>
  one(
    trx,
    sql<{
      id: number
      code: string
      name: string
    }>`select county_id as id, code, name from county where county_id = ${countyId}`,
  )
