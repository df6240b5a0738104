/** 助餐点和用餐老人 of a rehearsal: points in the villages with an account of their operator, and who eats where. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { plusMonths } from '#core/calendar/days'
import { insertMany, newIds } from '#core/db'
import { findOrAddPeople } from '#core/people/persons'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import { type Day, firstDay, lastDay, type Month } from '#define/time'
import { bornBetween } from '../family.ts'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'
import { spread } from '../random.ts'
import { inventElders } from './old-age-people.ts'

export interface Point {
  readonly placeId: number
  readonly villageId: number
  readonly townId: number
  readonly actor: Actor
}
/** Each with its operator, its account at the bank and one to sign in with. */
export const openPoints = async (life: Life, count: number, seats: number): Promise<Point[]> => {
  const { trx, engine, countyId, plan, numbers, staff } = life
  const random = life.random.fork('points')
  const register = engine.catalogue.register('meals.points')!
  const villages = random.shuffled([...life.villages.values()])
  const at = Array.from({ length: count }, (_, i) => villages[i % villages.length]!)
  const ids = await newIds(trx, count)
  const rooms = spread(random, seats, count)
  const names = at.map(
    (v, i) =>
      `${v.name.replace(/(村|社区)(民|居民)?委员会$|村$|社区$/, '')}助餐点${i >= villages.length ? Math.floor(i / villages.length) + 1 : ''}`,
  )
  await insertMany(
    trx,
    'place',
    at.map((v, i) => ({
      county_id: countyId,
      id: ids[i],
      division_id: v.id,
      kind: '助餐点',
      name: names[i],
      address: null,
    })),
  )
  await enterRows(
    trx,
    engine,
    countyId,
    register,
    at.map((v, i) => ({
      ...{ divisionId: v.id, townId: v.townId, from: plusMonths(plan.opens, -6), caseId: null, because: '期初转入' },
      columns: {
        place_id: ids[i],
        ...toColumns(
          engine,
          register.told.fields,
          {
            operator: `${names[i]}餐饮服务部`,
            account: numbers.card(),
            seats: rooms[i],
            foodLicence: `JY3402${String(300000 + i)}`,
          },
          plan.opens,
        ),
      },
    })),
  )
  const people = at.map(v => {
    const sex = random.pick(['男', '女'] as const)
    const born = bornBetween(random, plan.opens, 28, 55)
    return { name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex), divisionId: v.id }
  })
  const managers = await findOrAddPeople(trx, engine, countyId, plan.opens, people)
  const actors = await staff.outside(
    at.map((v, i) => ({
      login: `point-${i + 1}`,
      post: 'provider' as const,
      personId: managers[i]!.id,
      name: people[i]!.name,
      divisionId: v.id,
      placeId: ids[i]!,
    })),
  )
  return at.map((v, i) => ({ placeId: ids[i]!, villageId: v.id, townId: v.townId, actor: actors[i]! }))
}

/** Residents of sixty to seventy-eight who eat at a point and are in no benefit. */
export const inventDiners = (life: Life, count: number) =>
  inventElders(
    life,
    life.random.fork('diners'),
    count,
    plusMonths(life.plan.opens, -78 * 12),
    plusMonths(life.plan.opens, -61 * 12) as Day,
  )

/**
 * `meals_diner` (id, tier, point): who is of one tier in the whole of the month, so many of each, and the point nearest by: of the same town,
 * always the same.
 */
export const chooseDiners = async (
  life: Life,
  points: readonly Point[],
  month: Month,
  most: Readonly<Record<string, number>>,
) => {
  const { trx, countyId } = life
  const [first, last] = [firstDay(month), lastDay(month)]
  const told = JSON.stringify(points.map((p, i) => ({ id: p.placeId, town: p.townId, nth: i })))
  await sql`drop table if exists pg_temp.meals_diner`.execute(trx)
  await sql`create temp table meals_diner on commit drop as
    with point as (select id, town, row_number() over (partition by town order by nth) - 1 as nth, count(*) over (partition by town) as all,
        row_number() over (order by nth) - 1 as any_nth from jsonb_to_recordset(${told}::jsonb) as p(id bigint, town bigint, nth int)),
    poor as materialized (select distinct person_id from covered_person where county_id = ${countyId} and business = 'minimum-living' and held @> daterange(${first}::date, ${last}::date, '[]')),
    partly as materialized (select distinct person_id from covered_person where county_id = ${countyId} and business = 'minimum-living' and held && daterange(${first}::date, ${last}::date, '[]')),
    person_of as (
      select p.id, w.id as town, hashint8extended(p.id, 7) as lot,
        case when poor.person_id is not null then 'hardship' when partly.person_id is not null then null
          when p.born <= (${first}::date - interval '80 years')::date then 'from80' when p.born > (${last}::date - interval '80 years')::date then 'from60' end as tier
      from person p join division d on d.county_id = p.county_id and d.id = p.division_id join division w on w.county_id = d.county_id and w.id = d.parent_id
        left join poor on poor.person_id = p.id left join partly on partly.person_id = p.id
      where p.county_id = ${countyId} and p.registered_division_id is not null and p.born <= (${first}::date - interval '60 years')::date
        and (p.died_on is null or p.died_on > ${last}::date)),
    ranked as (select *, row_number() over (partition by tier order by lot) as nth from person_of where tier is not null)
    select r.id, r.tier, coalesce(here.id, elsewhere.id) as point from ranked r
      join jsonb_each_text(${JSON.stringify(most)}::jsonb) m on m.key = r.tier and r.nth <= m.value::int
      left join point here on here.town = r.town and here.nth = abs(r.lot % here.all)
      left join point elsewhere on here.id is null and elsewhere.any_nth = abs(r.lot % ${points.length})`.execute(trx)
}
