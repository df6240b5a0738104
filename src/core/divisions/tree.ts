/** 区划树: who lies within whom, by id and validity, never by the digits of a code. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe, rows } from '#core/db'
import type { Day } from '#define/time'

export interface Division {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: 'county' | 'town' | 'village'
  readonly kind: 'urban' | 'rural' | null
  readonly parentId: number | null
}

/** The division of a code on a day; refuses a code that names none then. */
export const divisionOf = async (db: Db, countyId: number, code: string, on: Day): Promise<Division> => {
  const found = await maybe(
    db,
    sql<Division>`${listed} where d.county_id = ${countyId} and d.code = ${code} and d.valid @> ${on}::date`,
  )
  if (!found) throw new Refusal(`${on} 没有代码为「${code}」的区划，请核对代码和日期`, { status: 404 })
  return found
}

/** All valid divisions on a day, the whole county or one level of it, in the order of their codes. */
export const divisionsOn = (db: Db, countyId: number, on: Day, level?: Division['level']): Promise<Division[]> =>
  rows(
    db,
    sql<Division>`${listed} where d.county_id = ${countyId} and d.valid @> ${on}::date
      and (${level ?? null}::text is null or d.level = ${level ?? null}) order by d.code`,
  )

/** The town that a place lies in on a day; the place itself if it is one; undefined for the county. */
export const townOf = (db: Db, countyId: number, divisionId: number, on: Day): Promise<Division | undefined> =>
  maybe(
    db,
    sql<Division>`${listed} join division_within w on w.county_id = d.county_id and w.ancestor_id = d.id
      where d.county_id = ${countyId} and w.division_id = ${divisionId} and d.level = 'town' and d.valid @> ${on}::date
      order by d.id desc limit 1`,
  )

/** Itself and all below it, those that have ended included: their people are still to be seen by the successor. */
export const descendants = async (db: Db, countyId: number, divisionId: number): Promise<number[]> =>
  (
    await rows(
      db,
      sql<{ id: number }>`select division_id as id from division_within
        where county_id = ${countyId} and ancestor_id = ${divisionId} order by division_id`,
    )
  ).map(r => r.id)

const listed = sql`select d.id, d.code, d.name, d.level, d.kind, d.parent_id as "parentId" from division d`
