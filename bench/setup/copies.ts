/** A county many times its size: the people and rows of a rehearsed one copied with numbers of their own, so that a run has them all to pay. */
import { sql } from 'kysely'
import { type AnyBenefit, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { changingFields, fixedFields, rolesOf, subjectColumn } from '#core/registers/columns'

/** Downwards: what is copied was known before every run of the county, as the rows that it is copied from. */
const apart = -100_000_000_000
interface Column {
  readonly name: string
  readonly isGenerated: boolean
}
const columnsOf = (owner: Db, table: string) =>
  rows(
    owner,
    sql<Column>`select attname as name, attgenerated <> '' as "isGenerated" from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`,
  )

/** `shifted`: columns that hold a number of a copied row; `emptied`: what may stand once only; `marked`: numbers on paper. */
const copy = async (
  owner: Db,
  table: string,
  times: number,
  {
    shifted,
    emptied = [],
    marked = [],
  }: { shifted: readonly string[]; emptied?: readonly string[]; marked?: readonly string[] },
) => {
  const columns = (await columnsOf(owner, table)).filter(c => !c.isGenerated).map(c => c.name)
  const value = (c: string) =>
    shifted.includes(c)
      ? sql`t.${sql.ref(c)} + k * ${apart}::bigint`
      : emptied.includes(c)
        ? sql`null`
        : marked.includes(c)
          ? sql`t.${sql.ref(c)} || '-' || k`
          : sql`t.${sql.ref(c)}`
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map(c => sql.ref(c)))})
    select ${sql.join(columns.map(value))} from ${sql.table(table)} t cross join generate_series(1, ${times - 1}) k`.execute(
    owner,
  )
}

/** No trigger looks on: copies of what was let in once. */
export const copyCounty = async (owner: Db, engine: Engine, benefits: readonly AnyBenefit[], times: number) => {
  if (times < 2) return
  await owner.connection().execute(async db => {
    await sql`set session_replication_role = replica`.execute(db)
    await copy(db, 'person', times, {
      shifted: ['id'],
      emptied: ['id_number_sealed', 'id_number_index', 'id_number_masked'],
    })
    await copy(db, 'household', times, { shifted: ['id', 'head_id'] })
    for (const register of new Set(benefits.map(b => b.worth.of))) {
      const table = engine.catalogue.tableOf(register)
      const subjects = rolesOf(register).map(([role]) => subjectColumn(role))
      await copy(db, table, times, {
        shifted: ['id', ...subjects],
        emptied: ['case_id'],
        marked: fixedFields(register).map(([k]) => snake(k)),
      })
      const people = changingFields(register)
        .filter(([, f]) => f.type === 'person')
        .map(([k]) => snake(k))
      await copy(db, `${table}_state`, times, {
        shifted: ['row_id', 'version', ...people],
        emptied: ['case_id', 'event_id'],
      })
    }
    await sql`set session_replication_role = origin`.execute(db)
  })
  await sql`vacuum analyze`.execute(owner)
}
