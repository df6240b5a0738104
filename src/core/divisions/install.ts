/** 区划导入: a county's towns and villages as one set; rows that are there stay, new ones are added. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe, one, rows } from '#core/db'
import type { Day } from '#define/time'

export interface DivisionRow {
  readonly code: string
  readonly name: string
  readonly level: 'county' | 'town' | 'village'
  /** The code of the division above; null for the county. */
  readonly parent: string | null
  readonly kind: 'urban' | 'rural' | null
  readonly starts?: Day | null
}
export interface Installed {
  readonly added: number
  readonly corrected: number
}

/**
 * Adds what is missing, corrects a name or kind that differs (a renaming by decision is `succeed`, which keeps both names),
 * and completes `division_within`. A division that would hang elsewhere is refused: that is a succession, too.
 */
export const installDivisions = async (db: Db, countyId: number, told: readonly DivisionRow[]): Promise<Installed> => {
  const file = sql`jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
    as f(code text, name text, level text, parent text, kind text, starts date)`
  const moved = await maybe(
    db,
    sql<{
      code: string
      name: string
      parent: string
      told: string
    }>`select f.code, f.name, p.code || ' ' || p.name as parent, f.parent as told from ${file}
      join division d on d.county_id = ${countyId} and d.code = f.code and upper_inf(d.valid)
      join division p on p.county_id = d.county_id and p.id = d.parent_id where p.code <> f.parent limit 1`,
  )
  if (moved)
    throw new Refusal(
      `区划 ${moved.code} ${moved.name} 在库中属 ${moved.parent}，文件写的是 ${moved.told}：要划转，请先登记区划变更；已登记的，请改正文件里的上级代码`,
    )
  const { corrected } = await one(
    db,
    sql<{ corrected: number }>`with changed as (
      update division d set name = f.name, kind = f.kind from ${file}
      where d.county_id = ${countyId} and d.code = f.code and upper_inf(d.valid) and (d.name, d.kind) is distinct from (f.name, f.kind)
        and not exists (select from division_succession s where s.county_id = d.county_id and s.to_id = d.id)
      returning 1) select count(*)::int as corrected from changed`,
  )
  let added = 0
  for (const level of ['county', 'town', 'village']) {
    const made = await one(
      db,
      sql<{ added: number }>`with made as (
        insert into division (county_id, code, name, level, kind, parent_id, valid)
        select ${countyId}, f.code, f.name, f.level, f.kind, p.id, daterange(f.starts, null) from ${file}
        left join division p on p.county_id = ${countyId} and p.code = f.parent and upper_inf(p.valid)
        where f.level = ${level} and not exists (select from division d where d.county_id = ${countyId} and d.code = f.code)
        order by f.code returning 1) select count(*)::int as added from made`,
    )
    added += made.added
  }
  await completeWithin(db, countyId)
  return { added, corrected }
}

/** Every division is within itself and all above it. Rows are only added: what once lay within still counts as of then. */
export const completeWithin = async (db: Db, countyId: number): Promise<void> => {
  await rows(
    db,
    sql`with recursive up(ancestor_id, division_id) as (
        select id, id from division where county_id = ${countyId}
        union select d.parent_id, up.division_id from up
          join division d on d.county_id = ${countyId} and d.id = up.ancestor_id where d.parent_id is not null)
      insert into division_within (county_id, ancestor_id, division_id)
      select ${countyId}, ancestor_id, division_id from up on conflict do nothing`,
  )
}
