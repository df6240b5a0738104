/**
 * 期初 + 新增 + 迁入 − 退出 − 迁出 = 期末, month by month, for the whole and for each town; and the people by name add up to what the rows say.
 * Within the county nobody moves in or out: there the identity is 期初 + 新增 − 退出 = 期末 (rulebook 14.2).
 */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import type { Catalogue } from '#core/catalogue'
import { counting, type Db, rows } from '#core/db'
import { hasStates } from '#core/registers/columns'
import type { Tally } from './exact.ts'
import { type Move, movesIn, type Series } from './moves.ts'
import { monthsIn } from './period.ts'
import { planOf, type RowCount } from './plan.ts'
import { recordedIn } from './recorded.ts'
import { type Ask, type Scope, scopeOf } from './scope.ts'
import { tally } from './tally.ts'

export interface Identity {
  /** 'minimum-living.roster' */
  readonly register: string
  /** '低保台账' or '低保台账：保障人口' */
  readonly title: string
  readonly month: string
  /** A town's name; '全县' or what the asker sees for the whole. */
  readonly area: string
  readonly start: number
  readonly entered: number
  readonly movedIn: number
  readonly left: number
  readonly movedOut: number
  readonly end: number
  /** Of people: the sum of the rows' own number at the end; null of rows. */
  readonly recorded: number | null
  readonly holds: boolean
}
/** Every register that a figure counts, its rows and its people. Towns only with `by: 'town'`. */
export const checkIdentities = async (db: Db, catalogue: Catalogue, ask: Ask): Promise<Identity[]> => {
  const scope = await scopeOf(db, ask)
  return counting(db, async () => {
    const found: Identity[] = []
    for (const series of seriesOf(catalogue, scope))
      for (const month of monthsIn(scope.period))
        found.push(...(await monthOf(db, catalogue, { ...scope, placesOn: scope.period.to, period: month }, series)))
    return found
  })
}

const seriesOf = (catalogue: Catalogue, scope: Scope): Series[] => {
  const found = new Map<string, Series>()
  for (const name of Object.keys(catalogue.figures)) {
    const { part, businesses } = planOf(catalogue, name)
    if (part.of !== 'rows' || !hasStates(part.register) || !businesses.every(scope.counts)) continue
    const id = catalogue.idOf(part.register)
    found.set(id, { register: part.register })
    if (part.people) found.set(`${id} ${part.people}`, { register: part.register, people: part.people })
  }
  return [...found.values()]
}

const monthOf = async (
  db: Db,
  catalogue: Catalogue,
  scope: Scope,
  { register, people }: Series,
): Promise<Identity[]> => {
  const dayBefore = plusDays(scope.period.from, -1)
  const count = (verb: RowCount['verb']): RowCount => ({
    of: 'rows',
    verb,
    register,
    distinct: false,
    where: {},
    ...(people && { people }),
  })
  const [holding, entered, left] = [count('holding'), count('entered'), count('left')]
  const before = await tally(db, catalogue, { ...scope, period: { ...scope.period, from: dayBefore, to: dayBefore } }, [
    holding,
  ])
  const now = await tally(db, catalogue, scope, [holding, entered, left])
  const moved =
    scope.by || isPart(scope) ? await movesIn(db, catalogue, scope, { register, ...(people && { people }) }) : []
  const recorded = people ? await recordedIn(db, catalogue, scope, register, people) : null
  const start = before.get(holding)!
  const [end, come, gone] = [now.get(holding)!, now.get(entered)!, now.get(left)!]
  const line = (
    area: string,
    of: (t: Tally) => number,
    movedIn: number,
    movedOut: number,
    rowsSay: number | null,
  ): Identity => {
    const [a, b, c, d] = [of(start), of(come), of(gone), of(end)]
    const holds = a + b + movedIn - c - movedOut === d && (rowsSay === null || rowsSay === d)
    const measure = people && register.measures[people]
    const title = measure ? `${register.title}：${measure.title}` : register.title
    const id = catalogue.idOf(register)
    return {
      register: id,
      title,
      month: scope.period.name,
      area,
      start: a,
      entered: b,
      movedIn,
      left: c,
      movedOut,
      end: d,
      recorded: rowsSay,
      holds,
    }
  }
  const all = line(
    scope.areaName,
    t => Number(t.total!.over),
    sum(moved.filter(m => m.isHere && !m.wasHere)),
    sum(moved.filter(m => m.wasHere && !m.isHere)),
    recorded && (recorded.find(r => r.is_total)?.n ?? 0),
  )
  if (!scope.by) return [all]
  const places = new Map([...(await placeNames(db, scope)).map(p => [p.id, p.name] as const), [0, '未归入'] as const])
  const lines = [...places].map(([id, name]) =>
    line(
      name,
      t => Number(t.by.get(id)?.over ?? 0n),
      sum(moved.filter(m => m.to_place === id && m.from_place !== id)),
      sum(moved.filter(m => m.from_place === id && m.to_place !== id)),
      recorded && (recorded.find(r => !r.is_total && r.place === id)?.n ?? 0),
    ),
  )
  return [all, ...lines.filter(l => l.start || l.end || l.entered || l.left || l.movedIn || l.movedOut)]
}
const isPart = (scope: Scope) => scope.area !== undefined || scope.own !== undefined
const sum = (moves: readonly Move[]) => moves.reduce((n, m) => n + m.n, 0)

const placeNames = (db: Db, scope: Scope) =>
  rows(
    db,
    sql<{
      id: number
      name: string
    }>`select id, name from division where county_id = ${scope.county} and level = ${scope.by}
      and valid @> ${scope.placesOn ?? scope.period.to}::date and (${scope.own ?? null}::bigint[] is null or id = any (${scope.own ?? null}::bigint[]))
      order by code`,
  )
