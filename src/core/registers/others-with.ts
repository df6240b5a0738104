/** How many live rows of others agree with this one in some fields (`past.othersWith`): nobody heads two associations. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import type { Columns, Engine } from '#core/engine'
import type { Question } from '#define/past'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { hasStates, rolesOf, subjectColumn } from './columns.ts'
import { inJson } from './in-json.ts'
import type { Counted } from './past.ts'

/** By the key of what is asked about, not by its subject: a case may say otherwise than the row. */
export const othersWithQuery = (
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  q: Question,
  asked: readonly { readonly key: number; readonly columns: Columns }[],
  on: Day,
): RawBuilder<Counted> => {
  const columns = (q.same ?? '').split(',').map(f => (r.told.fields[f]?.isSecret ? `${snake(f)}_index` : snake(f)))
  const subject = subjectColumn(rolesOf(r)[0]![0])
  const told = asked.map(a => ({
    key: a.key,
    subject: a.columns[subject],
    says: columns.map(c => inJson(a.columns[c]) ?? null),
  }))
  const table = sql.table(engine.catalogue.tableOf(r))
  const state = hasStates(r)
    ? sql`cross join lateral (select * from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} s where s.county_id = t.county_id and s.row_id = t.id
        and s.starts <= greatest(${on}::date, lower(t.held)) order by s.version desc limit 1) s`
    : sql``
  const at = hasStates(r) ? 's' : 't'
  const alike = columns.map((c, i) => sql`${sql.ref(`${at}.${c}`)}::text = a.says ->> ${sql.lit(i)}`)
  return sql`select a.key as id, count(*)::int as n from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as a(key bigint, subject bigint, says jsonb)
    join ${table} t on t.county_id = ${countyId} and ${sql.ref(`t.${subject}`)} <> a.subject ${hasStates(r) ? sql`and not isempty(t.held) and (upper_inf(t.held) or upper(t.held) > ${on}::date)` : sql``}
    ${state} where ${sql.join(alike, sql` and `)} group by 1`
}
