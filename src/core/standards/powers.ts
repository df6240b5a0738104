/** 下放: for which business a town decides itself, from when, by which document. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, maybe, one, rows } from '#core/db'
import type { Day } from '#define/time'

export interface Power {
  readonly id: number
  readonly business: string
  readonly divisionId: number
  readonly divisionName: string
  readonly starts: Day
  /** From this day on no more. */
  readonly ends: Day | null
  readonly documentNo: string
  readonly endedByDocument: string | null
}

/** The power in force on `day` at this place or above it (the town of a village); undefined: the county decides. */
export const powerOn = (
  db: Db,
  countyId: number,
  business: string,
  divisionId: number,
  day: Day,
): Promise<Power | undefined> =>
  maybe(
    db,
    sql<Power>`${listed} where p.county_id = ${countyId} and p.business = ${business}
      and p.starts <= ${day}::date and (p.ends is null or p.ends > ${day}::date)
      and p.division_id in (select ancestor_id from division_within where county_id = ${countyId} and division_id = ${divisionId})
      order by p.starts desc limit 1`,
  )

/** Every place for which the power is handed down on a day, the villages of its town included: for many cases at once. */
export const placesHandedDown = async (db: Db, countyId: number, business: string, day: Day): Promise<Set<number>> =>
  new Set(
    (
      await rows(
        db,
        sql<{ id: number }>`select distinct w.division_id as id from power p
          join division_within w on w.county_id = p.county_id and w.ancestor_id = p.division_id
          where p.county_id = ${countyId} and p.business = ${business} and p.starts <= ${day}::date and (p.ends is null or p.ends > ${day}::date)`,
      )
    ).map(r => r.id),
  )

export const powers = (db: Db, countyId: number, business?: string): Promise<Power[]> =>
  rows(
    db,
    sql<Power>`${listed} where p.county_id = ${countyId} and (${business ?? null}::text is null or p.business = ${business ?? null})
      order by p.business, d.code, p.starts desc`,
  )

export const handDown = async (
  db: Db,
  actor: Actor,
  said: { business: string; divisionId: number; starts: Day; documentNo: string },
): Promise<number> => {
  check(said.starts, said.documentNo)
  const there = await maybe(
    db,
    sql<{ starts: Day; ends: Day | null }>`select starts, ends from power where county_id = ${actor.countyId}
      and business = ${said.business} and division_id = ${said.divisionId}
      and daterange(starts, ends) && daterange(${said.starts}::date, null)`,
  )
  if (there)
    throw new Refusal(
      `该乡镇的这项权限已自 ${there.starts} 起下放${there.ends ? `至 ${there.ends}` : ''}，与 ${said.starts} 起的重叠；请先收回，或改启用日期`,
      { status: 409 },
    )
  return (
    await one(
      db,
      sql<{ id: number }>`insert into power (county_id, business, division_id, starts, document_no)
        values (${actor.countyId}, ${said.business}, ${said.divisionId}, ${said.starts}, ${said.documentNo.trim()}) returning id`,
    )
  ).id
}

/** Takes a power back from a day on; cases decided before stay as they were. */
export const takeBack = async (db: Db, actor: Actor, id: number, ends: Day, documentNo: string): Promise<void> => {
  check(ends, documentNo)
  const there = await maybe(
    db,
    sql<{
      starts: Day
      ends: Day | null
    }>`select starts, ends from power where county_id = ${actor.countyId} and id = ${id} for update`,
  )
  if (!there) throw new Refusal('没有这条下放记录，请刷新后再看', { status: 404 })
  if (there.ends) throw new Refusal(`这项权限已自 ${there.ends} 起收回`, { status: 409 })
  if (ends <= there.starts) throw new Refusal(`收回日期须晚于下放日期 ${there.starts}`)
  await sql`update power set ends = ${ends}, ended_by_document = ${documentNo.trim()}
    where county_id = ${actor.countyId} and id = ${id}`.execute(db)
}

const listed = sql`select p.id, p.business, p.division_id as "divisionId", d.name as "divisionName", p.starts, p.ends,
    p.document_no as "documentNo", p.ended_by_document as "endedByDocument"
  from power p join division d on d.county_id = p.county_id and d.id = p.division_id`
const check = (day: Day, documentNo: string) => {
  if (!isDay(day)) throw new Refusal(`日期「${day}」不对，应写作 2024-07-01`)
  if (!documentNo.trim()) throw new Refusal('下放或收回审核确认权要写明文号')
}
