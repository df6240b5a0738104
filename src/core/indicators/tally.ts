/** Counts many figures in few passes: one grouped query for each kind of set, from which every figure takes its groups. */
import { type RawBuilder, sql } from 'kysely'
import { type Catalogue, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { grouped } from '#core/grouped'
import { allCases, caseSet, takes } from './cases.ts'
import { type Tally, whole } from './exact.ts'
import { fold, Group, valueIn } from './fold.ts'
import { paymentSet } from './payments.ts'
import { inArea, placesOf } from './places.ts'
import type { CaseCount, Count, PaidSum, RowCount } from './plan.ts'
import { publishedTally } from './published.ts'
import type { Scope } from './scope.ts'
import { matches, setOf, whereColumns } from './sets.ts'

type Sql = RawBuilder<unknown>

export const tally = async (
  db: Db,
  catalogue: Catalogue,
  scope: Scope,
  counts: readonly Count[],
): Promise<ReadonlyMap<Count, Tally>> => {
  const found = new Map<Count, Tally>()
  for (const alike of grouped(counts, c => passOf(catalogue, c)).values()) {
    const hashed = scope.seesAll && !scope.area && readsAll(alike[0]!)
    if (hashed) await hashing(db, true)
    for (const [count, t] of await onePass(db, catalogue, scope, alike)) found.set(count, t)
    if (hashed) await hashing(db, false)
  }
  return found
}
const readsAll = (c: Count) => c.of === 'payments' || (c.of === 'rows' && c.verb === 'holding')
/** The whole county is read: hash joins, whatever the planner expects of the policies and of `held`. */
const hashing = (db: Db, only: boolean) =>
  sql`select set_config('enable_nestloop', ${only ? 'off' : 'on'}, true), set_config('enable_mergejoin', ${only ? 'off' : 'on'}, true)`.execute(
    db,
  )

/** Figures of one pass differ in their filters and sums only. What is counted once over a whole period needs a pass of its own. */
const passOf = (catalogue: Catalogue, c: Count): string => {
  if (c.of === 'published') return `published ${c.what}`
  if (c.of === 'cases') return 'cases'
  if (c.of === 'payments') return `payments ${catalogue.idOf(c.benefit)}`
  const alone = isOnceInPeriod(c) ? JSON.stringify(c.where) : ''
  return `rows ${c.verb} ${catalogue.idOf(c.register)} ${c.people ?? ''} ${c.distinct} ${alone}`
}
const isOnceInPeriod = (c: RowCount) => c.verb === 'during' && c.distinct

const onePass = async (db: Db, catalogue: Catalogue, scope: Scope, alike: readonly Count[]) => {
  const [first] = alike as [Count, ...Count[]]
  if (first.of === 'published') {
    const found = await publishedTally(db, scope, first.what)
    return alike.map(c => [c, found] as const)
  }
  if (first.of === 'rows' && isOnceInPeriod(first)) {
    const set = countedSet(catalogue, scope, first)
    const groups = await groupsOf(
      db,
      scope,
      set,
      [],
      [sql`count(distinct c.subject_id) as n`],
      matches('c', first.where),
    )
    return alike.map(c => [c, fold(scope, groups, {}, g => whole(g.n))] as const)
  }
  if (first.of === 'cases') {
    const counts = alike as readonly CaseCount[]
    const set = allCases(catalogue, scope, counts)
    const groups = await groupsOf(db, scope, set, ['procedure', 'verb', 'outcome'], [sql`count(*) as n`], sql`true`)
    return counts.map(c => [c, fold(scope, groups.filter(takes(catalogue, c)), {}, g => whole(g.n))] as const)
  }
  const filters = alike.map(c => ('where' in c ? c.where : {}))
  const columns = [...new Set(filters.flatMap(whereColumns))]
  const sums = [...new Set(alike.flatMap(c => (c.of === 'rows' && c.sum ? [snake(c.sum)] : [])))]
  const set = countedSet(catalogue, scope, first, [...columns, ...sums], scope.seesAll && !scope.area)
  const added = [...sums, ...(first.of === 'payments' ? ['fen'] : [])]
  const counted = [
    sql`count(*) as n`,
    ...added.map(s => sql`sum(${sql.ref(`c.${s}`)})::text as ${sql.ref(`sum_${s}`)}`),
  ]
  const groups = await groupsOf(db, scope, set, columns, counted, sql`true`)
  return alike.map((c, i) => [c, fold(scope, groups, filters[i]!, g => valueIn(g, c))] as const)
}

/** The set that a count counts; a drill-down lists the very same. */
export const countedSet = (
  catalogue: Catalogue,
  scope: Scope,
  c: RowCount | CaseCount | PaidSum,
  columns: readonly string[] = 'where' in c ? whereColumns(c.where) : [],
  isWhole = false,
): Sql => {
  if (c.of === 'cases') return caseSet(catalogue, scope, c)
  if (c.of === 'payments') return paymentSet(catalogue, scope, c.benefit, columns)
  const isPlaced = !scope.seesAll || scope.area !== undefined || scope.by !== undefined
  return setOf(catalogue, scope, { ...c, columns, isPlaced, isWhole })
}

const groupsOf = (
  db: Db,
  scope: Scope,
  set: Sql,
  columns: readonly string[],
  counted: readonly Sql[],
  filter: Sql,
): Promise<Group[]> => {
  const refs = columns.map(c => sql.ref(`c.${c}`))
  const keys = sql.join([sql`()`, ...(scope.by ? [sql`(p.place_id)`] : [])])
  const byColumns = refs.length ? sql`${sql.join(refs)},` : sql``
  const query = sql<Group>`select ${byColumns} ${scope.by ? sql`coalesce(p.place_id, 0)` : sql`0`} as place,
      ${scope.by ? sql`grouping(p.place_id) = 1` : sql`true`} as is_total, ${sql.join(counted)}
    from ${set} c ${placesOf(scope)} where ${inArea(scope)} and ${filter}
    group by ${byColumns} grouping sets (${keys})`
  return rows(db, query)
}
