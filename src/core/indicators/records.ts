/** 下钻: the records that a figure counts, by the figure's own set and filter, page by page, names masked. */
import { type RawBuilder, sql } from 'kysely'
import { permissionMatrix } from '#core/access/matrix'
import { Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, one, rows, wherever } from '#core/db'
import { maskName } from '#core/identity/masks'
import { hasStates, rolesOf } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import type { AnyRegister } from '#define/register'
import { ifKnown } from './known.ts'
import { inArea } from './places.ts'
import { type Count, type Plan, planOf } from './plan.ts'
import { baseRows } from './published.ts'
import type { FigureRecord, Records, RecordsAsk } from './record.ts'
import { mustOpen, type Scope, scopeOf } from './scope.ts'
import { matches, whereColumns } from './sets.ts'
import { countedSet } from './tally.ts'

/** @throws Refusal as `indicators`, for a register whose rows are in no list, and for a cursor that is none */
export const records = async (db: Db, catalogue: Catalogue, name: string, ask: RecordsAsk): Promise<Records> => {
  const scope = await scopeOf(db, ask)
  const plan = planOf(catalogue, name)
  mustOpen(scope, plan)
  const count = ask.of === 'whole' && plan.whole ? plan.whole : plan.part
  const head = { figure: name, period: scope.period.name, area: scope.areaName }
  if (count.of === 'published')
    return { ...head, rows: [], published: await baseRows(db, scope, count.what), next: null }
  const register = registerOf(count)
  if (register.told.isConfidential && !(await handles(db, catalogue, register)))
    throw new Refusal(`「${register.title}」只由承办岗位打开名单，请由承办岗位查看`, {
      status: 403,
      basis: '民法典第一千一百一十条',
    })
  const limit = Math.min(500, Math.max(1, Math.trunc(ask.limit ?? 50)))
  const found = await wherever(db, () => page(db, catalogue, scope, plan, count, ask.cursor, limit + 1))
  const opens = await openedBy(db, catalogue, scope, count, found)
  const shown = found.slice(0, limit).map(({ name: n, ...r }) => ({
    ...r,
    name: n && isOfPeople(count) ? maskName(n) : n,
    opens: opens(r.ofRow ?? r.rowId),
  }))
  const last = found.length > limit ? shown.at(-1) : undefined
  return { ...head, rows: shown, next: last ? `${last.rowId}.${last.subjectId ?? 0}.${last.day}` : null }
}
/** What is confidential opens for those alone who handle it. */
const handles = async (db: Db, catalogue: Catalogue, register: AnyRegister): Promise<boolean> => {
  const { post } = await one(db, sql<{ post: string | null }>`select app_post() as post`)
  const of = catalogue.idOf(register)
  return permissionMatrix(catalogue).some(g => g.of === of && g.action === 'see' && g.post === post)
}
/** The name of an organisation or a place is public. */
const isOfPeople = (c: Listed) =>
  !['organisation', 'place'].includes(rolesOf(registerOf(c))[0]![1]) || (c.of === 'rows' && !!c.people)
type Listed = Exclude<Count, { of: 'published' }>
const registerOf = (c: Listed): AnyRegister =>
  c.of === 'rows' ? c.register : c.of === 'cases' ? c.procedure.register : c.benefit.worth.of

