/** 公布基数: a denominator that another authority publishes, entered by hand with its source and counted as of the period. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, one, rows } from '#core/db'
import { divisionOf } from '#core/divisions/tree'
import type { Day } from '#define/time'
import type { Tally } from './exact.ts'
import { type Exact, whole } from './exact.ts'
import { ifKnown } from './known.ts'
import type { Scope } from './scope.ts'

/** 时点数 counts on a day, the latest one holds; 时期数 counts over days, and only rows that fill the period exactly make a sum. */
export const baseKinds = {
  户籍人口: 'day',
  六十岁以上户籍人口: 'day',
  死亡人数: 'span',
  火化区死亡人数: 'span',
} as const
export type BaseName = keyof typeof baseKinds
export const kindOf = (what: string) => baseKinds[what as BaseName] ?? 'day'
export interface BaseEntry {
  readonly what: BaseName
  /** The division whose number it is. */
  readonly area: string
  /** The day of a 时点数 is first and last day alike. */
  readonly from: Day
  readonly to: Day
  readonly value: number
  /** Who published it, where: 芜湖市2023年国民经济和社会发展统计公报. */
  readonly source: string
}

/** @throws Refusal for what cannot be a published number */
export const soundBase = async (db: Db, { what, from, to, value, source, area }: BaseEntry) => {
  if (!(what in baseKinds))
    throw new Refusal(`没有「${what}」这个基数，可录入的有：${Object.keys(baseKinds).join('、')}`)
  if (!isDay(from) || !isDay(to) || to < from) throw new Refusal('起止日期不对，应写作 2023-12-31，且止日不早于起日')
  if (baseKinds[what] === 'day' && from !== to) throw new Refusal(`「${what}」是时点数，起止应为同一天`)
  if (!Number.isSafeInteger(value) || value < 0) throw new Refusal('基数应为不小于零的整数')
  if (!source.trim()) throw new Refusal('请写明来源（公布单位、文号或年鉴页码）')
  const asker = await one(
    db,
    sql<{ county: number; account: number | null; today: Day }>`
    select app_county() as county, app_account() as account, ledger_day(app_county()) as today`,
  )
  if (from > asker.today) throw new Refusal(`${from} 还没有到，不会已有公布的数字`)
  return { ...asker, division: await divisionOf(db, asker.county, area, to) }
}
/** The later entry for the same division and days holds; earlier ones stay on record. @throws Refusal as `soundBase` */
export const enterBase = async (db: Db, entry: BaseEntry): Promise<number> => {
  const { what, from, to, value, source } = entry
  const asker = await soundBase(db, entry)
  const { id } = await one(
    db,
    sql<{ id: number }>`
    insert into published_base (county_id, what, division_id, covers, value, source, entered_by, entered_on)
    values (${asker.county}, ${what}, ${asker.division.id}, daterange(${from}::date, ${to}::date, '[]'), ${value}, ${source.trim()}, ${asker.account}, ${asker.today})
    returning id`,
  )
  return id
}

interface Used {
  readonly division_id: number
  readonly value: number
  readonly source: string
  readonly covers_from: Day
  readonly covers_to: Day
}
/** The entries that a base is made of, for every division; none where the period is not filled. */
const usedEntries = (scope: Scope, what: string): RawBuilder<Used> => {
  const { from, to } = scope.period
  const latest = sql`select distinct on (division_id, covers) division_id, covers, value, source from published_base
    where county_id = ${scope.county} and what = ${what} ${ifKnown(scope, 'known_from')} order by division_id, covers, id desc`
  const columns = sql`division_id, value, source, lower(covers) as covers_from, upper(covers) - 1 as covers_to`
  if (kindOf(what) !== 'span')
    return sql<Used>`select distinct on (division_id) ${columns} from (${latest}) b where upper(covers) - 1 <= ${to}::date order by division_id, upper(covers) desc`
  // the widest first: a year's number beside its quarters' is not added to them
  return sql<Used>`with inside as (select * from (${latest}) b where covers <@ daterange(${from}::date, ${to}::date, '[]')),
      outermost as (select * from inside i where not exists (select from inside o where o.division_id = i.division_id and o.covers @> i.covers and o.covers <> i.covers))
    select ${columns} from outermost where division_id in (
      select division_id from outermost group by division_id having sum(upper(covers) - lower(covers)) = ${to}::date - ${from}::date + 1)`
}

export const publishedTally = async (db: Db, scope: Scope, what: string): Promise<Tally> => {
  const used = await rows(db, usedEntries(scope, what))
  const at = (id: number | undefined): Exact | null => {
    const mine = used.filter(u => u.division_id === id)
    return mine.length ? whole(mine.reduce((sum, u) => sum + u.value, 0)) : null
  }
  const wanted = scope.area?.id ?? (await widest(db, scope))
  return { total: at(wanted), by: new Map(used.map(u => [u.division_id, at(u.division_id)])) }
}
export interface BaseRow {
  readonly area: string
  readonly value: number
  readonly from: Day
  readonly to: Day
  readonly source: string
}
/** What a drill-down shows of a base: the published numbers and where they stand. */
export const baseRows = async (db: Db, scope: Scope, what: string): Promise<BaseRow[]> => {
  const wanted = scope.area?.id ?? (await widest(db, scope))
  return rows(
    db,
    sql<BaseRow>`select d.name as area, u.value, u.covers_from as "from", u.covers_to as "to", u.source
    from (${usedEntries(scope, what)}) u join division d on d.county_id = ${scope.county} and d.id = u.division_id
    where u.division_id = ${wanted} order by u.covers_from`,
  )
}
/** The county's, or of a post that sees a part the division that holds all of what it sees. */
const widest = async (db: Db, scope: Scope) =>
  (
    await rows(
      db,
      sql<{
        id: number
      }>`select d.id from division d where d.county_id = ${scope.county} and d.valid @> ${scope.period.to}::date
      and ${scope.own ? sql`d.id = any (${scope.own}::bigint[]) and not coalesce(d.parent_id = any (${scope.own}::bigint[]), false)` : sql`d.level = 'county'`} limit 2`,
    )
  )
    .map(d => d.id)
    .at(0)
