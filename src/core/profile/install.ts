/** A profile into the ledger: one transaction, and a second time nothing changes. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { dayAt, dayNumber } from '#core/calendar/days'
import { calendarWarnings } from '#core/calendar/load'
import { calendarOf } from '#core/calendar/working-days'
import { type Db, ledgerDay, maybe, one } from '#core/db'
import { installDivisions } from '#core/divisions/install'
import { renewIndexes } from '#core/postgres/renew-indexes'
import { installPowers, installStandards } from './install-decisions.ts'
import type { Profile } from './load.ts'
import { file, upserted } from './merge.ts'

export interface InstalledProfile {
  readonly countyId: number
  /** Rows written, by what they are; all zero when the profile was there already. */
  readonly added: Readonly<
    Record<'divisions' | 'standards' | 'powers' | 'limits' | 'pauses' | 'settings' | 'calendar', number>
  >
  /** Rows that the file corrects; the earlier version is kept. */
  readonly corrected: number
  /** What to tell the technician: years whose calendar is not loaded. */
  readonly warnings: readonly string[]
}

/**
 * Needs the owner of the tables (the migrator's connection): a county that is not there yet is seen by nobody.
 * What the file no longer says stays; what two people have decided on the screen is never overwritten but refused.
 */
export const installProfile = (db: Db, profile: Profile): Promise<InstalledProfile> =>
  db.isTransaction ? written(db, profile) : db.transaction().execute(trx => written(trx, profile))

const written = async (db: Db, profile: Profile): Promise<InstalledProfile> => {
  await sql`select pg_advisory_xact_lock(hashtext('install profile'))`.execute(db)
  const countyId = await countyOf(db, profile)
  const divisions = await installDivisions(db, countyId, profile.divisions)
  const standards = await installStandards(db, countyId, profile.standards)
  const powers = await installPowers(db, countyId, profile.powers)
  const limits = await upserted(
    db,
    sql`insert into limit_promise as t (county_id, business, procedure, step, starts, working_days, document_no)
      select ${countyId}, f.business, f.procedure, f.step, f.starts, f."workingDays", f."documentNo"
      from ${file(profile.limits, sql`business text, procedure text, step text, starts date, "workingDays" int, "documentNo" text`)}
      on conflict (county_id, business, procedure, step, starts) do update
        set working_days = excluded.working_days, document_no = excluded.document_no
        where (t.working_days, t.document_no) is distinct from (excluded.working_days, excluded.document_no)`,
  )
  const pauses = await upserted(
    db,
    sql`insert into clock_pause as t (county_id, business, reason, title, starts, longest, document_no)
      select ${countyId}, f.business, f.reason, f.title, f.starts, f.longest, f."documentNo"
      from ${file(profile.pauses, sql`business text, reason text, title text, starts date, longest int, "documentNo" text`)}
      on conflict (county_id, business, reason, starts) do update
        set title = excluded.title, longest = excluded.longest, document_no = excluded.document_no
        where (t.title, t.longest, t.document_no) is distinct from (excluded.title, excluded.longest, excluded.document_no)`,
  )
  const settings = await upserted(
    db,
    sql`insert into county_setting as t (county_id, name, business, starts, value, document_no)
      select ${countyId}, f.name, f.business, f.starts, f.value, coalesce(f."documentNo", '')
      from ${file(profile.settings, sql`name text, business text, starts date, value text, "documentNo" text`)}
      on conflict (county_id, name, business, starts) do update set value = excluded.value, document_no = excluded.document_no
        where (t.value, t.document_no) is distinct from (excluded.value, excluded.document_no)`,
  )
  const calendar = await upserted(
    db,
    sql`insert into calendar_day as t (county_id, day, works, name)
      select ${countyId}, f.day, f.works, f.name from ${file(everyDay(profile), sql`day date, works boolean, name text`)}
      on conflict (county_id, day) do update set works = excluded.works, name = excluded.name
        where (t.works, t.name) is distinct from (excluded.works, excluded.name)`,
  )
  const parts = { divisions, standards, powers, limits, pauses, settings, calendar }
  const today = Number((await ledgerDay(db, countyId)).slice(0, 4))
  return {
    countyId,
    added: Object.fromEntries(Object.entries(parts).map(([k, p]) => [k, p.added])) as InstalledProfile['added'],
    corrected: Object.values(parts).reduce((sum, p) => sum + p.corrected, 0),
    warnings: await calendarWarnings(db, countyId, [today, today + 1]),
  }
}

const countyOf = async (db: Db, { county }: Profile): Promise<number> => {
  const there = await maybe(
    db,
    sql<{ county_id: number; name: string }>`select county_id, name from county where code = ${county.code}`,
  )
  if (there && there.name !== county.name)
    throw new Refusal(`库中 ${county.code} 是${there.name}，county.json 写的是${county.name}：请核对是不是同一个县`)
  const countyId =
    there?.county_id ??
    (await one(db, sql<{ id: number }>`select (coalesce(max(county_id), 0) + 1)::int as id from county`)).id
  await sql`select set_config('app.county', ${String(countyId)}, true)`.execute(db)
  if (!there && countyId === 1) await renewIndexes(db)
  if (!there)
    await sql`insert into county (county_id, code, name) values (${countyId}, ${county.code}, ${county.name})`.execute(
      db,
    )
  return countyId
}

/** A loaded year has a row for each of its days, so that deadlines can be reckoned in SQL as well. */
const everyDay = ({ calendar: { years, days } }: Profile) => {
  const calendar = calendarOf(days)
  const names = new Map(days.map(d => [d.day, d.name]))
  return years.flatMap(year => {
    const [from, to] = [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)]
    return Array.from({ length: to - from + 1 }, (_, i) => {
      const day = dayAt(from + i)
      return { day, works: calendar.isWorkday(day), name: names.get(day) ?? '' }
    })
  })
}
