/** 到龄: whoever reaches an age may be counted otherwise, or has come to something without asking for it (免申即享). */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openCases } from '#core/procedures/open'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, type Month, monthAfter } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'
import { changeRows } from './rows.ts'

/** Works out again every live row with somebody whose birthday falls in the month; states are written only where the worth or the people change. */
export const turnAges = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  month: Month,
): Promise<number> => {
  if (!hasStates(r) || !Object.values<any>(r.measures).some(m => m.isOfTheDay)) return 0
  const starts = firstDay(monthAfter(month))
  const found = await rows(
    trx,
    sql<{ row_id: number }>`select distinct t.id as row_id from ${sql.table(engine.catalogue.tableOf(r))} t
      join covered_person k on k.county_id = t.county_id and k.row_id = t.id and k.register = ${engine.catalogue.idOf(r)} and k.held @> ${starts}::date
      join person p on p.county_id = k.county_id and p.id = k.person_id
      where t.county_id = ${countyId} and t.held @> ${starts}::date and extract(month from p.born) = ${Number(month.slice(5))}
        and extract(year from p.born) < ${Number(month.slice(0, 4))}
        and not exists (select from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} s where s.county_id = t.county_id and s.row_id = t.id and s.starts = ${starts}::date and s.because = '到龄')`,
  )
  await changeRows(
    trx,
    engine,
    countyId,
    r,
    found.map(f => ({ rowId: f.row_id, starts: starts as Day, columns: {}, because: '到龄', isQuiet: true })),
  )
  return found.length
}

/** So far back a birthday is looked for, in case the machine has slept. */
const lookBack = 60
/**
 * 免申即享: a case for each resident of the household register who has come of this age lately, has no row and never had a case of this matter,
 * however it ended. Run again it finds nobody.
 */
export const openBirthdays = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  on: Day,
  back = lookBack,
): Promise<number> => {
  const start = p.head.starts.find(s => typeof s === 'object' && 'age' in s) as { readonly age: number } | undefined
  if (!start || !p.isNew) return 0
  const { catalogue } = engine
  const subject = sql.ref(subjectColumn(rolesOf(p.register)[0]![0]))
  const birthday = (day: Day) => sql`(${day}::date - make_interval(years => ${start.age}))::date`
  const found = await rows(
    trx,
    sql<{ id: number; division_id: number }>`select p.id, p.division_id from person p
      where p.county_id = ${by.countyId} and p.born > ${birthday(plusDays(on, -back))} and p.born <= ${birthday(on)}
        and p.died_on is null and p.registered_division_id is not null
        and not exists (select from ${sql.table(catalogue.tableOf(p.register))} t where t.county_id = p.county_id and t.${subject} = p.id and not isempty(t.held))
        and not exists (select from case_file c where c.county_id = p.county_id and c.person_id = p.id and c.procedure = ${catalogue.idOf(p)})
      order by p.born, p.id`,
  )
  await openCases(
    trx,
    engine,
    p,
    found.map(f => ({ by, on, divisionId: f.division_id, personId: f.id, source: 'event' as const })),
  )
  return found.length
}
