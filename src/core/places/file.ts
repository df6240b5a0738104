/** 场所档案: everything that the ledger has of a meal point, a home, a cemetery: its rows in all registers, and its cases. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import { casesOf } from '#core/people/file'
import type { Looked } from '#core/people/look'
import { rowsOf } from '#core/people/rows-of'

/** @throws Refusal 404 where there is no such place, or the asker does not see it */
export const placeFile = async (db: Db, look: Looked, id: number) => {
  const found = await maybe(
    db,
    sql<Header>`select o.id, o.name, o.address, o.division_id, v.name as village, t.name as town from place o
      join division v on v.county_id = o.county_id and v.id = o.division_id
      left join division t on t.county_id = v.county_id and t.id = v.parent_id and t.level = 'town'
      where o.county_id = ${look.actor.countyId} and o.id = ${id}`,
  )
  if (!found) throw new Refusal('没有这个场所，或不在您的管辖范围内', { status: 404 })
  const whose = { placeId: id, personIds: [] }
  return {
    ...{ id: String(found.id), name: found.name, address: found.address },
    division: { id: String(found.division_id), name: found.village, town: found.town },
    rows: await rowsOf(db, look, whose),
    cases: await casesOf(db, look, whose),
  }
}
interface Header {
  id: number
  name: string
  address: string | null
  division_id: number
  village: string
  town: string | null
}
