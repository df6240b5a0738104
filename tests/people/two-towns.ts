/** Two towns with a village each, and a clerk in both. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import { inventIdNumber } from '#define/id-number'

export const on = '2024-06-03'
export const [east, west, eastVillage, westVillage] = [10, 20, 11, 21]
const clerk = (divisionId: number, divisions: readonly number[] | 'all'): Actor => ({
  countyId: 1,
  accountId: 1,
  personId: 1,
  name: '经办',
  post: 'town',
  divisionId,
  divisions,
  businesses: 'all',
})
export const eastern = clerk(east, [east, eastVillage])
export const western = clerk(west, [west, westVillage])
export const id = (sequence: number, born: `${number}-${number}-${number}` = '1970-01-01') =>
  inventIdNumber('349999', born, sequence)

export const twoTowns = async (owner: Db) => {
  await sql`insert into county (county_id, code, name) values (1, '349999', '试县')`.execute(owner)
  await sql`insert into division (county_id, id, code, name, level, kind, parent_id) values (1, 1, '349999', '试县', 'county', null, null),
    (1, 10, '349999101', '东镇', 'town', null, 1), (1, 11, '349999101201', '东村', 'village', 'rural', 10),
    (1, 20, '349999102', '西镇', 'town', null, 1), (1, 21, '349999102201', '西村', 'village', 'rural', 20)`.execute(
    owner,
  )
}
