/** What a figure is asked about: the period, the area, as known when, and by whom. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, one } from '#core/db'
import { type Division, divisionOf } from '#core/divisions/tree'
import type { Day } from '#define/time'
import { momentOf, type Period, periodOf } from './period.ts'
import type { Plan } from './plan.ts'

export interface Ask {
  /** '2024H1', or a span of one's own. */
  readonly period: string | Period
  /** The code of a town or village; without it everything that the asker sees. */
  readonly area?: string
  readonly by?: 'town' | 'village'
  /** A day (its end) or a moment: as the ledger knew it then, later corrections left out. */
  readonly knownAt?: string
}
export interface Scope {
  readonly county: number
  readonly seesAll: boolean
  /** The divisions of somebody who sees a part: a record counts where it lay on its day, wherever it has gone since. */
  readonly own?: readonly number[]
  /** '全县', the area's name, or whose records are seen. */
  readonly areaName: string
  readonly area?: Division
  /** Ends today where the period is not over yet. */
  readonly period: Period
  readonly by?: 'town' | 'village'
  /** Towns as they are on this day; the last of the period where left out. */
  readonly placesOn?: Day
  readonly knownAt?: string
  /** Whose figures are counted for them; whose rows they may open. */
  readonly counts: (business: string) => boolean
  readonly opens: (business: string) => boolean
}

/** @throws Refusal for a period that has not begun, an unknown area, an area outside the asker's own */
export const scopeOf = async (db: Db, ask: Ask): Promise<Scope> => {
  const asker = await one(
    db,
    sql<{
      county: number | null
      today: Day
      all: boolean
      divisions: number[] | null
      businesses: string
      counts: string
      own: string | null
    }>`
      select app_county() as county, ledger_day(app_county()) as today, app_sees_all() as all, app_divisions() as divisions,
        current_setting('app.businesses', true) as businesses, current_setting('app.counts', true) as counts,
        (select string_agg(d.name, '、' order by d.code) from division d where d.county_id = app_county()
          and d.id = any (app_divisions()) and not coalesce(d.parent_id = any (app_divisions()), false) and upper_inf(d.valid)) as own`,
  )
  if (asker.county === null) throw new Error('a figure is asked in nobody’s name')
  const period = untilToday(typeof ask.period === 'string' ? periodOf(ask.period) : ask.period, asker.today)
  const area = ask.area === undefined ? undefined : await areaSeen(db, asker.county, ask.area, period.to)
  return {
    county: asker.county,
    seesAll: asker.all === true,
    ...(!asker.all && { own: (asker.divisions ?? []).map(Number) }),
    areaName: area && area.level !== 'county' ? area.name : asker.all ? '全县' : (asker.own ?? '本人范围'),
    ...(area && area.level !== 'county' && { area }),
    period,
    ...(ask.by && { by: ask.by }),
    ...(ask.knownAt !== undefined && { knownAt: momentOf(ask.knownAt) }),
    counts: within(asker.counts),
    opens: within(asker.businesses),
  }
}

const within = (list: string) => {
  const named = list === '{*}' ? undefined : new Set(list.replace(/[{}"]/g, '').split(','))
  return (business: string) => named?.has(business) ?? true
}

/** A stock of a day to come would be a guess. */
const untilToday = (period: Period, today: Day): Period => {
  if (period.from > today) throw new Refusal(`期间「${period.name}」还没有开始（今天是 ${today}），没有可统计的记录`)
  return period.to > today ? { ...period, to: today } : period
}
const areaSeen = async (db: Db, county: number, code: string, on: Day) => {
  const area = await divisionOf(db, county, code, on)
  const { sees } = await one(db, sql<{ sees: boolean }>`select coalesce(app_sees(${area.id}), false) as sees`)
  if (!sees) throw new Refusal(`您的岗位看不到「${area.name}」的数据，请只查询本辖区`, { status: 403 })
  return area
}

/** @throws Refusal where the asker does not work in a business that the figure counts */
export const mustCount = (scope: Scope, plan: Plan) =>
  refuse(
    plan,
    plan.businesses.find(b => !scope.counts(b)),
  )
/** @throws Refusal where the rows behind the figure are not theirs to open */
export const mustOpen = (scope: Scope, plan: Plan) =>
  refuse(
    plan,
    plan.businesses.find(b => !scope.opens(b)),
  )
const refuse = (plan: Plan, closed: string | undefined) => {
  if (closed) throw new Refusal(`您的岗位不办理「${plan.name}」所属的业务，不能查看这个指标`, { status: 403 })
}
