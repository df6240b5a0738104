/** 县定标准: which quantities are in force on a day, and the versions that a screen shows. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { Fields, Row } from '#define/field'
import type { Day } from '#define/time'
import { typedStandards } from './typed.ts'

export interface Where {
  /** The declared quantities: names missing on that day are then refused by their titles. */
  readonly fields?: Fields
  /** A town or village: a value of its own town goes before the county's. */
  readonly divisionId?: number
}

/**
 * The checked texts in force on `day`, by name. Only start dates: the latest start not after the day.
 * Refuses a day before a quantity's first start, and a business without any: nothing is guessed.
 */
export const standardsOn = async (
  db: Db,
  countyId: number,
  business: string,
  day: Day,
  { fields, divisionId }: Where = {},
): Promise<Record<string, string>> => {
  const found = await rows(
    db,
    sql<{ name: string; value: string | null; first: Day }>`
      with here as (
        select name, value, starts, (select count(*) from division_within w
            where w.county_id = s.county_id and w.division_id = s.division_id) as depth
        from standard_value s
        where county_id = ${countyId} and business = ${business} and checker is not null and replaced_by is null
          and (division_id is null or division_id in (select w.ancestor_id from division_within w
            join division d on d.county_id = w.county_id and d.id = w.ancestor_id and d.valid @> ${day}::date
            where w.county_id = ${countyId} and w.division_id = ${divisionId ?? null}::bigint)))
      select name, min(starts) as first,
        (array_agg(value order by depth desc, starts desc) filter (where starts <= ${day}::date))[1] as value
      from here group by name`,
  )
  const outside = found.find(f => f.value === null)
  if (outside) throw outOf(day, titled(outside.name, fields), `该标准自 ${outside.first} 起才有`)
  const values = Object.fromEntries(found.map(f => [f.name, f.value as string]))
  const missing = Object.keys(fields ?? {}).filter(name => values[name] === undefined)
  if (missing.length) throw outOf(day, missing.map(n => titled(n, fields)).join('、'), '库中还没有经复核的这项标准')
  if (!found.length) throw outOf(day, `「${business}」的任何标准`, '库中还没有经复核的这项业务标准')
  return values
}

/** The same as the rules see them: money, numbers, the rounding itself. */
export const typedStandardsOn = async <F extends Fields>(
  db: Db,
  countyId: number,
  business: string,
  day: Day,
  fields: F,
  divisionId?: number,
): Promise<Row<F>> => {
  const where = divisionId === undefined ? { fields } : { fields, divisionId }
  return typedStandards(fields, await standardsOn(db, countyId, business, day, where))
}

export interface StandardVersion {
  readonly id: number
  readonly business: string
  readonly name: string
  readonly divisionId: number | null
  readonly divisionName: string | null
  readonly starts: Day
  readonly value: string
  readonly documentNo: string
  readonly maker: string
  readonly madeBy: number | null
  readonly checker: string | null
  readonly returnedWhy: string | null
  readonly state: 'waiting' | 'returned' | 'replaced' | 'future' | 'in force' | 'past'
}
/** All versions of a business's standards (of all businesses without one), the newest start first. */
export const standardVersions = (db: Db, countyId: number, on: Day, business?: string): Promise<StandardVersion[]> =>
  rows(
    db,
    sql<StandardVersion>`
      select s.id, s.business, s.name, s.division_id as "divisionId", d.name as "divisionName", s.starts, s.value,
        s.document_no as "documentNo", s.maker, s.made_by as "madeBy", s.checker, s.returned_why as "returnedWhy",
        case when s.returned_by is not null then 'returned' when s.checker is null then 'waiting'
             when s.replaced_by is not null then 'replaced' when s.starts > ${on}::date then 'future'
             when s.starts = max(s.starts) filter (where s.checker is not null and s.replaced_by is null and s.starts <= ${on}::date)
               over (partition by s.business, s.name, s.division_id) then 'in force'
             else 'past' end as state
      from standard_value s left join division d on d.county_id = s.county_id and d.id = s.division_id
      where s.county_id = ${countyId} and (${business ?? null}::text is null or s.business = ${business ?? null})
      order by s.business, s.name, s.division_id nulls first, s.starts desc, s.id desc`,
  )

/** The days on which any standard of a business changes at a place, within a period: a run recomputes from each of them. */
export const standardStarts = async (
  db: Db,
  countyId: number,
  business: string,
  from: Day,
  to: Day,
  divisionId?: number,
): Promise<Day[]> =>
  (
    await rows(
      db,
      sql<{ starts: Day }>`select distinct starts from standard_value
        where county_id = ${countyId} and business = ${business} and checker is not null and replaced_by is null
          and starts between ${from}::date and ${to}::date
          and (division_id is null or division_id in (select ancestor_id from division_within
            where county_id = ${countyId} and division_id = ${divisionId ?? null}::bigint)) order by starts`,
    )
  ).map(r => r.starts)

const titled = (name: string, fields: Fields | undefined) =>
  fields?.[name] ? `「${fields[name].title}」(${name})` : `「${name}」`
const outOf = (day: Day, what: string, why: string) =>
  new Refusal(`${day} 不在${what}的有效期内：${why}。请核对日期，或先在「标准」中录入当时的标准并复核`)
