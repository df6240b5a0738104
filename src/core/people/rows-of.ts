/** The rows of all registers that are about a household or its people, each with what it is worth now. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { fixedFields, hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import { yuanOf } from '#core/registers/values'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import type { Looked, Whose } from './look.ts'

export interface RowSummary {
  readonly id: string
  readonly register: string
  readonly title: string
  readonly number: string | null
  readonly from: Day | null
  readonly until: Day | null
  readonly endReason: string | null
  readonly suspended: boolean
  /** A month, in yuan; null where it is worth no money. */
  readonly amount: string | null
  readonly isLive: boolean
  /** It happened on `from`, and is not in force for a time. */
  readonly isOfDay: boolean
}

export const rowsOf = async (db: Db, look: Looked, whose: Whose): Promise<RowSummary[]> => {
  const all: RowSummary[] = []
  for (const register of look.engine.catalogue.registers) {
    if (register.told.isConfidential || !look.sees(look.engine.catalogue.businessOf(register))) continue
    const about = whereAbout(register, whose)
    if (about) all.push(...(await rowsIn(db, look, register, about)))
  }
  return all
}

const whereAbout = (register: AnyRegister, whose: Whose): RawBuilder<unknown> | undefined => {
  const roles = rolesOf(register).flatMap(([role, subject]) => {
    const column = sql.ref(`r.${subjectColumn(role)}`)
    if (subject === 'household') return whose.householdId ? [sql`${column} = ${whose.householdId}`] : []
    const other = subject === 'organisation' ? whose.organisationId : subject === 'place' ? whose.placeId : undefined
    if (other) return [sql`${column} = ${other}`]
    return subject === 'person' ? [sql`${column} = any(${whose.personIds}::bigint[])`] : []
  })
  return roles.length ? sql`(${sql.join(roles, sql` or `)})` : undefined
}

const rowsIn = async (
  db: Db,
  { engine, actor: { countyId }, on }: Looked,
  register: AnyRegister,
  about: RawBuilder<unknown>,
): Promise<RowSummary[]> => {
  const { catalogue } = engine
  const table = catalogue.tableOf(register)
  const [serial] = fixedFields(register)
  const number = serial ? sql.ref(`r.${snake(serial[0])}`) : sql`null`
  if (!hasStates(register)) {
    const found = await rows(
      db,
      sql<{
        id: number
        on_day: Day
        number: string | null
        end_reason: string | null
      }>`select r.id, r.on_day, ${number} as number, r.annulled_on || '撤销登记' as end_reason from ${sql.table(table)} r
        where r.county_id = ${countyId} and ${about} order by r.on_day desc limit 100`,
    )
    return found.map(r =>
      summary(catalogue.idOf(register), register.title, {
        ...r,
        from: r.on_day,
        until: null,
        amount: null,
        live: false,
      }),
    )
  }
  const worth = catalogue.benefitsOf(register).map(b => sql`s.${sql.ref(amountColumn(catalogue, b))}`)
  const found = await rows(
    db,
    sql<Found>`select r.id, ${number} as number, lower(r.held) as from, upper(r.held) as until, r.end_reason, r.held @> ${on}::date as live,
        s.suspended, ${worth.length ? sql.join(worth, sql` + `) : sql`null::bigint`} as amount
      from ${sql.table(table)} r left join lateral (select * from ${sql.table(`${table}_state`)} s
        where s.county_id = r.county_id and s.row_id = r.id and s.starts <= greatest(${on}::date, lower(r.held)) order by s.version desc limit 1) s on true
      where r.county_id = ${countyId} and ${about} order by lower(r.held) desc limit 100`,
  )
  return found.map(r => summary(catalogue.idOf(register), register.title, r))
}

interface Found {
  on_day?: Day
  id: number
  number: string | null
  from: Day | null
  until: Day | null
  end_reason?: string | null
  suspended?: boolean | null
  amount: number | null
  live: boolean
}
const summary = (register: string, title: string, r: Found): RowSummary => ({
  ...{ id: String(r.id), register, title, number: r.number, from: r.from, until: r.until },
  endReason: r.end_reason ?? null,
  suspended: r.suspended ?? false,
  amount: r.amount === null ? null : yuanOf(r.amount),
  isLive: r.live,
  isOfDay: !!r.on_day,
})
