/** A matter that begins by itself: with each new row of a register, or with each case of another matter that ran out. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Columns, Engine, Values } from '#core/engine'
import { isJoint, rolesOf, subjectColumn } from '#core/registers/columns'
import { toRule } from '#core/registers/values'
import type { Began, Start } from '#define/procedure'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { openCases } from './open.ts'
import type { Opened, OpenInput } from './open-input.ts'

type Word = 'raised' | 'every' | 'monthly' | 'yearly' | 'runsOut' | 'enters' | 'lapsed' | 'stopped' | 'sampled' | 'draw'
type With<W extends Word> = Extract<Start<any>, { readonly [k in W]: unknown }>
/** How a matter starts, by the word of its definition. */
export const startOf = <W extends Word>(p: SomeProcedure, word: W): With<W> | undefined => startsOf(p, word)[0]
export const startsOf = <W extends Word>(p: SomeProcedure, word: W): With<W>[] =>
  p.head.starts.filter(s => typeof s === 'object' && word in s) as With<W>[]

/** What sets a case off: a row that entered or fell due, or a case that ran out. */
export interface Cause {
  readonly divisionId: number
  /** Subject and field columns, as the ledger has them. */
  readonly columns: Columns
  /** The row itself, for a matter that changes it. */
  readonly rowId?: number | null
  readonly caseId?: number | null
  /** Of a raised row: the rule, and the row in words. */
  readonly warning?: string
  readonly said?: string
}

/** One case for each cause, about the same subjects, with what the start knows filled in. */
export const beginCases = (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  from: AnyRegister,
  causes: readonly Cause[],
  source: OpenInput['source'],
  on: Day,
): Promise<Opened[]> =>
  openCases(
    trx,
    engine,
    p,
    causes.map(c => ({
      ...{ by, on, divisionId: c.divisionId, source, ...subjectsFor(p.register, from, c.columns) },
      ...(!p.isNew && c.rowId && { rowId: c.rowId }),
      ...(c.caseId && { earlierCaseId: c.caseId }),
      ...(p.head.brings && { brought: broughtBy(p, from, c, on) }),
    })),
  )

/** The same roles by name, else in the order of their kinds: the deceased of the cremation is the deceased of the ashes. */
export const subjectsFor = (to: AnyRegister, from: AnyRegister, columns: Columns) => {
  const left = [...rolesOf(from)]
  const found = rolesOf(to).flatMap(([role, kind]) => {
    const at = left.findIndex(([r, k]) => r === role && k === kind)
    const [same] = left.splice(
      at >= 0
        ? at
        : Math.max(
            0,
            left.findIndex(([, k]) => k === kind),
          ),
      1,
    )
    const id = same?.[1] === kind && columns[subjectColumn(same[0])]
    return id ? [[role, kind, Number(id)] as const] : []
  })
  if (isJoint(to)) return { roles: Object.fromEntries(found.map(([role, , id]) => [role, id])) }
  return Object.fromEntries(found.map(([, kind, id]) => [`${kind}Id`, id])) as Partial<OpenInput>
}
const rowOf = (from: AnyRegister, columns: Columns) => ({
  ...toRule(from.told.fields, from.measures, columns),
  onDay: columns.on_day,
})
const broughtBy = (p: SomeProcedure, from: AnyRegister, { columns, warning, said }: Cause, on: Day): Values => {
  const row = rowOf(from, columns)
  const says = Object.entries(p.head.brings ?? {}) as [string, (start: Began) => unknown][]
  return Object.fromEntries(
    says.map(([name, say]) => [name, say({ on, row, ...(warning && { warning }), ...(said && { said }) }) ?? null]),
  ) as Values
}

/** The matters that begin with each new row of a register. */
export const startingWith = (engine: Engine, r: AnyRegister): SomeProcedure[] =>
  engine.catalogue.procedures.filter(p => startsOf(p, 'enters').some(s => s.enters === r))
/** In the transaction in which the rows were made, by decision, by hand or from a file: whatever starts with them. */
export const beginForRows = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  r: AnyRegister,
  rowIds: readonly number[],
  on: Day,
): Promise<void> => {
  const starting = startingWith(engine, r)
  if (!starting.length || !rowIds.length) return
  const table = engine.catalogue.tableOf(r)
  const state =
    r.told.over === 'period'
      ? sql`cross join lateral (select * from ${sql.table(`${table}_state`)} s where s.county_id = t.county_id and s.row_id = t.id order by s.version desc limit 1) s`
      : sql``
  const made = await rows(
    trx,
    sql<Columns & { id: number; division_id: number; case_id: number | null }>`
      select ${r.told.over === 'period' ? sql`s.*, ` : sql``} t.* from ${sql.table(table)} t ${state}
      where t.county_id = ${by.countyId} and t.id = any(${rowIds}::bigint[]) order by t.id`,
  )
  const causes = made.map(m => ({ divisionId: m.division_id, columns: m, rowId: m.id, caseId: m.case_id }))
  for (const p of starting) {
    const starts = startsOf(p, 'enters').filter(s => s.enters === r)
    const mine = causes.filter(c => starts.some(s => s.when?.({ on, row: rowOf(r, c.columns) }) ?? true))
    if (mine.length) await beginCases(trx, engine, by, p, r, mine, 'entry', on)
  }
}
