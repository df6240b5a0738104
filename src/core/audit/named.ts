/** What an entry of the audit is about, by its name: 'account:1340' is nobody to whoever reads it. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, rows } from '#core/db'

const names: Readonly<Record<string, RawBuilder<unknown>>> = {
  account: sql`select 'account:' || id as subject, name || '（' || login || '）' as name, id from account where county_id = `,
  person: sql`select 'person:' || id, name, id from person where county_id = `,
  household: sql`select 'household:' || h.id, p.name || '家', h.id from household h
    join person p on p.county_id = h.county_id and p.id = h.head_id where h.county_id = `,
  organisation: sql`select 'organisation:' || id, name, id from organisation where county_id = `,
  case: sql`select 'case:' || id, number, id from case_file where county_id = `,
}
/** Subject → its name, of those that the asker may see. */
export const namesOfSubjects = async (db: Db, countyId: number, subjects: readonly string[]) => {
  const asked = Object.entries(names).flatMap(([kind, query]) => {
    const ids = subjects.flatMap(s => (/^([a-z]+):(\d+)$/.exec(s)?.[1] === kind ? [Number(s.split(':')[1])] : []))
    return ids.length
      ? [
          sql`select subject, name from (${query} ${countyId}) as t (subject, name, id) where id = any(${ids}::bigint[])`,
        ]
      : []
  })
  if (!asked.length) return new Map<string, string>()
  const found = await rows(db, sql<{ subject: string; name: string }>`${sql.join(asked, sql` union all `)}`)
  return new Map(found.map(f => [f.subject, f.name]))
}
