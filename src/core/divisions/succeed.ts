/** 区划变更: divisions merge, split or change their name on a day; the old ones end and stay on record. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, one, rows } from '#core/db'
import type { Day } from '#define/time'
import { completeWithin } from './install.ts'

export interface Successor {
  readonly code: string
  readonly name: string
  readonly kind?: 'urban' | 'rural' | null
  /** The code of the old town whose own standards this one goes on with; without it the county's hold until it decides its own. A renaming goes on. */
  readonly keepsStandardsOf?: string
  /** Of a split: the codes below the old one that go to this. */
  readonly takes?: readonly string[]
}
export interface Succession {
  readonly manner: 'merged' | 'split' | 'renamed'
  readonly from: readonly string[]
  readonly to: readonly Successor[]
  /** The first day of the new division. */
  readonly on: Day
  readonly documentNo: string
}
interface Old {
  readonly id: number
  readonly code: string
  readonly level: string
  readonly parent_id: number
  readonly kind: string | null
  readonly starts: Day | null
}

/**
 * Ends the old divisions and begins the new ones on `on`; what lay below goes along. Answers the new ids in the order of `to`.
 * After a merger or a renaming the successor sees the people of the old division; after a split the town reassigns them.
 */
export const succeed = async (db: Db, countyId: number, told: Succession): Promise<number[]> => {
  const olds = await endedBy(db, countyId, told)
  const first = olds[0]!
  await sql`update division set valid = daterange(lower(valid), ${told.on}::date)
    where county_id = ${countyId} and id = any (${olds.map(o => o.id)}::bigint[])`.execute(db)
  const ids: number[] = []
  for (const to of told.to) {
    const { id } = await one(
      db,
      sql<{ id: number }>`insert into division (county_id, code, name, level, kind, parent_id, valid)
        values (${countyId}, ${to.code}, ${to.name}, ${first.level}, ${to.kind ?? first.kind}, ${first.parent_id}, daterange(${told.on}::date, null))
        returning id`,
    )
    ids.push(id)
    const heir = told.manner === 'renamed' ? first : olds.find(o => o.code === to.keepsStandardsOf)
    if (heir) await inheritStandards(db, countyId, heir.id, id, told)
    const below = told.manner === 'split' ? sql`and code = any (${[...(to.takes ?? [])]}::text[])` : sql``
    await sql`update division set parent_id = ${id} where county_id = ${countyId}
      and parent_id = any (${olds.map(o => o.id)}::bigint[]) and upper_inf(valid) ${below}`.execute(db)
    await sql`insert into division_succession (county_id, from_id, to_id, on_day, manner, document_no)
      select ${countyId}, unnest(${olds.map(o => o.id)}::bigint[]), ${id}, ${told.on}, ${told.manner}, ${told.documentNo.trim()}`.execute(
      db,
    )
  }
  await completeWithin(db, countyId)
  if (told.manner !== 'split')
    await sql`insert into division_within (county_id, ancestor_id, division_id)
      select distinct ${countyId}::smallint, up.ancestor_id, down.division_id
      from division_within up, division_within down
      where up.county_id = ${countyId} and up.division_id = ${ids[0]!}
        and down.county_id = ${countyId} and down.ancestor_id = any (${olds.map(o => o.id)}::bigint[])
      on conflict do nothing`.execute(db)
  return ids
}

/** Those in force on the day, and those decided for later days: the same values by the same two people, on the paper of the change. */
const inheritStandards = (db: Db, countyId: number, from: number, to: number, { on, documentNo }: Succession) =>
  sql`insert into standard_value (county_id, business, name, division_id, starts, value, document_no, maker, made_by, checker, checked_by, checked_at)
    select county_id, business, name, ${to}, greatest(starts, ${on}::date), value, case when starts < ${on}::date then ${documentNo.trim()} else document_no end,
      maker, made_by, checker, checked_by, checked_at
    from standard_value s where county_id = ${countyId} and division_id = ${from} and checker is not null and replaced_by is null
      and not exists (select from standard_value n where n.county_id = s.county_id and n.business = s.business and n.name = s.name
        and n.division_id = s.division_id and n.checker is not null and n.replaced_by is null and n.starts > s.starts and n.starts <= ${on}::date)`.execute(
    db,
  )

const endedBy = async (db: Db, countyId: number, { manner, from, to, on, documentNo }: Succession) => {
  if (!isDay(on)) throw new Refusal(`变更日期「${on}」不对，应写作 2024-07-01`)
  if (!documentNo.trim()) throw new Refusal('区划变更要写明批准文号')
  const shape = {
    merged: [from.length >= 2, to.length === 1],
    split: [from.length === 1, to.length >= 2],
    renamed: [from.length === 1, to.length === 1],
  }
  if (shape[manner].includes(false))
    throw new Refusal('合并须两个以上并为一个，拆分须一个分为两个以上，更名须一个对一个；请核对填写的区划')
  const olds = await rows(
    db,
    sql<Old>`select id, code, level, parent_id, kind, lower(valid) as starts from division
      where county_id = ${countyId} and code = any (${[...from]}::text[]) and valid @> ${on}::date and upper_inf(valid) order by id for update`,
  )
  const unknown = from.find(code => !olds.some(o => o.code === code))
  if (unknown) throw new Refusal(`${on} 没有代码为「${unknown}」的现行区划，请核对代码和日期`, { status: 404 })
  const first = olds[0]!
  if (first.level === 'county') throw new Refusal('县级区划不能在县内变更')
  if (olds.some(o => o.level !== first.level || o.parent_id !== first.parent_id))
    throw new Refusal('要变更的区划须同级且同属一个上级；跨乡镇的，先划转再合并')
  const stranger = to.find(t => t.keepsStandardsOf && !from.includes(t.keepsStandardsOf))
  if (stranger)
    throw new Refusal(
      `「${stranger.name}」要沿用标准的「${stranger.keepsStandardsOf}」不在这次变更的区划之中，请核对代码`,
    )
  const late = olds.find(o => o.starts !== null && o.starts >= on)
  if (late) throw new Refusal(`区划「${late.code}」自 ${late.starts} 起才有，变更日期须在其后`)
  if (manner === 'split') await allTaken(db, countyId, first.id, to)
  return olds
}
const allTaken = async (db: Db, countyId: number, id: number, to: readonly Successor[]) => {
  const below = await rows(
    db,
    sql<{
      code: string
      name: string
    }>`select code, name from division where county_id = ${countyId} and parent_id = ${id} and upper_inf(valid)`,
  )
  const taken = to.flatMap(t => t.takes ?? [])
  const left = below.find(b => taken.filter(code => code === b.code).length !== 1)
  if (left) throw new Refusal(`拆分时「${left.name}」须归入且只归入一个新区划`)
}
