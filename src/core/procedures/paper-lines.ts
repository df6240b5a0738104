/** The lines of a part (incomes, consents, findings) as a case had them at a moment. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { rows } from '#core/db'
import type { AnyRegister } from '#define/register'
import type { Paper } from './paper.ts'

/** A later filling has voided them since; the ledger's earlier versions still have them. */
export const linesKnownAt = (c: Paper, name: string, r: AnyRegister, at: string) => {
  const table = `${c.engine.catalogue.tableOf(c.p.register)}_${snake(name)}`
  const columns = sql.join(
    [
      'id',
      'held',
      ...Object.keys(r.told.fields)
        .filter(k => !r.told.fields[k]!.isSecret)
        .map(snake),
    ].map(k => sql.ref(k)),
  )
  const mine = sql`county_id = ${c.countyId} and case_id = ${c.id} and known_from <= ${at}::timestamptz`
  return rows(
    c.db,
    sql<Record<string, unknown>>`select * from (
        select ${columns} from ${sql.table(table)} where ${mine}
        union all select ${columns} from ${sql.table(`history.${table}`)} where ${mine} and known_until > ${at}::timestamptz) said
      where held is null or not isempty(held) order by id`,
  )
}
