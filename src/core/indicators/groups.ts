/** The groups of a set, counted and added up in one scan: by the columns that figures filter by, and by town. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Group } from './fold.ts'
import { inArea, placesOf } from './places.ts'
import type { Where } from './plan.ts'
import type { Scope } from './scope.ts'
import { matches } from './sets.ts'

type Sql = RawBuilder<unknown>
export interface Pass {
  readonly set: Sql
  readonly columns: readonly string[]
  readonly sums?: readonly string[]
  /** The set is added up already: its rows say in `n` how many they stand for. */
  readonly isAddedUp?: boolean
  /** What is counted once over the whole period: each subject that has such a row. */
  readonly once?: readonly Where[]
}
export const onceColumn = (i: number) => `once_${i}`

/** With `once`, beside the groups by columns one over all of them (`is_overall`), which says how many subjects there are of each kind. */
export const groupsOf = (db: Db, scope: Scope, pass: Pass): Promise<Group[]> => {
  const { set, columns, sums = [], once = [] } = pass
  const refs = columns.map(c => sql.ref(`c.${c}`))
  const sum = (s: string) => sql`sum(${sql.ref(`c.${s}`)})`
  const totals = sums.map(s => sql`${sum(s)}::text as ${sql.ref(`sum_${s}`)}`)
  const from = sql`from ${set} c ${placesOf(scope)} where ${inArea(scope)}`
  if (!once.length) {
    const place = scope.by ? sql.ref('p.place_id') : undefined
    const n = pass.isAddedUp ? sql`sum(c.n)::bigint as n` : sql`count(*) as n`
    const read = sql.join([...refs, ...placed(place), n, ...totals])
    return rows(db, sql<Group>`select ${read} ${from} group by grouping sets (${setsOf(refs, place)})`)
  }
  // The few groups of each subject first; over those it is cheap to count subjects.
  const each = sql.join([sql.ref('c.subject_id'), ...refs, ...(scope.by ? [sql.ref('p.place_id')] : [])])
  const added = sums.map(s => sql`, ${sum(s)} as ${sql.ref(s)}`)
  const bySubject = sql`(select ${each}, count(*) as n ${sql.join(added, sql` `)} ${from} group by ${each})`
  const place = scope.by ? sql.ref('c.place_id') : undefined
  const read = sql.join([
    ...[...refs, ...placed(place)],
    refs.length ? sql`grouping(${sql.join(refs)}) > 0 as is_overall` : sql`true as is_overall`,
    ...[sql`sum(c.n)::bigint as n`, ...totals],
    ...once.map(
      (w, i) => sql`count(distinct c.subject_id) filter (where ${matches('c', w)}) as ${sql.ref(onceColumn(i))}`,
    ),
  ])
  const sets = refs.length ? sql`${setsOf(refs, place)}, ${setsOf([], place)}` : setsOf(refs, place)
  return rows(db, sql<Group>`select ${read} from ${bySubject} c group by grouping sets (${sets})`)
}
const placed = (place: Sql | undefined): Sql[] =>
  place
    ? [sql`coalesce(${place}, 0) as place`, sql`grouping(${place}) = 1 as is_total`]
    : [sql`0 as place`, sql`true as is_total`]
const setsOf = (refs: readonly Sql[], place: Sql | undefined): Sql =>
  place ? sql`(${sql.join(refs)}), (${sql.join([...refs, place])})` : sql`(${sql.join(refs)})`
