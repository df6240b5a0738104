/** Standards and powers from a profile: only what is new is added; a decision in force is never rewritten by a file. */
import { sql } from 'kysely'
import { type Db, maybe } from '#core/db'
import type { Day } from '#define/time'
import type { Profile } from './load.ts'
import { file, type Merged, upserted } from './merge.ts'
import { broken } from './table.ts'

export const installStandards = async (db: Db, countyId: number, told: Profile['standards']): Promise<Merged> => {
  const lines = sql`${file(
    told,
    sql`line int, business text, name text, town text, starts date, value text, "documentNo" text, maker text, checker text`,
  )} left join division d on d.county_id = ${countyId} and d.code = f.town and upper_inf(d.valid)`
  const sameKey = sql`s.county_id = ${countyId} and s.business = f.business and s.name = f.name and s.starts = f.starts
    and s.division_id is not distinct from d.id and s.checker is not null`
  const differs = await maybe(
    db,
    sql<{ line: number; value: string; document_no: string }>`select f.line, s.value, s.document_no from ${lines}
      join standard_value s on ${sameKey} and s.replaced_by is null
      where (s.value, s.document_no) is distinct from (f.value, f."documentNo")
        and not exists (select from standard_value s where ${sameKey} and (s.value, s.document_no) = (f.value, f."documentNo"))
      order by f.line limit 1`,
  )
  if (differs)
    throw broken(
      'standards.csv',
      differs.line,
      '值',
      `与已生效的不同（库中为 ${differs.value}，${differs.document_no}）`,
      '已生效的标准不由文件改写：要更正，请在「标准」页录入并由另一人复核；新标准请另起一行，写新的启用日期',
    )
  return upserted(
    db,
    sql`insert into standard_value as t (county_id, business, name, division_id, starts, value, document_no, maker, checker, checked_at)
      select ${countyId}, f.business, f.name, d.id, f.starts, f.value, f."documentNo", f.maker, f.checker, ledger_now() from ${lines}
      where not exists (select from standard_value s where ${sameKey}) order by f.line`,
  )
}

export const installPowers = async (db: Db, countyId: number, told: Profile['powers']): Promise<Merged> => {
  const lines = sql`${file(
    told,
    sql`line int, business text, town text, starts date, "documentNo" text, ends date, "endedByDocument" text`,
  )} join division d on d.county_id = ${countyId} and d.code = f.town and upper_inf(d.valid)`
  const ended = await maybe(
    db,
    sql<{ count: number }>`with changed as (
        update power p set ends = coalesce(f.ends, p.ends), ended_by_document = coalesce(f."endedByDocument", p.ended_by_document), document_no = f."documentNo" from ${lines}
        where p.county_id = ${countyId} and p.business = f.business and p.division_id = d.id and p.starts = f.starts
          and (p.document_no, coalesce(f.ends, p.ends)) is distinct from (f."documentNo", p.ends)
        returning 1) select count(*)::int as count from changed`,
  )
  const overlap = await maybe(
    db,
    sql<{ line: number; starts: Day }>`select f.line, p.starts from ${lines}
      join power p on p.county_id = ${countyId} and p.business = f.business and p.division_id = d.id and p.starts <> f.starts
        and daterange(p.starts, p.ends) && daterange(f.starts, f.ends) order by f.line limit 1`,
  )
  if (overlap)
    throw broken(
      'powers.csv',
      overlap.line,
      '启用日期',
      `与库中自 ${overlap.starts} 起的下放重叠`,
      '请先登记收回，再写新的一行',
    )
  const { added } = await upserted(
    db,
    sql`insert into power as t (county_id, business, division_id, starts, ends, document_no, ended_by_document)
      select ${countyId}, f.business, d.id, f.starts, f.ends, f."documentNo", f."endedByDocument" from ${lines}
      where not exists (select from power p where p.county_id = ${countyId} and p.business = f.business
        and p.division_id = d.id and p.starts = f.starts) order by f.line`,
  )
  return { added, corrected: ended?.count ?? 0 }
}