const page = (
  db: Db,
  catalogue: Catalogue,
  scope: Scope,
  plan: Plan,
  c: Listed,
  cursor: string | undefined,
  limit: number,
): Promise<Omit<FigureRecord, 'opens'>[]> => {
  const where = 'where' in c ? c.where : {}
  const set = countedSet(catalogue, scope, c, whereColumns(where))
  const chosen = sql`select c.* from ${set} c where ${inArea(scope)} and ${matches('c', where)} ${after(cursor, plan.name)}
    order by c.row_id, coalesce(c.subject_id, 0), c.day limit ${limit}`
  const own = {
    rows: sql`c.row_id as "ofRow", s.amount, null::text as month`,
    cases: sql`null::bigint as "ofRow", null::bigint as amount, null::text as month`,
    payments: sql`c.of_row as "ofRow", c.fen as amount, c.month`,
  }[c.of]
  return rows(
    db,
    sql<
      Omit<FigureRecord, 'opens'>
    >`select c.row_id as "rowId", c.subject_id as "subjectId", n.name, t.name as town, v.name as village, c.day,
      lower(c.held) as "from", upper(c.held) as "until", ${own}
    from (${chosen}) c
    left join lateral (${stateOf(catalogue, scope, c)}) s on true
    left join lateral (${nameOf(scope, c)}) n on true
    left join division v on v.county_id = ${scope.county} and v.id = coalesce(c.division_id, s.division_id)
    left join lateral (select d.name from division_within w join division d on d.county_id = w.county_id and d.id = w.ancestor_id
      where w.county_id = ${scope.county} and w.division_id = v.id and d.level = 'town' and d.valid @> ${scope.period.to}::date
      order by coalesce(v.parent_id = d.id, false) desc, d.id desc limit 1) t on true
    order by c.row_id, coalesce(c.subject_id, 0), c.day`,
  )
}
/** Asked as the asker: what row-level security lets them see. */
const openedBy = async (
  db: Db,
  catalogue: Catalogue,
  scope: Scope,
  c: Listed,
  found: readonly { ofRow: number | null; rowId: number }[],
) => {
  const table = c.of === 'cases' ? 'case_file' : catalogue.tableOf(registerOf(c))
  const seen = scope.seesAll
    ? undefined
    : await rows(
        db,
        sql<{ id: number }>`select id from ${sql.table(table)} where county_id = ${scope.county}
          and id = any (${found.map(f => f.ofRow ?? f.rowId)}::bigint[])`,
      )
  const ids = seen && new Set(seen.map(s => s.id))
  return (id: number) => ids?.has(id) ?? true
}
const after = (cursor: string | undefined, figure: string): RawBuilder<unknown> => {
  if (cursor === undefined) return sql``
  const [, row, subject, day] = /^(\d{1,16})\.(\d{1,16})\.(\d{4}-\d{2}-\d{2})$/.exec(cursor) ?? []
  if (!row) throw new Refusal(`「${figure}」的翻页位置「${cursor}」不对，请从第一页重新查看`, { status: 400 })
  return sql`and (c.row_id, coalesce(c.subject_id, 0), c.day) > (${row}::bigint, ${subject}::bigint, ${day}::date)`
}
/** The payee, the person counted, or the head of the household. */
const nameOf = (scope: Scope, c: Listed): RawBuilder<unknown> => {
  const isPerson = c.of === 'payments' || (c.of === 'rows' && c.people)
  const [, subject] = rolesOf(registerOf(c))[0]!
  if (isPerson || subject === 'person')
    return sql`select p.name from person p where p.county_id = ${scope.county} and p.id = c.subject_id`
  if (subject === 'household')
    return sql`select p.name from household h join person p on p.county_id = h.county_id and p.id = h.head_id
      where h.county_id = ${scope.county} and h.id = c.subject_id`
  if (subject !== 'area')
    return sql`select s.name from ${sql.table(subject)} s where s.county_id = ${scope.county} and s.id = c.subject_id`
  return sql`select null::text as name where false`
}
/** Where it was on that day, and what its first benefit was worth; looked up for the page alone. */
const stateOf = (catalogue: Catalogue, scope: Scope, c: Listed): RawBuilder<unknown> => {
  if (c.of !== 'rows' || !hasStates(c.register)) return sql`select null::bigint as division_id, null::bigint as amount`
  const first = catalogue.benefitsOf(c.register)[0]
  const amount = first ? sql.ref(amountColumn(catalogue, first)) : sql`null::bigint`
  return sql`select s.division_id, ${amount} as amount from ${sql.table(`${catalogue.tableOf(c.register)}_state`)} s
    where s.county_id = ${scope.county} and s.row_id = c.row_id and s.starts <= c.day ${ifKnown(scope, 's.known_from')} order by s.version desc limit 1`
}
