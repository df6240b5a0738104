/** Counts many figures in few passes: one grouped query for each kind of set, from which every figure takes its groups; on two connections where there are two. */
import { type RawBuilder, sql } from 'kysely'
import { abreast } from '#core/abreast'
import { type Catalogue, snake } from '#core/catalogue'
import type { Db } from '#core/db'
import { grouped } from '#core/grouped'
import { allCases, caseSet, takes, verbsOf } from './cases.ts'
import { type Tally, whole } from './exact.ts'
import { fold, valueIn } from './fold.ts'
import { groupsOf, onceColumn } from './groups.ts'
import { paymentSet, transferSet } from './payments.ts'
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
  const left = [...grouped(counts, c => passOf(catalogue, c)).values()].sort((a, b) => turnOf(a[0]!) - turnOf(b[0]!))
  const isWhole = scope.seesAll && !scope.area
  const found = new Map<Count, Tally>()
  await abreast(db, async one => {
    let hashes = false
    for (let alike = left.shift(); alike; alike = left.shift()) {
      if (hashes !== (isWhole && readsAll(alike[0]!))) await hashing(one, (hashes = !hashes))
      for (const [count, t] of await onePass(one, catalogue, scope, alike)) found.set(count, t)
    }
    if (hashes) await hashing(one, false)
  })
  return found
}
/** What happens on a day is the most by far and goes first, so that two connections come to an end together. */
const turnOf = (c: Count) => (c.of === 'rows' && c.verb === 'during' ? 0 : readsAll(c) ? 1 : 2)
const readsAll = (c: Count) => c.of === 'payments' || (c.of === 'rows' && c.verb === 'holding')
/** The whole county is read once, from end to end, and hashed, whatever the planner expects of the policies and of `held`. */
const hashing = (db: Db, only: boolean) =>
  sql`select ${sql.join(
    ['nestloop', 'mergejoin', 'indexscan', 'sort'].map(
      way => sql`set_config(${`enable_${way}`}, ${only ? 'off' : 'on'}, true)`,
    ),
  )}`.execute(db)

/** Figures of one pass differ in their filters and sums only, payments in their benefit too. */
const passOf = (catalogue: Catalogue, c: Count): string => {
  if (c.of === 'published') return `published ${c.what}`
  if (c.of === 'cases') return 'cases'
  if (c.of === 'payments') return Object.keys(c.where).length ? `payments ${catalogue.idOf(c.benefit)}` : 'payments'
  return `rows ${c.verb} ${catalogue.idOf(c.register)} ${c.people ?? ''} ${c.verb !== 'during' && c.distinct}`
}
const isOnceInPeriod = (c: Count): c is RowCount => c.of === 'rows' && c.verb === 'during' && c.distinct

const onePass = async (db: Db, catalogue: Catalogue, scope: Scope, alike: readonly Count[]) => {
  const [first] = alike as [Count, ...Count[]]
  if (first.of === 'published') {
    const found = await publishedTally(db, scope, first.what)
    return alike.map(c => [c, found] as const)
  }
  if (first.of === 'cases') {
    const counts = alike as readonly CaseCount[]
    const set = allCases(catalogue, scope, counts)
    const groups = await groupsOf(db, scope, { set, columns: ['procedure', 'outcome', ...verbsOf(counts)] })
    return counts.map(c => [c, fold(scope, groups.filter(takes(catalogue, c)), {}, g => whole(g.n))] as const)
  }
  if (first.of === 'payments' && !Object.keys(first.where).length) {
    const paid = alike as readonly PaidSum[]
    const benefits = [...new Set(paid.map(c => c.benefit))]
    const set = isPlaced(scope) ? paymentSet(catalogue, scope, benefits, []) : transferSet(catalogue, scope, benefits)
    const groups = await groupsOf(db, scope, { set, columns: ['benefit'], sums: ['fen'], isAddedUp: !isPlaced(scope) })
    return paid.map(c => [c, fold(scope, groups, { benefit: catalogue.idOf(c.benefit) }, g => valueIn(g, c))] as const)
  }
  const filters = alike.map(c => ('where' in c ? c.where : {}))
  const columns = [...new Set(filters.flatMap(whereColumns))]
  const sums = [...new Set(alike.flatMap(c => (c.of === 'rows' && c.sum ? [snake(c.sum)] : [])))]
  const set = countedSet(catalogue, scope, first, [...columns, ...sums], scope.seesAll && !scope.area)
  const added = [...sums, ...(first.of === 'payments' ? ['fen'] : [])]
  const once = [...new Set(alike.filter(isOnceInPeriod).map(c => c.where))]
  const groups = await groupsOf(db, scope, { set, columns, sums: added, once })
  const overall = groups.filter(g => g.is_overall)
  const byColumns = groups.filter(g => !g.is_overall || !columns.length)
  return alike.map((c, i) => {
    if (!isOnceInPeriod(c)) return [c, fold(scope, byColumns, filters[i]!, g => valueIn(g, c))] as const
    const column = onceColumn(once.indexOf(c.where))
    return [c, fold(scope, overall, {}, g => whole(Number(g[column] ?? 0)))] as const
  })
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
  if (c.of === 'payments') return paymentSet(catalogue, scope, [c.benefit], columns)
  return setOf(catalogue, scope, { ...c, columns, isPlaced: isPlaced(scope), isWhole })
}
const isPlaced = (scope: Scope) => !scope.seesAll || scope.area !== undefined || scope.by !== undefined
