/** The groups that a pass brought back, added up for each figure: exactly, in fen and twelfths. */
import { snake } from '#core/catalogue'
import { grouped } from '#core/grouped'
import { type Exact, type Tally, whole } from './exact.ts'
import type { Count, Where } from './plan.ts'
import type { Scope } from './scope.ts'
import { isMatch } from './sets.ts'

export interface Group extends Record<string, unknown> {
  readonly place: number
  readonly is_total: boolean
  readonly n: number
  /** Over all columns: see `groupsOf`. */
  readonly is_overall?: boolean
}
/** Nothing, in the unit of the figure. */
const none: Group = { place: 0, is_total: true, n: 0 }
export const fold = (scope: Scope, groups: readonly Group[], where: Where, value: (g: Group) => Exact): Tally => {
  const mine = groups.filter(g => isMatch(g, where))
  const add = (of: readonly Group[]) => of.map(value).reduce(sumOf, value(none))
  const places = scope.by
    ? grouped(
        mine.filter(g => !g.is_total),
        g => g.place,
      )
    : new Map<number, Group[]>()
  return {
    total: add(mine.filter(g => g.is_total)),
    by: new Map([...places].map(([place, of]) => [place, add(of)])),
  }
}
const sumOf = (a: Exact, b: Exact): Exact => ({
  over: a.under === b.under ? a.over + b.over : a.over * b.under + b.over * a.under,
  under: a.under === b.under ? a.under : a.under * b.under,
  isMoney: a.isMoney || b.isMoney,
})

export const valueIn = (g: Group, c: Count): Exact => {
  if (c.of === 'payments') return whole(BigInt((g.sum_fen as string | null) ?? '0'), true)
  if (c.of !== 'rows' || !c.sum) return whole(g.n)
  const measure = c.register.measures[c.sum]
  const [digits = '0', places = ''] = String(g[`sum_${snake(c.sum)}`] ?? '0').split('.')
  const isMoney = (measure ?? c.register.told.fields[c.sum])?.type === 'money'
  const twelfths = measure?.type === 'money' ? 12n : 1n
  return { over: BigInt(digits + places), under: 10n ** BigInt(places.length) * twelfths, isMoney }
}
