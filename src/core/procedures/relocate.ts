/** 迁移: the household moves within the county; its people, its live rows and their states go with it. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { changeRows } from '#core/registers/rows'
import type { Change } from '#core/registers/states'
import { type Day, firstDay, monthAfter, monthOf } from '#define/time'
import type { Loaded } from './load.ts'
import { townsOf } from './open.ts'

/** From the month after the decision the new place keeps the file; not a month without pay, not a month paid twice. */
export const moveSubjects = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  all: readonly Loaded[],
  on: Day,
): Promise<void> => {
  if (!all.length) return
  const countyId = all[0]!.header.county_id
  const moving = all.map(one => ({ one, to: Number(one.columns[snake(String(p.head.moves))]) }))
  const towns = await townsOf(
    trx,
    countyId,
    moving.map(m => m.to),
  )
  const lost = moving.find(m => !towns.has(m.to))
  if (lost) throw new Refusal('迁入地不是本县的村（居），请重新选择')
  const told = JSON.stringify(
    moving.map(m => ({
      row_id: m.one.header.row_id,
      household_id: m.one.header.household_id,
      division_id: m.to,
      town_id: towns.get(m.to),
    })),
  )
  const to = sql`jsonb_to_recordset(${told}::jsonb) as n(row_id bigint, household_id bigint, division_id bigint, town_id bigint)`
  await sql`update ${sql.table(engine.catalogue.tableOf(p.register))} t set division_id = n.division_id, town_id = n.town_id
    from ${to} where t.county_id = ${countyId} and t.id = n.row_id`.execute(trx)
  await changeRows(
    trx,
    engine,
    countyId,
    p.register,
    moving.map(m => ({
      ...{
        rowId: m.one.header.row_id!,
        starts: firstDay(monthAfter(monthOf(on))),
        columns: { moves_to: null },
        because,
        caseId: m.one.id,
      },
      ...{ divisionId: m.to, townId: towns.get(m.to)! },
    })),
  )
  await sql`update covered_person k set division_id = n.division_id from ${to} where k.county_id = ${countyId} and k.row_id = n.row_id`.execute(
    trx,
  )
  await sql`update person p set division_id = n.division_id from ${to}
    join household_member m on m.county_id = ${countyId} and m.household_id = n.household_id and m.held @> ${on}::date
    where p.county_id = ${countyId} and p.id = m.person_id`.execute(trx)
  await sql`update household h set division_id = n.division_id from ${to} where h.county_id = ${countyId} and h.id = n.household_id`.execute(
    trx,
  )
}

const because = '县内迁移'
/** Moves after the month from which a correction holds: it says what was so there, not that the household never moved. */
export const movesAfter = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  all: readonly { readonly one: Loaded; readonly starts: Day }[],
): Promise<Change[]> => {
  const told = JSON.stringify(all.map(w => ({ row_id: w.one.header.row_id, from_day: w.starts, case_id: w.one.id })))
  const state = sql.table(`${engine.catalogue.tableOf(p.register)}_state`)
  const countyId = all[0]!.one.header.county_id
  const found = await rows(
    trx,
    sql<{ row_id: number; case_id: number; starts: Day; division_id: number; town_id: number | null }>`
      select row_id, case_id, starts, division_id, town_id from (
        select s.row_id, a.case_id, s.starts, s.division_id, s.town_id,
          lag(s.division_id) over (partition by s.row_id order by s.starts, s.version) as before
        from jsonb_to_recordset(${told}::jsonb) as a(row_id bigint, from_day date, case_id bigint)
        join ${state} s on s.county_id = ${countyId} and s.row_id = a.row_id
          and (s.starts > a.from_day or s.version = (select max(b.version) from ${state} b where b.county_id = s.county_id and b.row_id = s.row_id and b.starts <= a.from_day))
          and not exists (select from ${state} n where n.county_id = s.county_id and n.row_id = s.row_id and n.version > s.version and n.starts <= s.starts)) x
      where division_id <> before order by starts`,
  )
  return found.map(f => ({
    ...{ rowId: f.row_id, starts: f.starts, divisionId: f.division_id, townId: f.town_id },
    ...{ columns: {}, because, caseId: f.case_id },
  }))
}
